"""The booking form's own fields: who, which exam, which room, which reason."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLineEdit, QRadioButton, QWidget

from lärcentrum.language import N_, _
from lärcentrum.swedish import fold
from ui.kit.fields import Choice, ChoiceField, Field
from ui.kit.typeahead import NEW, PersonField, Search, SearchField
from ui.kit.widgets import button, column, empty_out, label

REQUEST, QUEUE = "request", "queue"
"""What the room field holds when no place is given: a request, or a place in the queue."""
REASONS = (
    N_("Lärosätet har sagt ja"),
    N_("Plats finns och det går att ordna"),
    N_("Omtenta som inte kan vänta"),
    N_("Centret gjorde fel tidigare"),
    N_("Bestämt av föreståndaren"),
)
"""Reasons to choose from with one key; more can be written beside."""


class StudentField(PersonField):
    """A person of the register, or a new one of the name that was typed."""

    def __init__(self, search: Search) -> None:
        super().__init__(search, _("Ny person: {text}"))
        self.wanted_new.connect(self._take_new)

    def is_new(self) -> bool:
        """Tell whether a new person is to be added."""
        return self.value() == NEW

    def _take_new(self, text: str) -> None:
        self.put(Choice(NEW, text, _("ny person")))


class ExamField(SearchField):
    """An exam of the register, or the name of one that is not there yet."""

    def __init__(self, search: Search) -> None:
        super().__init__(search, _("Kursens namn eller kod"))

    def value(self) -> str:
        """Give the name that stands there."""
        return self.edit.text().strip()

    def uid(self) -> str | None:
        """Give the chosen exam, None for a new one."""
        choice = self.choice()
        return choice.key if choice else None

    def problem(self) -> str:
        """Any name will do."""
        return ""

    def mark_none(self) -> None:
        """Let no hit be taken by Enter before the arrow has gone to it: the name may be new."""
        self.popup.setCurrentIndex(QModelIndex())

    def _offer(self, text: str) -> None:
        super()._offer(text)
        self.mark_none()

    def _take_only(self) -> None:
        if len(self.model.choices) == 1 and fold(self.model.choices[0].title) == fold(self.value()):
            super()._take_only()


class RoomField(ChoiceField):
    """A room: the best one is chosen until the user chooses another.

    Signals:
        taken: the user chose.
    """

    taken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._own, self._wanted = False, ""
        self.combo.activated.connect(self._on_own)
        self.offer_rooms([], [])

    def offer_rooms(
        self, free: Sequence[Choice], busy: Sequence[Choice], *, none: bool = True
    ) -> None:
        """Show free rooms, the best first, then those that are taken, then none at all.

        Args:
            free: rooms with a free seat.
            busy: the other rooms.
            none: whether it may also be kept without a place.
        """
        others = [
            Choice(REQUEST, _("Ingen plats ännu"), _("spara som förfrågan")),
            Choice(QUEUE, _("Ingen plats ännu"), _("sätt i kö")),
        ] * none
        text = _("Ingen sal är ledig") if busy else _("Föreslås när dag och tid är kända")
        self.offer([*([] if free else [Choice("", text)]), *free, *busy, *others])
        if not self._own:
            self._choose(free[0].key if free else "")
        elif self._wanted and self.combo.findData(self._wanted) >= 0:
            self._choose(self._wanted)
            self._wanted = ""

    def put(self, value: Any) -> None:
        """Choose by key, as the user would; a room that is not offered yet waits until it is."""
        self._own = bool(value)
        self._wanted = str(value or "") if self.combo.findData(str(value or "")) < 0 else ""
        if not self._wanted:
            super().put(value)

    def gives_place(self) -> bool:
        """Tell whether a room is chosen."""
        return self.value() not in ("", REQUEST, QUEUE)

    def _choose(self, key: str) -> None:
        self.combo.blockSignals(True)
        self.combo.setCurrentIndex(self.combo.findData(key))
        self.combo.blockSignals(False)

    def _on_own(self) -> None:
        self._own, self._wanted = True, ""
        self.taken.emit()


class ReasonField(Field):
    """Why a rule is set aside: one key from a list, and words if one likes."""

    def __init__(self, reasons: Sequence[str] = REASONS) -> None:
        super().__init__()
        self._texts = [_(text) for text in reasons]
        self._group = QButtonGroup(self)
        self.buttons: list[QRadioButton] = []
        for number, text in enumerate(self._texts, 1):
            made = QRadioButton(f"{number}   {text}")
            made.setObjectName(f"reason_{number}")
            made.clicked.connect(partial(self.pick, number))
            self._group.addButton(made)
            self.buttons.append(made)
        self.more = QLineEdit()
        self.more.setObjectName("reason_more")
        self.more.setMaxLength(300)
        self.more.setPlaceholderText(_("Eller med egna ord (valfritt)"))
        self.more.setAccessibleName(_("Skäl med egna ord"))
        self.more.textChanged.connect(self.changed)
        stack = column(*self.buttons, self.more, gap=0)
        stack.insertSpacing(len(self.buttons), 8)
        self.box.addLayout(stack)
        self.setFocusProxy(self.buttons[0])

    def value(self) -> str:
        """Give the reason in words, "" for none."""
        chosen = [text for text, one in self._pairs() if one.isChecked()]
        return ": ".join([*chosen, *filter(None, [self.more.text().strip()])])

    def put(self, value: Any) -> None:
        """Show a reason."""
        first, _sep, rest = str(value or "").partition(": ")
        number = self._texts.index(first) + 1 if first in self._texts else 0
        self._check(number)
        self.more.setText(rest if number else str(value or ""))
        self.changed.emit()

    def pick(self, number: int) -> None:
        """Choose the reason of a number."""
        if 1 <= number <= len(self.buttons):
            self._check(number)
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See Qt; a digit chooses."""
        if event.text().isdigit():
            self.pick(int(event.text()))
        else:
            super().keyPressEvent(event)

    def mark(self, wrong: bool) -> None:
        """The message below says enough."""

    def _check(self, number: int) -> None:
        self._group.setExclusive(False)
        for place, one in enumerate(self.buttons, 1):
            one.setChecked(place == number)
        self._group.setExclusive(True)

    def _pairs(self) -> list[tuple[str, QRadioButton]]:
        return list(zip(self._texts, self.buttons, strict=True))


