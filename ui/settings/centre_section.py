"""The centre's own facts and rules: letterhead, opening hours, lead time, what is switched on."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from PySide6.QtWidgets import QWidget

from lärcentrum import settings
from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.store.store import Store
from ui.kit.fields import CheckField, Choice, ChoiceField, NumberField, TextField, TimeField
from ui.kit.folding import FormScroll
from ui.kit.form import Drafts, Form
from ui.kit.tokens import Tone
from ui.kit.widgets import button, column, row
from ui.settings.section import Section

_TEXTS = (
    "centre_name",
    "municipality",
    "centre_code",
    "centre_address",
    "centre_place",
    "centre_email",
    "centre_phone",
    "certificate_contact",
    "eu_block",
)
_NUMBERS = (
    "lead_amount",
    "latest_entry_min",
    "earliest_exit_min",
    "back_to_back_min",
    "todo_days",
    "lock_minutes",
    "small_group_most",
)
_SWITCHES = ("open_saturdays", "eves_are_free", "use_invigilators", "use_seats")
_OUTSIDERS, _AREA = "outsiders_beside", "area_codes"
_CUSTODY_NUMBERS = ("material_hours", "receipt_days", "destroy_days")
_CUSTODY_SWITCHES = ("use_custody", "receipt_working_days")
_PRACTICE_NUMBERS = ("answer_days", "supervisor_days")
_PRACTICE_SWITCHES = (
    "vfu_agreement",
    "vfu_trained",
    "lia_agreement",
    "apl_agreement",
    "practice_agreement",
)


class CentreSection(Section):
    """A form over the centre's settings.

    Args:
        store: the register.
        drafts: keeps what is typed over a lock.
    """

    def __init__(self, store: Store, drafts: Drafts | None = None) -> None:
        super().__init__(
            _("Centret"), _("Det här står på intyg och andra papper, och styr bokningens regler.")
        )
        self._store = store
        self.form = Form(self._save, drafts=drafts, draft_key="settings")
        self._add_fields()
        self.form.saved.connect(self._on_saved)
        inside = QWidget()
        column(self.form, None, parent=inside).setContentsMargins(0, 0, 16, 0)
        self.body.addWidget(FormScroll(self.form, inside), 1)
        self.save_button = button(_("Spara"), self.form.save, kind="primary", name="save_centre")
        self.save_button.setToolTip(_("Ctrl+Enter"))
        self.save_by_keys(self.form.save)
        self.body.addLayout(row(None, self.save_button))

    def reload(self) -> None:
        """Show what the register says now, unless something unsaved stands in the form."""
        if self.form.dirty():
            return
        found = settings.list_settings(self._store)
        self.form.fill(**{name: _shown(name, found[name]) for name in _all_names()})

    def may_leave(self) -> bool:
        """Tell whether nothing unsaved stands here."""
        return not self.form.dirty()

    def _add_fields(self) -> None:
        for key in _TEXTS:
            longest = settings.DECLARED[key].most
            beside = {"centre_code": "municipality", "centre_phone": "centre_email"}.get(key, "")
            self.form.add(key, _title(key), TextField(longest=longest), beside=beside)
        self._add_rules()
        self.form.section(_("Utomstående"))
        self._add_switches((_OUTSIDERS,))
        hint = _("Med mellanrum mellan koderna, till exempel 2418 2422.")
        field = TextField(longest=settings.DECLARED[_AREA].most)
        self.form.add(_AREA, _title(_AREA), field, hint=hint)
        self.form.section(_("Försändelser"))
        self._add_switches(_CUSTODY_SWITCHES)
        self._add_numbers(_CUSTODY_NUMBERS)
        self.form.section(_("Praktik"))
        self._add_numbers(_PRACTICE_NUMBERS)
        self._add_switches(_PRACTICE_SWITCHES)

    def _add_rules(self) -> None:
        self.form.section(_("Öppettider och regler"), folded=False)
        self.form.add("opens", _title("opens"), TimeField())
        self.form.add("closes", _title("closes"), TimeField(), beside="opens")
        self.form.add("lead_amount", _title("lead_amount"), NumberField(0, 400))
        units = (("days", _("dagar")), ("working_days", _("arbetsdagar")), ("months", _("månader")))
        field = ChoiceField([Choice(*unit) for unit in units])
        self.form.add("lead_unit", _title("lead_unit"), field, beside="lead_amount")
        self._add_numbers(_NUMBERS[1:])
        self._add_switches(_SWITCHES)

    def _add_numbers(self, keys: Sequence[str]) -> None:
        for key in keys:
            declared = settings.DECLARED[key]
            self.form.add(key, _title(key), NumberField(declared.least, declared.most))

    def _add_switches(self, keys: Sequence[str]) -> None:
        for key in keys:
            self.form.add(key, "", CheckField(_title(key)))

    def _save(self, **values: Any) -> None:
        texts = {name: _kept(value) for name, value in values.items()}
        settings.change_settings(self._store, values=texts)

    def _on_saved(self) -> None:
        self.banner.say(_("Inställningarna är sparade."), "", Tone.GOOD)

    def show_error(self, error: UserError) -> None:
        """Show a refusal at its field."""
        self.form.show_error(error)


def _title(key: str) -> str:
    return _(settings.DECLARED[key].label)


def _all_names() -> tuple[str, ...]:
    custody = (*_CUSTODY_NUMBERS, *_CUSTODY_SWITCHES)
    rules = (*_NUMBERS, *_SWITCHES, *custody, *_PRACTICE_NUMBERS, *_PRACTICE_SWITCHES)
    return (*_TEXTS, _OUTSIDERS, _AREA, "opens", "closes", "lead_unit", *rules)


def _shown(name: str, value: str) -> Any:
    kind = settings.DECLARED[name].kind
    if kind == "number":
        return int(value)
    if kind == "time":
        return time.fromisoformat(value)
    return value == "1" if kind == "switch" else value


def _kept(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return "" if value is None else str(value)
