#!/bin/sh
# Sees to it that every system package of a list is there: installs it as root, else says how.
# usage: installer/system.sh LIST
set -eu
wanted=$(sed 's/#.*//' "$1")
if ! command -v dpkg-query >/dev/null; then
    echo "Det här är inte Debian. Installera motsvarigheten till: $(echo $wanted)" >&2
    echo "och säg sedan till med: make SYSTEM=ready …" >&2
    exit 1
fi
missing=
for package in $wanted; do
    state=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
    [ "$state" = "install ok installed" ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" -ne 0 ]; then
    echo "Det fattas systempaket. Kör det här, och sedan samma kommando igen:" >&2
    echo "    sudo apt-get install -y --no-install-recommends$missing" >&2
    exit 1
fi
echo "Installerar systempaket:$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086  # one word per package is meant
apt-get install -y -qq --no-install-recommends $missing
