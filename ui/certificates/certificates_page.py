"""Intyg: the register of issued certificates; issue, print, withdraw, replace, check."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from lärcentrum.certificates.certificates import (
    CertificateRow,
    certificate_paper,
    file_name,
    list_certificates,
    protected_certificate_paper,
    said_state,
)
from lärcentrum.certificates.facts import KIND_NAMES
from lärcentrum.certificates.issuing import mark_certificate_printed, withdraw_certificate
from lärcentrum.documents.certificate_sets import certificates_pdf, mark_certificates_printed
from lärcentrum.documents.issue_certificate import replace_certificate
from lärcentrum.errors import UserError
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.language import _, ngettext
from lärcentrum.practice.internships import read_internship
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from ui.certificates.check_dialog import CheckDialog
from ui.certificates.issue_dialog import IssueDialog
from ui.certificates.many_dialog import DraftSource, ManyDialog
from ui.certificates.sources import booking_source, internship_source
from ui.kit import theme
from ui.kit.bus import Bus
from ui.kit.chips import Chip
from ui.kit.commands import Command
from ui.kit.dialog import FormDialog
from ui.kit.fields import Choice, ChoiceField, TextField
from ui.kit.form import Drafts, Form
from ui.kit.jobs import JobRunner
from ui.kit.page import Page
from ui.kit.paper_dialog import PaperDialog, Print
from ui.kit.selections import SaveList, SelectionButton
from ui.kit.settings import Memory
from ui.kit.table import Column, RecordModel, Table
from ui.kit.texts import moment
from ui.kit.tokens import Tone
from ui.kit.widgets import button, row

_ENDS_IN = (30, 90, 365)
_ENDED = "ended"


class CertificatesPage(Page):
    """The certificates.

    Args:
        store: the register.
        bus: tells what changed.
        memory: remembers columns.
        printer: gives what hands a paper to a printer, None when there is none.
        drafts: keeps the saved selections.
        save: saves the list as a file; None where that may not be.
        jobs: runs long work; one of its own without it.
    """

    tables: ClassVar[tuple[str, ...]] = ("certificate", "student")

    def __init__(
        self,
        store: Store,
        bus: Bus,
        memory: Memory | None = None,
        printer: Callable[[], Print | None] = lambda: None,
        drafts: Drafts | None = None,
        save: SaveList | None = None,
        jobs: JobRunner | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("certificates", _("Intyg"), bus=bus, memory=memory, parent=parent)
        self._jobs = jobs or JobRunner(self)
        self._store, self._printer = store, printer
        self.search_line = QLineEdit()
        self.search_line.setObjectName("find_certificate")
        self.search_line.setClearButtonEnabled(True)
        self.search_line.setPlaceholderText(_("Sök på nummer, namn eller kurs"))
        self.search_line.setAccessibleName(_("Sök intyg"))
        self.validity = _validity_field()
        self.model = RecordModel(_columns())
        self.table = Table(self.model, name="certificates", title=_("Intyg"), memory=memory)
        self.selections = SelectionButton(drafts, self.key, self.table, {
            "text": (self.search_line.text, self.search_line.setText),
            "validity": (self.validity.value, self.validity.put),
        }, save, self.banner)  # fmt: skip
        self._buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self.search_line.textChanged.connect(self.reload)
        self.validity.changed.connect(self.reload)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self.open_paper)
        if Right.CERTIFY in store.session.rights:
            self.set_primary(
                Command(key="new_certificate", label=_("Nytt intyg"), run=self.issue, icon="award")
            )

    def reload(self) -> None:
        """Show what the register says now."""
        found = list_certificates(self._store, text=self.search_line.text().strip(),
                                  **_validity(self.validity.value()))  # fmt: skip
        self.model.show(found)
        self.say_count(ngettext("{n} intyg", "{n} intyg", len(found)).format(n=len(found)))
        _say_empty(self)

    def show_record(self, uid: Any) -> None:
        """Show a certificate's paper, or begin one for `booking:`, `sitting:`, `internship:UID`.

        `everyone:UID` begins with all who sat in a sitting.
        """
        kind, _sep, rest = str(uid).partition(":")
        if kind == "everyone":
            self.issue_several(DraftSource(sitting=rest))
            return
        if rest:
            self.issue(**{kind: rest})
            return
        row_number = self.model.row_of(uid)
        self.table.choose(row_number)
        if row_number >= 0:
            self.open_paper(self.model.record(row_number))

    def commands(self) -> list[Command]:
        """Give the page's commands."""
        return [
            Command(
                key="find_certificate", label=_("Sök intyg"), run=self.search_line.setFocus,
                group=self.title, shortcut="Ctrl+F", icon="search",
            ),
            Command(
                key="check_certificate", label=_("Kontrollera intyg"), run=self.check,
                group=self.title, shortcut="Ctrl+Shift+K", icon="shield-check",
            ),
            *_several(self, self._store),
            *self.selections.commands(self.title),
        ]  # fmt: skip

    def issue(
        self, booking: str = "", sitting: str = "", internship: str = ""
    ) -> IssueDialog:  # fmt: skip
        """Open the dialog for a new certificate, perhaps of a booking, a sitting or an internship.

        Args:
            booking: the booking's uid.
            sitting: the uid of the sitting whose people are offered.
            internship: the internship's uid.
        """
        of = None
        if booking:
            of = booking_source(booking_page(self._store, booking=booking))
        elif internship:
            of = internship_source(read_internship(self._store, internship=internship))
        dialog = IssueDialog(self._store, self._issued, of, sitting, parent=self)
        dialog.open()
        return dialog

    def issue_several(self, source: DraftSource | None = None) -> ManyDialog:
        """Open the dialog that issues several certificates at once."""
        dialog = ManyDialog(self._store, self._jobs, self._show_set, source or DraftSource(),
                            parent=self)  # fmt: skip
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def check(self) -> CheckDialog:
        """Open the dialog that checks a certificate."""
        dialog = CheckDialog(self._store, self)
        dialog.open()
        return dialog

    def open_paper(self, record: CertificateRow) -> QWidget | None:
        """Show a certificate's paper; a protected person's asks for a reason first."""
        if record.protected:
            return self._ask_reason(record)
        return self._show_paper(record, certificate_paper(self._store, certificate=record.uid))

    def withdraw(self) -> FormDialog | None:
        """Open the dialog that withdraws the chosen certificate."""
        return self._reason_dialog(
            _("Återkalla intyg"), _("Återkalla"),
            _("Numret förblir använt, och kontrollen svarar att intyget är återkallat."
              " Det går inte att ångra."),
            partial(withdraw_certificate, self._store),
        )  # fmt: skip

    def replace(self) -> FormDialog | None:
        """Open the dialog that replaces the chosen certificate with a right one."""
        return self._reason_dialog(
            _("Ersätt intyg"), _("Ersätt"),
            _("Rätta först uppgiften i registret. Det gamla intyget återkallas och ett nytt med"
              " eget nummer utfärdas. Det går inte att ångra."),
            partial(replace_certificate, self._store),
        )  # fmt: skip

    def _issued(self, uid: str) -> None:
        self.reload()
        self.show_record(uid)

    def _show_set(self, certificates: list[str]) -> PaperDialog | None:
        """Show several papers, to print them as one job; a refusal is said on top."""
        try:
            pdf = certificates_pdf(self._store, certificates=certificates)
        except UserError as error:
            self.banner.say_error(error)
            return None
        count = len(certificates)
        dialog = PaperDialog(
            pdf,
            title=ngettext("{n} intyg", "{n} intyg", count).format(n=count),
            file_name=f"intyg-{self._store.clock.today().isoformat()}.pdf",
            sent=partial(mark_certificates_printed, self._store, certificates=certificates),
            send=self._printer(),
            parent=self.window(),
        )
        dialog.open()
        return dialog

    def _show_paper(self, record: CertificateRow, pdf: bytes) -> PaperDialog:
        dialog = PaperDialog(
            pdf,
            title=_("Intyg {number}").format(number=record.number),
            file_name=file_name(record.number),
            sent=partial(mark_certificate_printed, self._store, certificate=record.uid),
            send=self._printer(),
            parent=self,
        )
        dialog.open()
        return dialog

    def _ask_reason(self, record: CertificateRow) -> FormDialog:
        def save(reason: str) -> bytes:
            return protected_certificate_paper(self._store, certificate=record.uid, reason=reason)

        form = Form(save)
        hint = _("Personen har skyddade uppgifter. Skälet sparas i loggen med ditt namn.")
        form.add("reason", _("Varför behöver du intyget?"), TextField(longest=400), hint=hint)
        form.saved.connect(partial(self._show_paper, record))
        dialog = FormDialog(_("Visa skyddat intyg"), form, verb=_("Visa"), parent=self)
        dialog.open()
        return dialog

    def _reason_dialog(
        self, title: str, verb: str, hint: str, act: Callable[..., object]
    ) -> FormDialog | None:
        record = self.table.record()
        if record is None:
            return None
        form = Form(partial(act, certificate=record.uid))
        form.add("reason", _("Skäl"), TextField(longest=400), required=True, hint=hint)
        dialog = FormDialog(f"{title} {record.number}", form, verb=verb, parent=self)
        dialog.open()
        return dialog

    def _open_chosen(self) -> None:
        record = self.table.record()
        marked = self.table.records()
        if len(marked) > 1:
            self._show_set([one.uid for one in marked])
        elif record is not None:
            try:
                self.open_paper(record)
            except UserError as error:
                self.banner.say_error(error)

    def _on_chosen(self, record: CertificateRow | None) -> None:
        certify = Right.CERTIFY in self._store.session.rights
        holds = record is not None and record.withdrawn is None and certify
        self._buttons["open"].setEnabled(record is not None)
        self._buttons["withdraw"].setEnabled(holds)
        self._buttons["replace"].setEnabled(holds)

    def _lay_out(self) -> None:
        check = button(_("Kontrollera intyg …"), self.check, icon="shield-check", name="check")
        several = button(_("Flera intyg …"), self.issue_several, icon="list", name="several")
        several.setVisible(Right.CERTIFY in self._store.session.rights)
        self.body.addLayout(
            row(self.search_line, self.validity, self.selections, several, check, gap=2)
        )
        self.body.addWidget(self.table, 1)
        for name, text, run, icon in (
            ("withdraw", _("Återkalla …"), self.withdraw, "x"),
            ("replace", _("Ersätt …"), self.replace, "refresh-cw"),
            ("open", _("Visa och skriv ut …"), self._open_chosen, "printer"),
        ):
            made = button(text, run, icon=icon, name=name)
            made.setEnabled(False)
            self._buttons[name] = made
        self.body.addLayout(row(None, *self._buttons.values()))


