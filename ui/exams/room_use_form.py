"""The dialogs for other uses of a room: a course, a meeting; once or again and again."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from lärcentrum.errors import Busy, UserError
from lärcentrum.exams import room_uses
from lärcentrum.exams.room_days import RoomBlock
from lärcentrum.exams.room_series import (
    REPEAT_NAMES,
    Repeat,
    RoomSeries,
    SeriesDay,
    add_room_uses,
    check_room_uses,
)
from lärcentrum.exams.rooms import Room, list_rooms
from lärcentrum.exams.spoken import spoken
from lärcentrum.language import _, ngettext
from lärcentrum.store.store import Store
from lärcentrum.swedish import number
from ui.kit.chips import Chip, ChipLabel
from ui.kit.dialog import FormDialog
from ui.kit.fields import (
    CheckField,
    Choice,
    ChoiceField,
    DateField,
    ParsedField,
    TextField,
    TimeField,
)
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.parse import parse_date, say_date
from ui.kit.texts import short_day
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import announce, area, column, empty_out, label, row

TOPIC = "exams#annan-anvandning-av-en-sal"
_MOST = 12
"""Days that the card names one by one."""
_AGAIN = {Repeat.WEEKLY: "until", Repeat.MONTHLY: "until", Repeat.PICKED: "days"}


class DatesField(ParsedField):
    """Several days with commas between: `14/12, 21/12, 4/1`.

    Args:
        today: gives the day that short forms count from.
    """

    def __init__(self, today: Callable[[], date]) -> None:
        def read(text: str) -> tuple[date, ...] | None:
            parts = [part for part in text.replace(";", ",").split(",") if part.strip()]
            found = [parse_date(part, today()) for part in parts]
            return tuple(day for day in found if day) if all(found) else None

        super().__init__(
            read,
            lambda days: ", ".join(say_date(one) for one in days),
            _("Något datum går inte att läsa; skriv till exempel 14/12, 21/12."),
            _("t.ex. 14/12, 21/12"),
        )

    def draft(self) -> str:
        """Give the text as typed."""
        return self.edit.text()

    def take_draft(self, draft: Any) -> None:
        """Show the text as it was typed."""
        self.edit.setText(str(draft))


class SeriesCard(QWidget):
    """What is free and what is taken, while one types."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("series_card")
        self.chip = ChipLabel()
        self.chip.setObjectName("series_sum")
        self._list = column(gap=1)
        inside = area(QWidget(), "window")
        title = label(_("Är salen ledig?"), strong=True)
        inner = column(title, row(self.chip, None), self._list, None, parent=inside, gap=2)
        inner.setContentsMargins(20, 24, 20, 16)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        column(scroll, parent=self, gap=0)
        self.lines: list[str] = []

    def show_days(self, days: Sequence[SeriesDay]) -> None:
        """Show what each day says; the ones in the way by name."""
        out = [one for one in days if one.left_out]
        free = len(days) - len(out)
        if not days:
            self.chip.show_chip(None)
        elif not out:
            text = ngettext("{n} dag är ledig", "{n} dagar är lediga", free)
            self.chip.show_chip(Chip(text.format(n=number(free)), Tone.GOOD))
        else:
            text = ngettext("{n} av {all} dag är ledig", "{n} av {all} dagar är lediga", len(days))
            tone = Tone.WARN if free else Tone.BAD
            said = text.format(n=number(free), all=number(len(days)))
            self.chip.show_chip(Chip(said, tone))
        self._say([day_text(one) for one in days if one.left_out or one.closed or one.taken_by])

    def show_error(self, text: str) -> None:
        """Show why nothing can be said."""
        self.chip.show_chip(None)
        self._say([text])

    def _say(self, lines: Sequence[str]) -> None:
        self.lines = list(lines)
        empty_out(self._list)
        for one in lines[:_MOST]:
            self._list.addWidget(label(one, size=Text.SMALL, wrap=True, name="series_line"))
        if len(lines) > _MOST:
            more = _("… och {n} till").format(n=number(len(lines) - _MOST))
            self._list.addWidget(label(more, size=Text.SMALL, soft=True))


