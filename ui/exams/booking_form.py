"""The booking dialog: what is typed is judged at every letter, saved in one operation."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from lärcentrum.errors import Busy, UserError
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.booking_plans import Wish
from lärcentrum.exams.booking_rules import Finding, Level
from lärcentrum.exams.bookings import BookingCheck, book_exam, check_booking
from lärcentrum.exams.errors import AgainstRules, ReasonNeeded
from lärcentrum.exams.invigilators import add_duty
from lärcentrum.exams.providers import Provider
from lärcentrum.exams.spoken import spoken
from lärcentrum.exams.times import clock_text
from lärcentrum.language import _
from lärcentrum.people import students
from lärcentrum.people.errors import PossibleDuplicate
from lärcentrum.store.store import Store
from ui.exams.booking_advice import Ways, said_of, unknown_birth
from ui.exams.booking_fields import REASONS, REQUEST
from ui.exams.booking_links import LinkedFields
from ui.exams.booking_wish import wish_of
from ui.exams.rule_card import Offer, RuleCard, Said
from ui.kit import theme
from ui.kit.dialog import FormDialog
from ui.kit.fields import Choice
from ui.kit.form import Drafts
from ui.kit.help import about
from ui.kit.texts import short_day
from ui.kit.widgets import announce, button

_FIELDS = {"course_name": "exam", "email": "contact_email", "phone": "contact_phone"}
"""Where the form shows a refusal of another name."""
_OF_PERSON = {"email": "student_email", "phone": "student_phone"}
"""The same while a new person is added."""
_AROUND = QSize(16, 40)
"""Room for the window's own frame on a small screen."""
_NARROW = ("day", "starts", "minutes", "course_code", "identity_number")


