"""The users: who may do what, a substitute in half a minute."""

from datetime import date
from functools import partial
from typing import Any

from lärcentrum.errors import BadValue, UserError
from lärcentrum.language import _
from lärcentrum.people import users
from lärcentrum.people.users import ROLE_NAMES, Role, User
from lärcentrum.store.store import Store
from ui.kit.chips import Chip
from ui.kit.dialog import FormDialog
from ui.kit.fields import Choice, ChoiceField, DateField, TextField
from ui.kit.form import Form
from ui.kit.settings import Memory
from ui.kit.table import Column
from ui.kit.texts import short_day
from ui.kit.tokens import Tone
from ui.settings.recovery_dialog import RecoveryDialog
from ui.settings.section import TableSection
from ui.settings.spare_codes_dialog import SpareCodesDialog


class UsersSection(TableSection):
    """The list of users with its dialogs.

    Args:
        store: the register.
        memory: remembers the columns.
    """

    def __init__(self, store: Store, memory: Memory | None = None) -> None:
        super().__init__(
            _("Användare"),
            _("En vikarie ser bara dagens skrivningar, papper och närvaro, till sista dagen."),
            name="users",
            columns=_columns(),
            memory=memory,
        )
        self._store = store
        self.offer(_("Ändra …"), self.change, name="change_user", fits=_here)
        self.offer(_("Nytt lösenord …"), self.set_password, name="set_password", fits=_here)
        self.offer(_("Avsluta"), self.end, name="end_user", fits=_here)
        self.offer(_("Återuppta …"), self.resume, name="resume_user", fits=_gone)
        self.offer(_("Ny återställningskod …"), self.renew_code, name="renew_code")
        self.offer(_("Koder för vikarie …"), self.show_spare_codes, name="spare_codes_button")
        self.offer(_("Ny användare …"), self.add, name="add_user", kind="primary", icon="plus")
        self.table.opened.connect(self.change)

    def reload(self) -> None:
        """Show what the register says now."""
        self.model.show(users.list_users(self._store))

    def add(self) -> FormDialog:
        """Open the dialog for a new user."""
        form = Form(partial(self._add))
        form.add("name", _("Namn"), TextField(), required=True)
        _add_titles(form)
        form.add("login", _("Användarnamn"), TextField(longest=100), required=True)
        form.add("password", _("Lösenord"), TextField(secret=True), required=True)
        self._add_role(form, list(Role)[:3])
        return self._open(_("Ny användare"), form)

    def change(self, *_record: Any) -> FormDialog | None:
        """Open the dialog for the chosen user."""
        user = self.table.record()
        if user is None:
            return None
        form = Form(partial(self._change, user))
        form.add("name", _("Namn"), TextField(), required=True)
        _add_titles(form)
        self._add_role(form, [user.role] if user.role is Role.REGION else list(Role)[:3])
        form.fill(
            name=user.name, title=user.title, title_en=user.title_en, role=user.role.value,
            valid_until=user.valid_until,
        )  # fmt: skip
        return self._open(_("Ändra användare"), form)

    def set_password(self) -> FormDialog | None:
        """Open the dialog for a new password."""
        user = self.table.record()
        if user is None:
            return None
        form = Form(partial(users.set_password, self._store, user=user.uid))
        form.add("password", _("Nytt lösenord"), TextField(secret=True), required=True)
        return self._open(_("Nytt lösenord"), form)

    def resume(self) -> FormDialog | None:
        """Open the dialog that lets an ended user in again."""
        user = self.table.record()
        if user is None:
            return None
        form = Form(partial(users.resume_user, self._store, user=user.uid))
        form.add("password", _("Nytt lösenord"), TextField(secret=True), required=True)
        return self._open(_("Återuppta användare"), form)

    def renew_code(self) -> RecoveryDialog:
        """Open the dialog that makes a new recovery code."""
        dialog = RecoveryDialog(self._store, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def show_spare_codes(self) -> SpareCodesDialog:
        """Open the codes that let a substitute in when nobody is there."""
        dialog = SpareCodesDialog(self._store, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def end(self) -> None:
        """End the chosen user, who can be let in again with a new password."""
        user = self.table.record()
        if user is None:
            return
        try:
            users.end_user(self._store, user=user.uid)
        except UserError as error:
            self.banner.say_error(error)

    def _add_role(self, form: Form, roles: list[Role]) -> None:
        choices = [Choice(role.value, _(ROLE_NAMES[role])) for role in roles]
        form.add("role", _("Roll"), ChoiceField(choices))
        form.add(
            "valid_until",
            _("Till och med"),
            DateField(self._store.clock.today),
            hint=_("Behövs för en vikarie."),
            beside="role",
        )

    def _open(self, title: str, form: Form) -> FormDialog:
        dialog = FormDialog(title, form, parent=self)
        dialog.open()
        return dialog

    def _add(self, role: str, **values: Any) -> str:
        return users.add_user(self._store, role=_role(role), **values)

    def _change(self, user: User, role: str, **values: Any) -> None:
        users.change_user(self._store, user=user.uid, role=_role(role), **values)


def _add_titles(form: Form) -> None:
    form.add("title", _("Titel"), TextField(), hint=_("Så som den står på intyg."))
    form.add("title_en", _("Titel på engelska"), TextField(), beside="title",
             hint=_("För intyg på engelska; tom ger den svenska."))  # fmt: skip


def _role(text: str) -> Role:
    if not text:
        raise BadValue("role", _("är inte valt"))
    return Role(text)


def _here(user: User) -> bool:
    return user.ended_on is None


def _gone(user: User) -> bool:
    return user.ended_on is not None


def _columns() -> list[Column]:
    return [
        Column(key="name", title=_("Namn"), text=lambda u: u.name),
        Column(key="login", title=_("Användarnamn"), text=lambda u: u.login, width=160),
        Column(key="role", title=_("Roll"), text=lambda u: _(ROLE_NAMES[u.role]), width=140),
        Column(key="until", title=_("Till och med"), text=_until, width=140),
        Column(key="state", title=_("Läge"), text=_state, chip=_state_chip, width=140),
    ]


def _until(user: User) -> str:
    last: date | None = user.valid_until
    return short_day(last) if last else ""


def _state(user: User) -> str:
    return _("Avslutad") if user.ended_on else _("Aktiv")


def _state_chip(user: User) -> Chip:
    return Chip(_state(user), Tone.NEUTRAL if user.ended_on else Tone.GOOD)