class RoomUseForm(Form):
    """A use of a room as it is typed.

    Args:
        store: the register.
        block: the use that is changed; None for a new one.
    """

    def __init__(self, store: Store, block: RoomBlock | None = None) -> None:
        super().__init__(self._save)
        self._store, self._block = store, block
        self.card = SeriesCard()
        self._rooms = list_rooms(store)
        today = store.clock.today
        self.add("title", _("Vad är det?"), TextField(_("t.ex. SFI grupp B")), required=True)
        self.add("room", _("Sal"), ChoiceField(_choices(self._rooms)), required=True)
        self.add("day", _("Dag"), DateField(today), required=True)
        self.add("starts", _("Från"), TimeField(), required=True, beside="day")
        self.add("ends", _("Till"), TimeField(), required=True, beside="day")
        hint = _("Namn, telefon eller e-post; visas om en tentamen behöver salen.")
        self.add("contact", _("Kontakt"), TextField(), hint=hint)
        if block is None:
            self._add_series(today)
        self.changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Ask the register what is free, and show it (R05)."""
        values = self.values()
        self._show_again(values.get("repeat", ""))
        wanted = self._wanted(values)
        if wanted is None:
            self.card.show_days([])
            return
        try:
            found = check_room_uses(self._store, **wanted)
        except Busy:
            return  # what was said last stays; the next letter asks again
        except UserError as error:
            self.card.show_error(error.parts()[0])
            return
        self.card.show_days([] if self._is_itself(values) else found)

    def show_error(self, error: UserError) -> None:
        """Show a refusal at its field, with names in the place of uids."""
        at = self._rows.get(error.field)
        if at is None:
            super().show_error(error)
            return
        text = spoken(self._store, error)
        at.complain(text)
        self._go_to(at)
        announce(self, text)

    def _add_series(self, today: Callable[[], date]) -> None:
        self.add(
            "preliminary", "", CheckField(_("Preliminär: håller inte salen förrän den godkänns"))
        )
        names = [Choice(one.value, _(REPEAT_NAMES[one]).capitalize()) for one in Repeat]
        self.add("repeat", _("Upprepas"), ChoiceField(names))
        self.add("until", _("Till och med"), DateField(today), beside="repeat")
        self.add("days", _("Övriga datum"), DatesField(today), beside="repeat")

    def _show_again(self, repeat: str) -> None:
        for name in ("until", "days"):
            if name in self._rows:
                on = bool(repeat) and _AGAIN.get(Repeat(repeat)) == name
                there = self._rows[name]
                for part in (there.label, there.field):
                    part.setVisible(on)
                there.hint.setVisible(on and bool(there.hint.text()))

    def _is_itself(self, values: dict[str, Any]) -> bool:
        """Tell whether the use that is changed stands where it stood: it is in its own way then."""
        block = self._block
        if block is None:
            return False
        starts, ends = _times(values)
        return (values["room"], starts, ends) == (block.room, block.starts, block.ends)

    def _wanted(self, values: dict[str, Any]) -> dict[str, Any] | None:
        """Give what the register takes, None while too little is known."""
        if not (values["room"] and values["day"] and values["starts"] and values["ends"]):
            return None
        starts, ends = _times(values)
        known = {"room": values["room"], "starts": starts, "ends": ends}
        if self._block is not None:
            return {**known, "preliminary": self._block.preliminary}
        repeat = Repeat(values["repeat"])
        again = _AGAIN.get(repeat)
        return {
            **known,
            "preliminary": values["preliminary"],
            "repeat": repeat,
            "until": values["until"] if again == "until" else None,
            "days": (values["days"] or ()) if again == "days" else (),
        }

    def _save(self, **values: Any) -> RoomSeries | None:
        wanted = self._wanted(values)
        assert wanted is not None
        words = {"title": values["title"], "contact": values["contact"]}
        if self._block is None:
            return add_room_uses(self._store, **wanted, **words)
        del wanted["preliminary"]
        room_uses.move_room_use(self._store, room_use=self._block.uid, **wanted, **words)
        return None


class RoomUseDialog(FormDialog):
    """A new use of a room, or one that is changed.

    Args:
        store: the register.
        block: the use that is changed; None for a new one.
        room: the uid of a room to begin with.
        starts: a time to begin with.
        ends: when it ends.
        parent: see Qt.
    """

    def __init__(
        self,
        store: Store,
        *,
        block: RoomBlock | None = None,
        room: str = "",
        starts: datetime | None = None,
        ends: datetime | None = None,
        parent: QWidget | None = None,
    ) -> None:
        form = RoomUseForm(store, block)
        title = _("Annan användning av en sal") if block is None else _("Ändra salsanvändningen")
        super().__init__(title, form, side=form.card, parent=parent)
        self.setObjectName("room_use_dialog")
        about(self, TOPIC)
        if block is not None:
            form.fill(title=block.titles[0], contact=block.contact)
            room, starts, ends = block.room, block.starts, block.ends
        if room:
            form.fill(room=room)
        if starts is not None and ends is not None:
            form.fill(day=starts.date(), starts=starts.time(), ends=ends.time())
        form.look()


def approve_dialog(store: Store, block: RoomBlock, parent: QWidget) -> FormDialog:
    """Make the question whether a preliminary use is approved; who loses the room is listed."""

    def save(refuse_others: bool = False) -> None:
        room_uses.approve_room_use(store, room_use=block.uid, refuse_others=refuse_others)

    form = Form(save)
    losing = room_uses.losing_uses(store, room_use=block.uid)
    if losing:
        form.insert(label(_("De här mister salen:"), strong=True))
        for one in losing:
            whom = f" · {one.contact}" if one.contact else ""
            when = f"{short_day(one.starts)} {one.starts:%H:%M}–{one.ends:%H:%M}"
            form.insert(label(f"{one.title} · {when}{whom}", wrap=True, name="losing"))
        form.add("refuse_others", "", CheckField(_("Ta bort dem")))
        form.fill(refuse_others=True)
    else:
        form.insert(label(_("Ingen annan har frågat om salen då."), wrap=True, name="losing"))
    return _open(FormDialog(_("Godkänn salsanvändningen"), form, verb=_("Godkänn"), parent=parent))


def cancel_dialog(store: Store, block: RoomBlock, parent: QWidget) -> FormDialog:
    """Ask why a use is taken away, or a preliminary one refused."""

    def save(why: str) -> None:
        room_uses.cancel_room_use(store, room_use=block.uid, why=why)

    form = Form(save)
    form.add("why", _("Varför (valfritt)"), TextField(longest=400))
    title = _("Neka salsanvändningen") if block.preliminary else _("Ta bort salsanvändningen")
    verb = _("Neka") if block.preliminary else _("Ta bort")
    return _open(FormDialog(title, form, verb=verb, parent=parent))


def day_text(one: SeriesDay) -> str:
    """Say what is in the way on a day."""
    what = _("upptagen av {what}").format(what=one.taken_by) if one.taken_by else ""
    closed = _("stängt: {why}").format(why=one.closed) if one.closed else ""
    return f"{short_day(one.day)}: " + ", ".join(part for part in (what, closed) if part)


def series_text(made: RoomSeries) -> tuple[str, str]:
    """Say what became of a series: how many days, and which were left out."""
    n = len(made.uids)
    text = ngettext("{n} dag är bokad.", "{n} dagar är bokade.", n).format(n=number(n))
    out = _("Inte bokat: {days}.").format(days="; ".join(day_text(one) for one in made.left_out))
    return text, out if made.left_out else ""


def _times(values: dict[str, Any]) -> tuple[datetime, datetime]:
    """Give the times of a day; midnight is the end of it."""
    day, starts, ends = values["day"], values["starts"], values["ends"]
    after = timedelta(days=1 if ends == time.min else 0)
    return datetime.combine(day, starts), datetime.combine(day, ends) + after


def _choices(rooms: Sequence[Room]) -> list[Choice]:
    return [Choice(one.uid, one.name) for one in rooms]


def _open(dialog: FormDialog) -> FormDialog:
    about(dialog, TOPIC)
    dialog.open()
    return dialog
