"""Avvikelse: a short form for what went wrong, beside what is noted of the sitting already."""

from datetime import datetime, time, timedelta
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from lärcentrum.errors import UserError
from lärcentrum.exams.exams import exam_page
from lärcentrum.exams.incident_kinds import (
    DECIDED,
    DECISION_NAMES,
    GIVES_TIME,
    INCIDENT_NAMES,
    OF_ALL,
    Decision,
    IncidentKind,
)
from lärcentrum.exams.incidents import (
    MOST_MOVED,
    Incident,
    list_incidents,
    note_incident,
    remove_incident,
)
from lärcentrum.exams.list_order import shown_on_list
from lärcentrum.exams.sittings import SittingPage, sitting_page
from lärcentrum.language import _
from lärcentrum.store.store import Store
from ui.kit import theme
from ui.kit.dialog import FormDialog
from ui.kit.fields import (
    CheckField,
    Choice,
    ChoiceField,
    LongTextField,
    NumberField,
    TextField,
    TimeField,
)
from ui.kit.form import Drafts, Form
from ui.kit.help import about
from ui.kit.key_table import KeyTable
from ui.kit.models import Column, RecordModel
from ui.kit.texts import span
from ui.kit.tokens import Text
from ui.kit.widgets import announce, button, column, fit_screen, label, row

_FIRST = (
    IncidentKind.FIRE_ALARM,
    IncidentKind.ILLNESS,
    IncidentKind.FORBIDDEN_AID,
    IncidentKind.DISTURBANCE,
    IncidentKind.TECHNICAL_FAULT,
    IncidentKind.BROKEN_OFF,
    IncidentKind.WRONG_MATERIAL,
    IncidentKind.NO_INVIGILATOR,
    IncidentKind.TOILET,
    IncidentKind.NO_ID,
    IncidentKind.LATE,
    IncidentKind.EARLY,
)
"""The order in which they are offered; the last three follow from the attendance list as a rule."""
_PERSON, _EXAM = "person", "exam"