def _say_empty(page: CertificatesPage) -> None:
    if page.validity.value():
        page.table.empty.say("search", _("Inget intyg går ut då"), "", _("Visa alla"),
                             partial(page.validity.put, ""))  # fmt: skip
    elif page.search_line.text().strip():
        page.table.empty.say("search", _("Ingen träff"), "", _("Rensa sökningen"),
                             page.search_line.clear)  # fmt: skip
    else:
        page.table.empty.say(
            "award", _("Inga intyg ännu"),
            _("Här finns alla utfärdade intyg. Ett intyg visar närvaro, aldrig ett resultat."),
            _("Utfärda det första"), page.issue,
        )  # fmt: skip


def _validity_field() -> ChoiceField:
    within = ngettext("Går ut inom {n} dag", "Går ut inom {n} dagar", 2)
    field = ChoiceField([
        Choice("", _("Alla intyg")),
        *(Choice(str(n), within.format(n=n)) for n in _ENDS_IN),
        Choice(_ENDED, _("Har gått ut")),
    ])  # fmt: skip
    field.setObjectName("validity")
    # The search is what most come for: it keeps its room.
    field.setMaximumWidth(theme.pixels(150))
    field.combo.setAccessibleName(_("Giltighet"))
    return field


def _validity(chosen: str) -> dict[str, Any]:
    if chosen == _ENDED:
        return {"ended": True}
    return {"ends_in": int(chosen)} if chosen else {}


