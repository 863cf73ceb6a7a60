#!/bin/sh
# Tries the Debian package where nothing is installed: a clean Debian in a folder of its own.
# As root. usage: installer/try_debian.sh PACKAGE
#
# Install over an older version that has a register, the main job on example data, a booking and a
# certificate in that register, the window on a screen, purge: the register stays.
set -eu
package=$(realpath "$1")
out=$(dirname "$package")
root=$out/debian
tar=$out/debian-clean.tar
shots=$out/shots
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep '/debian/$' | head -n 1)
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

say() { printf '%s\n' "· $*"; }
inside() { chroot "$root" "$@"; }
anna() { chroot --userspec=anna:anna "$root" /usr/bin/env -i HOME=/home/anna PATH=/usr/bin:/bin LC_ALL=C.UTF-8 \
    LARCENTRUM_PASSWORD='skogens lugn' LARCENTRUM_USER=anna LARCENTRUM_REGISTER=/home/anna/Lärcentrum "$@"; }
op() { anna larcentrum op "$1" --json "$2"; }
tidy() { umount "$root/proc" 2>/dev/null || true; }
trap tidy EXIT

if [ ! -f "$tar" ]; then
    say "Hämtar en ren Debian"
    rm -rf "$root"
    debootstrap --variant=minbase --include=xvfb,xauth,xdotool,x11-apps,imagemagick bookworm "$root" "$mirror" >"$out/debootstrap.log"
    tar -C "$root" -cf "$tar" .
fi
tidy
rm -rf "$root"
mkdir -p "$root" "$shots"
tar -C "$root" -xf "$tar"
mount -t proc proc "$root/proc"
cp /etc/resolv.conf "$root/etc/resolv.conf"
inside useradd --create-home anna

say "Installerar en äldre version"
old=$out/old
rm -rf "$old"
dpkg-deb -R "$package" "$old"
sed -i 's/^Version: .*/Version: 0.0.1/' "$old/DEBIAN/control"
dpkg-deb --root-owner-group --build -Znone "$old" "$root/old.deb" >/dev/null
rm -rf "$old"
inside apt-get update -qq
inside apt-get install -y -qq --no-install-recommends /old.deb >"$out/install.log"
rm "$root/old.deb"

say "Gör ett register, bokar och utfärdar ett intyg"
anna larcentrum init --code 2421 --name "Lärcentrum Storuman" --user-name "Anna Å" --user-title Föreståndare >/dev/null
day=$(date -d '-7 days' +%F)
# Whatever weekday or holiday that was.
op set_opening_day "{\"day\": \"$day\", \"opens\": \"08:00\", \"closes\": \"17:00\", \"reason\": \"Provkörning\"}" >/dev/null
room=$(op add_room '{"name": "Stora salen", "capacity": 12}')
student=$(op add_student '{"given_name": "Čuovga", "family_name": "Ŋgađđi", "birth_date": "2001-02-03"}')
provider=$(op list_providers '{}' | grep -m 1 '"uid"' | cut -d '"' -f 4)
booking=$(op book_exam "{\"student\": $student, \"room\": $room, \"starts\": \"${day}T09:00\",
    \"new_exam\": {\"provider\": \"$provider\", \"course_name\": \"Redovisning A\", \"day\": \"$day\", \"minutes\": 240},
    \"reason\": \"Provkörning\", \"approved_by\": \"Provkörning\"}")
op note_attendance "{\"booking\": $booking, \"attendance\": \"present\"}" >/dev/null
issued=$(anna larcentrum certificate issue "$(printf %s "$booking" | tr -d '"')")
say "  $issued"

say "Kör huvuduppgiften på exempeldata"
anna larcentrum demo /home/anna/exempel >"$out/demo.log"

say "Uppgraderar"
cp "$package" "$root/new.deb"
inside apt-get install -y -qq --no-install-recommends /new.deb >>"$out/install.log"
rm "$root/new.deb"
anna larcentrum --version
anna larcentrum check
op list_bookings '{}' | grep -q '"Redovisning A"'
test -x "$root/usr/bin/larcentrum-gui" -a -f "$root/usr/share/applications/larcentrum.desktop"

say "Startar fönstret på en skärm"
# Runs in the place of the shell, so that its process is the one that is ended.
window() { exec chroot --userspec=anna:anna "$root" /usr/bin/env -i HOME=/home/anna PATH=/usr/bin:/bin \
    LC_ALL=C.UTF-8 DISPLAY=:77 "$@"; }
end() { kill "$1"; wait "$1" 2>/dev/null || true; }
window Xvfb :77 -screen 0 1280x800x24 -nolisten tcp >"$out/screen.log" 2>&1 &
screen=$!
sleep 2
window larcentrum-gui >"$out/window.log" 2>&1 &
program=$!
sleep 5
(window import -window root /home/anna/forsta-start.png)
end "$program"
# A file as a double click names it: the centre says that the regional office reads it.
anna touch /home/anna/oktober.lcsync
window larcentrum-gui /home/anna/Lärcentrum /home/anna/oktober.lcsync >>"$out/window.log" 2>&1 &
program=$!
sleep 5
# The first start was ended in the middle, and the program says so.
(window xdotool key Escape)
sleep 1
(window xdotool type anna)
(window xdotool key Tab)
(window xdotool type 'skogens lugn')
(window xdotool key Return)
sleep 6
(window import -window root /home/anna/idag.png)
title=$(window xdotool search --onlyvisible --name 'Idag' getwindowname)
end "$program"
end "$screen"
cp "$root"/home/anna/*.png "$shots"
say "  $title"
test ! -s "$out/window.log" || { cat "$out/window.log"; exit 1; }

say "Tar bort allt"
before=$(cd "$root/home/anna/Lärcentrum" && sha256sum register.db keys.json)
inside apt-get purge -y -qq larcentrum >>"$out/install.log"
test "$before" = "$(cd "$root/home/anna/Lärcentrum" && sha256sum register.db keys.json)"
test ! -e "$root/usr/lib/larcentrum" -a ! -e "$root/usr/bin/larcentrum"
say "Klart: registret ligger kvar, programmet är borta. Bilder: $shots"
