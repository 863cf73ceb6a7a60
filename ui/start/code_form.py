"""A form that begins with a code from a paper and ends with a new password, twice."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from lärcentrum.errors import BadValue
from lärcentrum.language import _
from lärcentrum.user_error import UserError
from ui.kit.basic_fields import TextField
from ui.kit.form import Form
from ui.kit.widgets import button, column, row

_CALLED = {"password": "new_password", "login": "new_login"}
"""What the operation calls a field, and the form, where the page has another of that name."""


class CodeForm(QWidget):
    """Asks for a code, some fields and a password.

    Args:
        code: what the code is called.
        hint: where it stands.
        fields: names and labels of what is asked for between.
        verb: what the button says.
        go: called with what was typed, in that order and without the second password.
        back: called to go back.
    """

    def __init__(
        self,
        code: str,
        hint: str,
        fields: dict[str, str],
        verb: str,
        go: Callable[..., object],
        back: Callable[[], object],
    ) -> None:
        super().__init__()
        self._go = go
        self.form = Form(self._submit)
        self.form.add("code", code, TextField(), required=True, hint=hint)
        for name, said in fields.items():
            self.form.add(name, said, TextField(longest=100), required=True)
        self.form.add("new_password", _("Nytt lösenord"), TextField(secret=True), required=True)
        self.form.add("again", _("Nytt lösenord igen"), TextField(secret=True), required=True)
        for edit in self.form.findChildren(QLineEdit):
            edit.returnPressed.connect(self.form.save)
        start = button(verb, self.form.save, kind="primary", name="reset")
        leave = button(_("Tillbaka"), back, kind="quiet", icon="arrow-left", name="back")
        column(self.form, 1, start, row(None, leave, None), parent=self, gap=1)

    def refused(self, error: UserError) -> None:
        """Put the keyboard where it is to be mended; what was typed stays."""
        name = _CALLED.get(error.field, error.field)
        if isinstance(error, BadValue) and name in self.form.values():
            self.form.show_error(BadValue(name, error.why))
        else:
            self.form.begin()

    def _submit(self, again: str, **values: str) -> None:
        if values["new_password"] != again:
            raise BadValue("again", _("är inte lika som det första lösenordet"))
        self._go(*values.values())


def reset_form(go: Callable[..., object], back: Callable[[], object]) -> CodeForm:
    """Make the form of the printed recovery code: whose account it is, and a new password."""
    return CodeForm(
        _("Återställningskod"),
        _("Den skrevs ut eller skrevs av när registret skapades."),
        {"head_login": _("Föreståndarens användarnamn")},
        _("Återställ"),
        go,
        back,
    )


def spare_form(go: Callable[..., object], back: Callable[[], object]) -> CodeForm:
    """Make the form of a code for a substitute: who comes, and a password of one's own."""
    return CodeForm(
        _("Vikariekod"),
        _("Den står på pappret från kassaskåpet och gäller en gång."),
        {"name": _("Ditt namn"), "new_login": _("Användarnamn som du väljer")},
        _("Börja som vikarie"),
        go,
        back,
    )
