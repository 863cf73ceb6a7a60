"""The words of the letters: a list, and a dialog that shows at each key how a text comes out."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from lärcentrum.errors import UserError
from lärcentrum.exams import letters
from lärcentrum.exams.letters import KIND_NAMES, LANGUAGE_NAMES, PLACES, LetterKind, LetterText
from lärcentrum.language import _
from lärcentrum.store.store import Store
from ui.kit.dialog import FormDialog
from ui.kit.fields import LongTextField, TextField
from ui.kit.form import Form
from ui.kit.settings import Memory
from ui.kit.table import Column
from ui.kit.tokens import Text
from ui.kit.widgets import area, column, label
from ui.settings.section import TableSection


class TextsSection(TableSection):
    """The list of texts.

    Args:
        store: the register.
        memory: remembers the columns.
    """

    def __init__(self, store: Store, memory: Memory | None = None) -> None:
        super().__init__(
            _("Texter"),
            _("Orden i bekräftelserna till studenten och lärosätet, på svenska och engelska."),
            name="letter_texts",
            columns=_columns(),
            memory=memory,
        )
        self._store = store
        self.offer(_("Ändra …"), self.change, name="change_text", fits=lambda _one: True)
        self.offer(_("Återställ"), self.reset, name="reset_text", fits=lambda one: one.own)
        self.table.opened.connect(self.change)

    def reload(self) -> None:
        """Show what the register says now."""
        self.model.show(letters.list_letter_texts(self._store))

    def change(self, *_record: Any) -> FormDialog | None:
        """Open the dialog of the chosen text."""
        one: LetterText | None = self.table.record()
        if one is None:
            return None
        change = partial(
            letters.change_letter_text, self._store, kind=one.kind, language=one.language
        )
        form = Form(change)
        if one.kind is not LetterKind.ID_RULE:
            form.add("subject", _("Ämne"), TextField())
        form.add("body", _("Text"), LongTextField(lines=14), required=True, hint=_hint(one.kind))
        filled = {"body": one.body}
        if one.kind is not LetterKind.ID_RULE:
            filled["subject"] = one.subject
        form.fill(**filled)
        side = Preview(self._store, one, form)
        dialog = FormDialog(_title(one), form, side=side, parent=self)
        dialog.open()
        return dialog

    def reset(self) -> None:
        """Use the words that travel with the program again; undo brings the own ones back."""
        one: LetterText | None = self.table.record()
        if one is None:
            return
        try:
            letters.reset_letter_text(self._store, kind=one.kind, language=one.language)
        except UserError as error:
            self.banner.say_error(error)


class Preview(QWidget):
    """Shows how a text comes out for an invented booking, at each key.

    Args:
        store: the register.
        one: the text.
        form: where it is typed.
    """

    def __init__(self, store: Store, one: LetterText, form: Form) -> None:
        super().__init__()
        area(self, "window")
        self._store, self._one, self._form = store, one, form
        self.subject = label(strong=True, wrap=True, name="preview_subject")
        self.body = label(wrap=True, name="preview_body")
        head = label(_("Så blir det"), size=Text.SMALL, soft=True)
        laid = column(head, self.subject, self.body, None, parent=self, gap=1)
        laid.setContentsMargins(20, 24, 20, 16)
        form.changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Fill the text in again, or say what is wrong with it."""
        try:
            made = letters.preview_letter_text(
                self._store, kind=self._one.kind, language=self._one.language,
                **self._form.values(),
            )  # fmt: skip
        except UserError as error:
            self.subject.setText("")
            self.body.setText(str(error))
            return
        self.subject.setText(made.subject)
        self.body.setText(made.body)


def _title(one: LetterText) -> str:
    return f"{_(KIND_NAMES[one.kind])}, {_(LANGUAGE_NAMES[one.language])}"


def _hint(kind: LetterKind) -> str:
    if not PLACES[kind]:
        return _("Står där bekräftelserna har {place}.").format(place="{id_rule}")
    names = " ".join(f"{{{name}}}" for name in sorted(PLACES[kind]))
    return _("Platser: {names}. En rad vars alla platser är tomma utgår.").format(names=names)


def _columns() -> list[Column]:
    return [
        Column(key="kind", title=_("Text"), text=lambda r: _(KIND_NAMES[r.kind]), sortable=False),
        Column(
            key="language", title=_("Språk"), text=lambda r: _(LANGUAGE_NAMES[r.language]),
            sortable=False, width=120,
        ),
        Column(
            key="own", title=_("Ord"),
            text=lambda r: _("centrets egna") if r.own else _("programmets"),
            sortable=False, width=140,
        ),
    ]  # fmt: skip