class MeasuresField(Field):
    """The adaptations a person has; each can be left out for this exam (E24).

    Args:
        add: called when a new one is wanted.
    """

    def __init__(self, add: Callable[[], object]) -> None:
        super().__init__()
        self._boxes: dict[str, QCheckBox] = {}
        self._list = column(gap=0)
        self.none = label(_("Inga anpassningar."), soft=True, name="no_measures")
        self.add = button(
            _("Ny anpassning …"), add, kind="quiet", icon="plus", name="new_adaptation"
        )
        self.box.addLayout(column(self.none, self._list, self.add, gap=0))
        self.add.hide()

    def offer(self, measures: Sequence[tuple[str, str]], can_add: bool) -> None:
        """Show measures as uid and words; those left out before stay left out."""
        without = set(self.value())
        empty_out(self._list)
        self._boxes = {}
        for uid, text in measures:
            box = QCheckBox(text)
            box.setObjectName("measure")
            box.setChecked(uid not in without)
            box.toggled.connect(self.changed)
            self._boxes[uid] = box
            self._list.addWidget(box)
        self.none.setVisible(not measures)
        self.add.setVisible(can_add)

    def value(self) -> tuple[str, ...]:
        """Give the uids of those that are not used for this exam."""
        return tuple(uid for uid, box in self._boxes.items() if not box.isChecked())

    def put(self, value: Any) -> None:
        """Leave out those of some uids."""
        for uid, box in self._boxes.items():
            box.setChecked(uid not in (value or ()))

    def draft(self) -> list[str]:
        """Give the uids of those that are not used."""
        return list(self.value())

    def focus_widget(self) -> QWidget:
        """Give the part that takes the keyboard."""
        return next(iter(self._boxes.values()), self.add)
