"""How certificates look: the template of each kind, lent as one file, and one's own signature."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from lärcentrum.certificates.facts import KIND_NAMES
from lärcentrum.certificates.template_files import SUFFIX, file_name
from lärcentrum.certificates.templates import (
    CertificateTemplate,
    has_own_signature,
    list_certificate_templates,
    reset_certificate_template,
)
from lärcentrum.documents.certificate_templates import (
    export_certificate_template,
    import_certificate_template,
    set_own_signature,
)
from lärcentrum.documents.pictures import MOST_BYTES
from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.rights import Right
from lärcentrum.store.files import publish, read_foreign
from lärcentrum.store.store import Store
from ui.kit.settings import Memory
from ui.kit.table import Column
from ui.kit.texts import moment
from ui.kit.tokens import Tone
from ui.settings.certificate_template_dialog import CertificateTemplateDialog
from ui.settings.section import TableSection

PICTURES = "PNG, JPEG (*.png *.jpg *.jpeg)"


class CertificateTemplatesSection(TableSection):
    """The list of templates.

    Args:
        store: the register.
        memory: remembers the columns.
    """

    def __init__(self, store: Store, memory: Memory | None = None) -> None:
        super().__init__(
            _("Intygsmallar"),
            _("Orden, logotypen och måtten på varje slag av intyg. Utfärdade intyg ändras aldrig."),
            name="certificate_templates",
            columns=_columns(),
            memory=memory,
        )
        self._store = store
        if Right.MANAGE in store.session.rights:
            self.offer(_("Ändra …"), self.change, name="change_template", fits=lambda _one: True)
            self.offer(_("Återställ"), self.reset, name="reset_template", fits=lambda one: one.own)
            self.offer(_("Läs in fil …"), self.choose_file, name="import_template")
            self.table.opened.connect(self.change)
        self.offer(_("Spara som fil …"), self.choose_target, name="export_template",
                   fits=lambda _one: True)  # fmt: skip
        self.offer(_("Min namnteckning …"), self.choose_signature, name="own_signature")
        self._forget = self.offer(
            _("Ta bort min namnteckning"), self.forget_signature, name="forget_signature"
        )

    def reload(self) -> None:
        """Show what the register says now."""
        self.model.show(list_certificate_templates(self._store))
        self._forget.setVisible(has_own_signature(self._store))
        self.part.fit()

    def change(self, *_record: Any) -> CertificateTemplateDialog | None:
        """Open the dialog of the chosen template."""
        one: CertificateTemplate | None = self.table.record()
        if one is None:
            return None
        dialog = CertificateTemplateDialog(self._store, one, self)
        dialog.open()
        return dialog

    def reset(self) -> None:
        """Use the template that travels with the program again; undo brings the own one back."""
        one: CertificateTemplate | None = self.table.record()
        if one is not None:
            self._try(partial(reset_certificate_template, self._store, kind=one.kind))

    def choose_file(self) -> None:
        """Ask for a template that another centre lends."""
        kinds = _("Intygsmall (*{suffix})").format(suffix=SUFFIX)
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Läs in mall"), str(Path.home()), kinds)
        if chosen:
            self.read_in(Path(chosen))

    def read_in(self, path: Path) -> None:
        """Read a template in; it counts from now on, and undo takes it back."""
        kind = self._try(partial(import_certificate_template, self._store, file=path))
        if kind is not None:
            what = _(KIND_NAMES[kind])
            self.banner.say(_("Mallen är inläst: {kind}.").format(kind=what), "", Tone.GOOD)

    def choose_target(self) -> None:
        """Ask where the chosen template is to be saved."""
        one: CertificateTemplate | None = self.table.record()
        if one is None:
            return
        kinds = _("Intygsmall (*{suffix})").format(suffix=SUFFIX)
        proposed = str(Path.home() / file_name(one.kind))
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Spara mall"), proposed, kinds)
        if chosen:
            self.save_as(Path(chosen).with_suffix(SUFFIX))

    def save_as(self, path: Path) -> None:
        """Save the chosen template as one file."""
        one: CertificateTemplate | None = self.table.record()
        if one is None:
            return

        def save() -> bool:
            publish(path, export_certificate_template(self._store, kind=one.kind))
            return True

        if self._try(save):
            self.banner.say(_("Mallen är sparad som fil."), str(path), Tone.GOOD)

    def choose_signature(self) -> None:
        """Ask for a picture of one's own signature."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Min namnteckning"), str(Path.home()), PICTURES
        )
        if chosen:
            self.take_signature(Path(chosen))

    def take_signature(self, path: Path) -> None:
        """Keep a picture as one's own signature."""

        def keep() -> bool:
            set_own_signature(self._store, picture=read_foreign(path, MOST_BYTES))
            return True

        if self._try(keep):
            self.banner.say(
                _("Din namnteckning är sparad."), _("Den trycks bara på intyg som du utfärdar."),
                Tone.GOOD,
            )  # fmt: skip

    def forget_signature(self) -> None:
        """Take one's own signature away; undo brings it back."""
        self._try(partial(set_own_signature, self._store, picture=b""))

    def _try(self, act: Callable[[], Any]) -> Any:
        self.banner.hide()
        try:
            return act()
        except UserError as error:
            self.banner.say_error(error)
            return None


def _columns() -> list[Column]:
    return [
        Column(key="kind", title=_("Slag"), text=lambda r: _(KIND_NAMES[r.kind]), sortable=False),
        Column(
            key="own", title=_("Mall"),
            text=lambda r: _("centrets egen") if r.own else _("programmets"),
            sortable=False, width=130,
        ),
        Column(key="version", title=_("Version"), text=lambda r: str(r.version), sortable=False,
               width=80),
        Column(
            key="changed", title=_("Ändrad"),
            text=lambda r: moment(r.changed) if r.changed else "", sortable=False, width=170,
        ),
    ]  # fmt: skip
