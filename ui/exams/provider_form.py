"""A provider that is not in the register yet, from within the booking."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from lärcentrum.exams.providers import KIND_NAMES, ProviderKind, add_provider
from lärcentrum.language import _
from lärcentrum.store.store import Store
from ui.kit.dialog import FormDialog
from ui.kit.fields import Choice, ChoiceField, TextField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.typeahead import NEW, SearchField


class ProviderField(SearchField):
    """A provider of the register, or a new one; a new one only when it is chosen in the list."""

    def __init__(self, search: Callable[[str], list[Choice]]) -> None:
        super().__init__(search, _("Namn eller förkortning"), _("Nytt lärosäte: {text} …"))

    def _take_only(self) -> None:
        # A slip of the key that Tab leaves behind must not become a provider.
        if any(one.key != NEW for one in self.model.choices):
            super()._take_only()


def new_provider(
    store: Store, name: str, done: Callable[[str], object], parent: QWidget
) -> FormDialog:
    """Ask what is to be known of a new provider, and add it.

    Args:
        store: the register.
        name: the name that was typed.
        done: called with its uid.
        parent: see Qt.
    """

    def save(**values: Any) -> str:
        return add_provider(store, **(values | {"kind": ProviderKind(values["kind"])}))

    form = Form(save)
    form.add("name", _("Namn"), TextField(longest=200), required=True)
    form.add("short", _("Förkortning"), TextField(longest=40))
    kinds = [Choice(kind.value, _(said).capitalize()) for kind, said in KIND_NAMES.items()]
    form.add("kind", _("Slag"), ChoiceField(kinds))
    form.fill(name=name)
    form.saved.connect(done)
    dialog = FormDialog(_("Nytt lärosäte"), form, parent=parent)
    about(dialog, "settings#larosaten-och-regler")
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