class IncidentDialog(FormDialog):
    """What happened at one sitting.

    Args:
        store: the register.
        sitting: the sitting's uid.
        drafts: where what is typed is kept until it is saved.
        parent: see Qt.
    """

    def __init__(
        self, store: Store, sitting: str, drafts: Drafts | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        self._store, self._sitting = store, sitting
        self._page = sitting_page(store, sitting=sitting)
        form = Form(self._save, drafts=drafts, draft_key=f"incident:{sitting}")
        self._add_fields(form)
        self.model = RecordModel(_columns())
        self.table = KeyTable(self.model, name="incidents", title=_("Noterat"))
        self.table.keys["Del"] = self.remove
        self.table.empty.say("circle-check", _("Inga avvikelser"), "")
        self.report_button = button(
            _("Rapport till lärosätet …"), kind="quiet", icon="printer", name="incident_report"
        )
        super().__init__(
            f"{_('Avvikelse')}, {self._page.card.room_name}", form, verb=_("Notera"),
            side=self._side(), extra=self.report_button, parent=parent,
        )  # fmt: skip
        self.setObjectName("incident_dialog")
        about(self, "today#avvikelser")
        self._offer_reports()
        form.field("kind").changed.connect(self._fit)
        form.field("booking").changed.connect(self._fit)
        self._fit()
        self.reload()
        fit_screen(self, QSize(theme.pixels(880), theme.pixels(680)))

    def reload(self) -> None:
        """Show what is noted."""
        self.model.show(list_incidents(self._store, sitting=self._sitting))

    def remove(self) -> None:
        """Take the chosen incident away."""
        chosen = self.table.record()
        if chosen is None:
            return
        self.form.clear_errors()
        try:
            remove_incident(self._store, incident=chosen.uid)
        except UserError as error:
            self.form.show_error(error)
        else:
            self.reload()
            announce(self, _("Avvikelsen är borttagen."))

    def report(self, provider: str) -> QWidget | None:
        """Show today's incident report of one provider; a refusal is said on top."""
        from lärcentrum.documents.incident_reports import incident_report_pdf
        from ui.kit.paper_dialog import PaperDialog
        from ui.kit.printing import has_printer, print_pdf

        self.form.clear_errors()
        day = self._page.card.starts.date()
        try:
            pdf = incident_report_pdf(self._store, provider=provider, day=day)
        except UserError as error:
            self.form.show_error(error)
            return None
        dialog = PaperDialog(
            pdf, title=_("Avvikelserapport"), file_name=f"avvikelser-{day.isoformat()}.pdf",
            sent=lambda: None, send=print_pdf if has_printer() else None, parent=self,
        )  # fmt: skip
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _save(
        self, kind: str, booking: str, at: time | None, minutes: int | None, decision: str,
        **more: object,
    ) -> list[str]:  # fmt: skip
        what, _slash, uid = booking.partition("/")
        return note_incident(
            self._store, sitting=self._sitting, kind=IncidentKind(kind), at=self._moment(at),
            booking=uid.partition("/")[0] if what == _PERSON else None,
            exam=uid if what == _EXAM else None, minutes=minutes or 0,
            decision=Decision(decision) if decision else None,
            everywhere=bool(more["everywhere"]), by=str(more["by"]), note=str(more["note"]),
        )  # fmt: skip

    def _moment(self, at: time | None) -> datetime | None:
        if at is None:
            return None
        card = self._page.card
        whole = datetime.combine(card.starts.date(), at)
        # A sitting that runs past midnight: the small hours are the next day's.
        over = card.ends.date() > card.starts.date() and at <= card.ends.time()
        return whole + timedelta(days=int(over))

    def _add_fields(self, form: Form) -> None:
        kinds = [Choice(one.value, _(INCIDENT_NAMES[one]).capitalize()) for one in _FIRST]
        form.add("kind", _("Vad hände?"), ChoiceField(kinds), required=True)
        form.add("booking", _("Vem gäller det?"), ChoiceField(_people(self._page)))
        hint = _("Tomt: nu.")
        form.add("at", _("Klockan"), TimeField(), hint=hint)
        hint = _("Flyttar slutet för dem som inte lämnat in.")
        form.add("minutes", _("Minuter tillbaka"), NumberField(0, MOST_MOVED), hint=hint,
                 beside="at")  # fmt: skip
        form.add("everywhere", "", CheckField(_("Gäller alla salar som skriver nu")))
        said = [Choice(one.value, _(DECISION_NAMES[one]).capitalize()) for one in Decision]
        form.add("decision", _("Beslut"), ChoiceField(said, optional=True))
        form.add("by", _("Av"), TextField(self._store.session.name), beside="decision")
        hint = _("Gäller det alla i salen läser varje lärosäte det: skriv inga namn.")
        form.add("note", _("Anteckning"), LongTextField(lines=2), hint=hint)
        form.settle()

    def _fit(self) -> None:
        """Open the fields that go with what happened, and close the others."""
        kind = IncidentKind(self.form.field("kind").value())
        one = bool(self.form.field("booking").value())
        wanted = {
            "booking": kind not in OF_ALL,
            "minutes": kind in GIVES_TIME,
            "everywhere": kind in GIVES_TIME and not one,
            "decision": kind in DECIDED,
        }
        for name, there in wanted.items():
            field = self.form.field(name)
            if not there and field.value() and name != "booking":
                field.put(None)
            elif not there and name == "booking" and one:
                field.put("")
            field.setEnabled(there)
        self.form.field("everywhere").setVisible(wanted["everywhere"])

    def _side(self) -> QWidget:
        card = self._page.card
        where = f"{card.room_name} · {span(card.starts, card.ends)}"
        made = QWidget()
        self.remove_button = button(_("Ta bort"), self.remove, kind="quiet", name="remove_incident")
        self.remove_button.setToolTip(_("Delete i listan"))
        self.table.setMinimumWidth(theme.pixels(300))
        box = column(
            label(_("Noterat"), strong=True), label(where, soft=True, wrap=True, size=Text.SMALL),
            self.table, row(self.remove_button, None), parent=made, gap=1,
        )  # fmt: skip
        box.setStretch(2, 1)
        box.setContentsMargins(16, 20, 16, 8)
        return made

    def _offer_reports(self) -> None:
        """Let the button open the report of the one provider, or ask which."""
        found: dict[str, str] = {}
        for exam in self._page.card.exams:
            uid = exam_page(self._store, exam=exam.uid).facts.provider
            found.setdefault(uid, exam.provider_name)
        self.report_button.setEnabled(bool(found))
        if len(found) == 1:
            self.report_button.clicked.connect(partial(self._report, next(iter(found))))
            return
        menu = QMenu(self.report_button)
        menu.setObjectName("report_menu")
        for uid, name in found.items():
            menu.addAction(name).triggered.connect(partial(self._report, uid))
        button_: QPushButton = self.report_button
        button_.setMenu(menu)

    def _report(self, provider: str, _checked: bool = False) -> None:
        self.report(provider)


def _people(page: SittingPage) -> list[Choice]:
    """Offer everybody, each exam, and each person by the list's row and seat."""
    made = [Choice("", _("Alla i salen"))]
    if len(page.card.exams) > 1:
        made += [
            Choice(f"{_EXAM}/{one.uid}", one.course_code or one.course_name, one.provider_name)
            for one in page.card.exams
        ]
    # The person's uid has a draft forgotten when the identity becomes protected.
    for number, one in enumerate(page.bookings, 1):
        who = f"{number} {shown_on_list(one)}"
        made.append(Choice(f"{_PERSON}/{one.uid}/{one.student}", who, one.seat_label))
    return made


def _columns() -> list[Column]:
    return [
        Column(key="at", title=_("När"), text=lambda one: f"{one.at:%H:%M}", width=64,
               sortable=False),
        Column(key="what", title=_("Vad"), text=incident_text, tip=_whole, sortable=False),
    ]  # fmt: skip


def incident_text(one: Incident) -> str:
    """Say an incident in a line: "Sjukdom · Eva Östberg"."""
    who = one.paper_name or one.course or _("alla i salen")
    parts = [_(INCIDENT_NAMES[one.kind]).capitalize(), who]
    if one.decision is not None:
        parts.append(_(DECISION_NAMES[one.decision]))
    if one.minutes:
        parts.append(_("+{n} min").format(n=one.minutes))
    return " · ".join(parts)


def _whole(one: Incident) -> str:
    note = _("Anteckningen visas inte (skyddade uppgifter).") if one.hidden else one.note
    return "\n".join(part for part in (incident_text(one), note, one.by) if part)