def _several(page: CertificatesPage, store: Store) -> list[Command]:
    if Right.CERTIFY not in store.session.rights:
        return []
    return [Command(key="many_certificates", label=_("Flera intyg"), run=page.issue_several,
                    group=page.title, icon="list")]  # fmt: skip


def _columns() -> list[Column]:
    return [
        Column(key="number", title=_("Nummer"), text=lambda c: c.number, width=150),
        Column(key="name", title=_("Namn"), text=lambda c: c.name),
        Column(
            key="kind",
            title=_("Slag"),
            text=lambda c: _(KIND_NAMES[c.kind]),
            width=170,
        ),
        Column(key="title", title=_("Avser"), text=lambda c: c.title),
        Column(
            key="issued",
            title=_("Utfärdat"),
            text=lambda c: moment(c.issued),
            sort=lambda c: c.issued,
            width=170,
        ),
        Column(key="state", title=_("Läge"), text=said_state, chip=_chip, width=170),
        Column(
            key="valid_to",
            title=_("Gäller till"),
            text=lambda c: c.valid_to.isoformat() if c.valid_to else "",
            sort=lambda c: c.valid_to or date.max,
            width=120,
        ),
    ]


def _chip(record: CertificateRow) -> Chip:
    tone = Tone.WARN if record.withdrawn or record.ended else Tone.GOOD
    return Chip(said_state(record), tone)
