"""Dialogs around protected identities: each asks for a reason, which is logged."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from lärcentrum.language import _
from lärcentrum.people import protection
from lärcentrum.people.masking import PROTECTION_NAMES, Protection
from lärcentrum.people.students import Student
from lärcentrum.store.store import Store
from ui.kit.dialog import FormDialog
from ui.kit.fields import Choice, ChoiceField, DateField, TextField
from ui.kit.form import Form


def protect_dialog(store: Store, student: Student, parent: QWidget) -> FormDialog:
    """Make the dialog that marks a person as protected."""

    def save(kind: str, reason: str, until: Any) -> None:
        protection.set_protection(
            store,
            student=student.uid,
            protection=Protection(kind or Protection.MARKED),
            reason=reason,
            until=until,
        )

    form = Form(save)
    kinds = [
        Choice(k.value, _(PROTECTION_NAMES[k])) for k in Protection if k is not Protection.NONE
    ]
    form.add("kind", _("Slag av skydd"), ChoiceField(kinds))
    form.add("until", _("Ses över den"), DateField(store.clock.today))
    form.add(
        "reason",
        _("Skäl"),
        TextField(longest=400),
        required=True,
        hint=_("Adress, telefon och kommun tas bort, även ur historiken. Det går inte att ångra."),
    )
    return _open(FormDialog(_("Skyddade personuppgifter"), form, verb=_("Skydda"), parent=parent))


def show_dialog(
    store: Store, student: Student, then: Callable[[Student], object], parent: QWidget
) -> FormDialog:
    """Make the dialog that asks why a protected identity is to be shown."""

    def save(reason: str) -> Student:
        return protection.show_protected(store, student=student.uid, reason=reason)

    form = Form(save)
    hint = _("Skälet sparas i loggen med ditt namn.")
    form.add("reason", _("Varför behöver du se uppgifterna?"), TextField(longest=400), hint=hint)
    form.saved.connect(then)
    return _open(FormDialog(_("Visa skyddade uppgifter"), form, verb=_("Visa"), parent=parent))


def unprotect_dialog(store: Store, student: Student, parent: QWidget) -> FormDialog:
    """Make the dialog that takes a protection away; a second person signs."""

    def save(**values: str) -> None:
        protection.clear_protection(store, student=student.uid, **values)

    form = Form(save)
    form.add("reason", _("Skäl"), TextField(longest=400), required=True)
    hint = _("En annan person med rätt till skyddade uppgifter bekräftar.")
    form.add("second_login", _("Den andras användarnamn"), TextField(), hint=hint)
    form.add("second_password", _("Den andras lösenord"), TextField(secret=True))
    form.section(_("Jag är ensam på centret"))
    hint = _("Återställningskoden gäller som den andra personen.")
    form.add("recovery_code", _("Återställningskod"), TextField(secret=True), hint=hint)
    return _open(FormDialog(_("Ta bort skyddet"), form, verb=_("Ta bort skyddet"), parent=parent))


def _open(dialog: FormDialog) -> FormDialog:
    dialog.open()
    return dialog