class BookingForm(LinkedFields):
    """A booking as it is typed, with the card that judges it.

    Args:
        store: the register.
        drafts: keeps what is typed.
    """

    def __init__(self, store: Store, drafts: Drafts | None = None) -> None:
        super().__init__(self._save, store, drafts)
        self.card = RuleCard()
        self.check: BookingCheck | None = None
        self.afterthought: UserError | None = None
        self._at = _FIELDS
        request = partial(self._take_room, REQUEST)
        self._over: tuple[str | None, datetime | None] | None = None
        self._ways = Ways(
            room=self._take_room,
            time=self._take_time,
            request=request,
            take_over=self._take_over,
        )
        self._approved = ""
        self.reason.changed.connect(self._note_approval)
        self.changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Ask the register what it says of what is typed, and show it."""
        wish = self.wish()
        if self._quiet:
            return
        if wish is None:
            self.check = None
            self._show(self._notices())
            return
        try:
            self.check = check_booking(self._store, wish=wish)
        except Busy:
            return  # what was said last stays; the next letter asks again
        except UserError as error:
            self.check = None
            self._show([Said(level=Level.RED, text=error.parts()[0])])
            return
        self._offer_rooms(self.check)
        wish = self.wish() or wish
        room = next((one for one in self._rooms if one.uid == wish.room), None)
        said = said_of(self._store, wish, self.check, room, self._ways)
        self._show([*said, *self._notices()], self._assumed(wish))

    def wish(self) -> Wish | None:
        """Give the booking as it is typed, None while too little is known."""
        values = self.values()
        if self.student.is_new():
            values["student"] = ""
        if self.reason_part.isHidden():
            values["reason"] = ""
        made = wish_of(values, self._exam)
        if made is not None and self._over == (made.room, made.starts):
            return replace(made, take_over=True)
        return made

    def _take_over(self) -> None:
        """Take the room from a course or a meeting; for another room or time it is asked anew."""
        made = self.wish()
        self._over = (made.room, made.starts) if made is not None else None
        self.look()

    def show_error(self, error: UserError) -> None:
        """Show a refusal at its field, with names in the place of uids."""
        at = self._rows.get(self._at.get(error.field, error.field))
        if at is None:
            super().show_error(error)
            return
        if isinstance(error, PossibleDuplicate):
            self._show(self._duplicates(error))
        # The card says what to do; a narrow column has no room for it.
        text = spoken(self._store, error, brief=error.field in _NARROW)
        at.complain(text)
        self._go_to(at)
        announce(self, text)

    def _notices(self) -> list[Said]:
        is_new = self.student.is_new()
        number = self.field("identity_number").value() if is_new else None
        said = unknown_birth(self._store, "" if is_new else self.student.value(), number)
        if self._approved and self.field("approved_by").value() == self._approved:
            text = _("Godkännandet noteras: {who} har sagt ja.").format(who=self._approved)
            said.append(Said(level=Level.GREEN, text=text, source=_("skälet")))
        return said

    def _assumed(self, wish: Wish) -> str:
        """Say which start the rules were held against while no time is typed."""
        known = (self.field(name).value() for name in ("starts", "local_start"))
        if any(one is not None for one in known) or (
            self._exam is not None and self._exam.facts.ordinary_start is not None
        ):
            return ""
        assert wish.starts is not None
        return _("Räknat med start {time}").format(time=clock_text(wish.starts))

    def _note_approval(self) -> None:
        """Note who has said yes when that is the reason; the field can say it better."""
        by = self.field("approved_by")
        if self.reason.value().startswith(_(REASONS[0])):
            if not by.value():
                provider = self._provider()
                self._approved = (provider.short or provider.name) if provider else _("lärosätet")
                by.put(self._approved)
        elif self._approved and by.value() == self._approved:
            self._approved = ""
            by.put("")

    def _provider(self) -> Provider | None:
        uid = self.provider.value()
        return next((one for one in self._find.providers if one.uid == uid), None)

    def _show(self, said: list[Said], assumed: str = "") -> None:
        provider = self._provider()
        title, note = _("Regler"), ""
        if provider is not None:
            profile, day = provider.profile, provider.profile.read_on
            title = _("Regler: {who}").format(who=provider.short or provider.name)
            read = _("Läst {day}.").format(day=f"{short_day(day)} {day.year}") if day else ""
            note = " ".join(part for part in (profile.note, read) if part)
        asks = self.asks()
        self.card.show_rules(title, note, said, asks=asks, assumed=assumed)
        levels = {one.level for one in self._findings()}
        self.reason_part.setVisible(Level.AMBER in levels and not asks)
        for name, cause in (("starts", Level.RED), ("room", Level.RED), ("reason", Level.AMBER)):
            if cause not in levels or asks:
                self._rows[name].complain("")

    def asks(self) -> bool:
        """Tell whether no place is given now."""
        return bool(self.room.value()) and not self.room.gives_place()

    def _findings(self) -> tuple[Finding, ...]:
        return self.check.findings if self.check else ()

    def _duplicates(self, error: PossibleDuplicate) -> list[Said]:
        known = [students.read_student(self._store, student=uid) for uid in error.students[:3]]
        offers = [
            Offer(
                text=_("Använd {name}").format(name=one.name),
                run=partial(self.student.put, Choice(one.uid, one.name)),
            )
            for one in known
        ]
        other = Offer(text=_("Det är en annan person"), run=self._say_different)
        words = _("Någon som liknar den nya personen finns redan.")
        return [Said(level=Level.RED, text=words, offers=(*offers, other))]

    def _say_different(self) -> None:
        self._different = True
        self.clear_errors()
        self.look()

    def _save(self, **values: Any) -> str:
        wish = self.wish()
        if wish is not None and wish.give_place and not wish.waiting:
            self._enforce(wish)
        if self.student.is_new():
            self._at = _OF_PERSON
            self._add_student(values)
            wish = self.wish()
        self._at = _FIELDS
        assert wish is not None
        made = book_exam(self._store, **{name: getattr(wish, name) for name in Wish.__slots__})
        self._add_duty(made, values.get("invigilator", ""))
        return made

    def _enforce(self, wish: Wish) -> None:
        """Refuse what the register would refuse, before a new person is added."""
        for level, error in ((Level.RED, AgainstRules), (Level.AMBER, ReasonNeeded)):
            found = [one for one in self._findings() if one.level is level]
            if found and (level is Level.RED or not wish.reason):
                raise error(tuple(o.code for o in found), tuple(o.sentence for o in found))

    def _add_student(self, values: dict[str, Any]) -> None:
        name = f"{values['given_name']} {values['family_name']}".strip()
        uid = students.add_student(
            self._store,
            given_name=values["given_name"],
            family_name=values["family_name"],
            identity_number=values["identity_number"],
            email=values["student_email"],
            phone=values["student_phone"],
            provider=values["provider"],
            known_different=self._different,
        )
        # The person is there now, whatever becomes of the booking.
        self.student.put(Choice(uid, name))

    def _add_measure(self) -> None:
        """Note a measure; it belongs to somebody, so a new person is added first."""
        if self.student.is_new() and not self._keep_person():
            return
        super()._add_measure()

    def _keep_person(self) -> bool:
        self._at = _OF_PERSON
        try:
            self._add_student(self.values())
        except UserError as error:
            self.show_error(error)
            return False
        finally:
            self._at = _FIELDS
        return True

    def _add_duty(self, booking: str, invigilator: str) -> None:
        sitting = booking_page(self._store, booking=booking).sitting
        if not invigilator or sitting is None:
            return
        try:
            add_duty(self._store, sitting=sitting, invigilator=invigilator)
        except UserError as error:
            # The booking stands; the page says what did not go.
            self.afterthought = error


class BookingDialog(FormDialog):
    """A new booking.

    Args:
        store: the register.
        student: a person to begin with.
        starts: a day and time to begin with.
        room: the uid of a room to begin with.
        drafts: keeps what is typed.
        parent: see Qt.
    """

    def __init__(
        self,
        store: Store,
        *,
        student: Choice | None = None,
        starts: datetime | None = None,
        room: str = "",
        drafts: Drafts | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._store = store
        self.booking = form = BookingForm(store, drafts)
        mail = button(
            _("Klistra in från mejl"), self._paste, kind="quiet", icon="mail", name="paste_mail"
        )
        mail.setToolTip(_("Kopiera mejlet först. Ctrl+Shift+V"))
        mail.setAutoDefault(False)
        super().__init__(
            _("Ny bokning"), form, verb=_("Boka"), side=form.card, extra=mail, parent=parent
        )
        self.setObjectName("booking_dialog")
        about(self, "exams#boka-ctrl-n")
        day, at = (starts.date(), starts.time()) if starts is not None else (None, None)
        known = {"student": student, "day": day, "starts": at, "room": room}
        if any(known.values()):
            form.fill(**{name: value for name, value in known.items() if value})
        for number in range(1, len(REASONS) + 1):
            QShortcut(QKeySequence(f"Alt+{number}"), self, partial(self._pick, number))
        form.changed.connect(self._say_verb)
        self._say_verb()
        QShortcut(QKeySequence("Ctrl+Shift+V"), self, self._paste)
        wanted = QSize(theme.pixels(980), theme.pixels(700))
        self.resize(wanted.boundedTo(self.screen().availableSize() - _AROUND))
        form.student.focus_widget().setFocus()

    def _paste(self) -> None:
        from ui.exams.mail_paste import paste_mail

        paste_mail(self._store, self.booking)

    def _pick(self, number: int) -> None:
        if not self.booking.reason_part.isHidden():
            self.booking.reason.pick(number)

    def _say_verb(self) -> None:
        self.say_verb(_("Spara förfrågan") if self.booking.asks() else _("Boka"))
