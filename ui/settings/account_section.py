"""Who is logged in, and that person's own password: the one thing here that every role changes."""

from functools import partial

from lärcentrum.errors import BadValue
from lärcentrum.language import _
from lärcentrum.people import users
from lärcentrum.store.store import Store
from ui.kit.dialog import FormDialog
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.tokens import Tone
from ui.kit.widgets import button, label, row
from ui.settings.section import Section


class AccountSection(Section):
    """The person who is logged in.

    Args:
        store: the register.
    """

    def __init__(self, store: Store) -> None:
        super().__init__(
            _("Mitt lösenord"),
            _("Bara du ska kunna det. Har någon sett det, eller fick du det av någon, byt det."),
        )
        self._store = store
        self.who = label(store.session.name, strong=True, name="who")
        self.change = button(
            _("Byt mitt lösenord …"), self.change_password, icon="key-round", name="own_password"
        )
        self.body.addWidget(self.who)
        self.body.addLayout(row(self.change, None))
        self.body.addStretch(1)

    def reload(self) -> None:
        """Show what the register says now."""
        self.who.setText(self._store.session.name)

    def change_password(self) -> FormDialog:
        """Open the dialog that changes the own password."""
        self.banner.hide()
        form = Form(partial(self._change))
        form.add("old_password", _("Lösenord nu"), TextField(secret=True), required=True)
        form.add("password", _("Nytt lösenord"), TextField(secret=True), required=True,
                 hint=_("Minst {n} tecken; några ord efter varandra går att minnas.").format(
                     n=users.LEAST_PASSWORD))  # fmt: skip
        form.add("again", _("Nytt lösenord igen"), TextField(secret=True), required=True)
        form.saved.connect(self._done)
        dialog = FormDialog(_("Byt mitt lösenord"), form, verb=_("Byt lösenord"), parent=self)
        dialog.setObjectName("own_password_dialog")
        dialog.open()
        return dialog

    def _change(self, old_password: str, password: str, again: str) -> bool:
        if password != again:
            raise BadValue("again", _("är inte lika som det första lösenordet"))
        users.change_password(self._store, old_password=old_password, password=password)
        return True

    def _done(self, _result: object) -> None:
        self.banner.say(_("Lösenordet är bytt."), _("Det gamla öppnar inget mer."), Tone.GOOD)
