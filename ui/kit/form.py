"""Forms: fields over one operation, with their errors beside them and a draft."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lärcentrum.language import _
from lärcentrum.user_error import UserError
from ui.kit import theme
from ui.kit.banner import Banner, Fold
from ui.kit.basic_fields import Field
from ui.kit.refusals import error_lines
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import announce, column, label, row

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

F = TypeVar("F", bound=Field)
_DRAFT_PAUSE = 700
"""Milliseconds without typing before a draft is kept."""


class Drafts(Protocol):
    """Where unsaved forms are kept over a lock or a crash: inside the encrypted register."""

    def keep(self, key: str, text: str) -> object:
        """Keep a draft."""
        ...

    def find(self, key: str) -> str:
        """Give a kept draft, "" for none."""
        ...

    def drop(self, key: str) -> object:
        """Forget a draft."""
        ...


class _Row:
    """A field with its label and its error line."""

    def __init__(self, name: str, title: str, field: Field, required: bool, hint: str) -> None:
        self.name, self.title, self.field, self.required = name, title, field, required
        self.label = label(title, strong=True)
        self.label.setBuddy(field.focus_widget())
        self.hint = label(hint, size=Text.SMALL, soft=True, wrap=True)
        if not hint:  # shown before it stands in its row it would be a window of its own
            self.hint.hide()
        self.sign = QLabel()
        self.error = label(size=Text.SMALL, wrap=True)
        self.error.setProperty("tone", Tone.BAD.value)
        self.wrong = QWidget()
        inner = row(column(self.sign, None), self.error, parent=self.wrong)
        inner.setStretch(1, 1)
        self.wrong.hide()
        parts = [self.label] if title else []
        self.layout = column(*parts, field, self.hint, self.wrong, None, gap=0)
        self.layout.setSpacing(4)
        self.offered = True
        field.offered.connect(self._follow)

    def _follow(self, offered: bool) -> None:
        """Show or hide what belongs to the field; what is hidden is never asked for."""
        self.offered = offered
        self.label.setVisible(offered and bool(self.title))  # without words it is in no layout
        self.hint.setVisible(offered and bool(self.hint.text()))
        if not offered:
            self.complain("")

    def complain(self, message: str) -> None:
        """Show what is wrong, or take it away with ""."""
        if message:
            theme.dress(self.sign, "circle-x", tone=Tone.BAD, size=16)
        self.error.setText(message)
        self.wrong.setVisible(bool(message))
        self.field.mark(bool(message))
        self.field.focus_widget().setAccessibleDescription(message or self.hint.text())


def _show_part(line: QHBoxLayout, one: _Row, shown: bool) -> None:
    """Show or hide a field with its label, hint and error; those beside it get its room."""
    one.label.setVisible(shown and bool(one.title))
    one.field.setVisible(shown)
    one.hint.setVisible(shown and bool(one.hint.text()))
    one.wrong.setVisible(shown and bool(one.error.text()))
    line.setStretchFactor(one.layout, int(shown))


class Form(QWidget):
    """Fields over one operation.

    Args:
        submit: called with the fields' values by name; raises UserError to refuse.
        drafts: where what is typed is kept until it is saved.
        draft_key: the draft's name; "" keeps none.

    `lines` are the fields' lines by name; fields side by side share one. `show_part` shows and
    hides a field, by its name, with its label and its error.

    Signals:
        changed: a field changed; ask `values`.
        saved: the operation was done; what it returned.
    """

    changed = Signal()
    saved = Signal(object)

    def __init__(
        self,
        submit: Callable[..., object],
        *,
        drafts: Drafts | None = None,
        draft_key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._submit, self._drafts, self._key = submit, drafts, draft_key
        self._rows: dict[str, _Row] = {}
        self.banner = Banner()
        self.layout_ = column(self.banner, parent=self, gap=2)
        self._into: QVBoxLayout = self.layout_
        self._before: dict[str, Any] = {}
        self._kept = False
        self.lines: dict[str, QHBoxLayout] = {}
        self.show_part: dict[str, Callable[[bool], None]] = {}
        self._pause = QTimer(self, singleShot=True, interval=_DRAFT_PAUSE)
        self._pause.timeout.connect(self.keep_draft)

    def add(
        self,
        name: str,
        title: str,
        field: F,
        *,
        required: bool = False,
        hint: str = "",
        beside: str = "",
    ) -> F:
        """Add a field.

        Args:
            name: the operation's parameter; also the object name of the part that is typed in.
            title: its label.
            field: the field.
            required: whether it must be filled.
            hint: a line below it.
            beside: the name of an earlier field that it stands to the right of.
        """
        made = _Row(name, title, field, required, hint)
        self._rows[name] = made
        field.setObjectName(f"{name}_field")
        field.focus_widget().setObjectName(name)
        field.focus_widget().setAccessibleName(title)
        field.focus_widget().setAccessibleDescription(hint)
        line = self.lines[beside] if beside else row(gap=2)
        if not beside:
            self._into.addLayout(line)
        line.addLayout(made.layout, 1)
        self.lines[name] = line
        self.show_part[name] = partial(_show_part, line, made)
        self._before[name] = field.draft()
        field.changed.connect(self._on_changed)
        return field

    def section(self, title: str, *, folded: bool = True) -> None:
        """Start a part that folds away; fields added afterwards stand in it."""
        part = Fold(title, folded)
        self.layout_.addWidget(part)
        self._into = part.inner

    def insert(self, widget: QWidget) -> None:
        """Put something that is no field (a rule card) after the last field."""
        self._into.addWidget(widget)

    def fill(self, **values: Any) -> None:
        """Show values in fields; the form then counts as unchanged."""
        for name, value in values.items():
            self._rows[name].field.put(value)
        self.settle()

    def field(self, name: str) -> Field:
        """Give a field by name."""
        return self._rows[name].field

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        first = next(iter(self._rows.values()), None)
        if first is not None:
            first.field.focus_widget().setFocus()

    def values(self) -> dict[str, Any]:
        """Give every field's value by name."""
        return {name: one.field.value() for name, one in self._rows.items()}

    def dirty(self, *names: str) -> bool:
        """Tell whether anything, or one of these fields, was changed since it was filled."""
        asked = names or self._rows
        return any(self._rows[name].field.draft() != self._before[name] for name in asked)

    def settle(self) -> None:
        """Count what is shown now as unchanged."""
        self._pause.stop()
        self._before = {name: one.field.draft() for name, one in self._rows.items()}

    def save(self) -> bool:
        """Submit; on a refusal show the reason at its field and keep everything."""
        self.clear_errors()
        if not self._complete():
            return False
        try:
            result = self._submit(**self.values())
        except UserError as error:
            self.show_error(error)
            return False
        self.forget_draft()
        self.saved.emit(result)
        return True

    def show_error(self, error: UserError) -> None:
        """Show a refusal at the field it names, or on top; the cursor and the reader go there."""
        happened, rest = error_lines(error)
        at = self._rows.get(error.field)
        if at is None or not at.offered:
            self.banner.say(happened, rest, Tone.BAD, error.code)
        else:
            at.complain(str(error))
            self._go_to(at)
        announce(self, str(error))

    def clear_errors(self) -> None:
        """Take every message away."""
        self.banner.hide()
        for one in self._rows.values():
            one.complain("")

    def keep_draft(self) -> None:
        """Keep what is typed, if it is not as it was; a busy register is asked again."""
        import json

        from lärcentrum.errors import Busy

        self._pause.stop()
        if self._drafts is None or not self._key:
            return
        try:
            if self.dirty():
                kept = {name: one.field.draft() for name, one in self._rows.items()}
                text = json.dumps(kept, ensure_ascii=False, default=str)
                self._drafts.keep(self._key, text)
                self._kept = True
            elif self._kept:
                self._drafts.drop(self._key)
                self._kept = False
        except Busy:
            self._pause.start()

    def restore_draft(self) -> bool:
        """Show the kept draft; tell whether there was one."""
        text = self._drafts.find(self._key) if self._drafts is not None and self._key else ""
        if not text:
            return False
        import json  # not for the login, which keeps no drafts

        self._kept = True
        for name, kept in json.loads(text).items():
            if name in self._rows and kept is not None:
                self._rows[name].field.take_draft(kept)
        self.banner.say(_("Utkastet från förra gången är tillbaka."), "", Tone.ACCENT)
        return True

    def forget_draft(self) -> None:
        """Drop the kept draft; what is shown counts as unchanged."""
        self.settle()
        self._kept = True
        self.keep_draft()

    def hideEvent(self, event: "QHideEvent") -> None:
        """See Qt; what was typed just now is kept before the window locks, closes or moves on."""
        super().hideEvent(event)
        if self._pause.isActive():
            self.keep_draft()

    def _complete(self) -> bool:
        for one in self._rows.values():
            if not one.offered:
                continue
            why = one.field.problem()
            if not why and one.required and one.field.value() in ("", None):
                why = _("Fyll i fältet.")
            if why:
                one.complain(why)
        first = next((one for one in self._rows.values() if not one.wrong.isHidden()), None)
        if first is not None:
            self._go_to(first)
            announce(self, f"{first.title}: {first.error.text()}")
        return first is None

    def _go_to(self, at: _Row) -> None:
        parent = at.field.parentWidget()
        while parent is not None and parent is not self:
            if isinstance(parent, Fold):
                parent.open_up()
            parent = parent.parentWidget()
        at.field.focus_widget().setFocus()

    def _on_changed(self) -> None:
        for one in self._rows.values():
            if one.field is self.sender() and not one.wrong.isHidden():
                one.complain("")
        # Nobody types into a hidden form, and its register may be gone.
        if self.isVisible():
            self._pause.start()
        self.changed.emit()
