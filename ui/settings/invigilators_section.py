"""The invigilators: contact, what for, when and how much; whom they are near; what is demanded."""

from functools import partial
from typing import Any

from lärcentrum import settings
from lärcentrum.errors import UserError
from lärcentrum.exams import invigilators
from lärcentrum.exams.invigilator_terms import Terms, WeekHours, invigilator_terms
from lärcentrum.exams.invigilators import Invigilator
from lärcentrum.exams.providers import list_providers
from lärcentrum.language import _
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from lärcentrum.swedish import WEEKDAYS
from ui.kit.dialog import FormDialog
from ui.kit.fields import NumberField, TextField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.settings import Memory
from ui.kit.table import Column
from ui.settings.hours_dialog import HoursDialog
from ui.settings.invigilator_fields import DaysField, HoursField, ProvidersField, read_words
from ui.settings.kinship_dialog import KinshipDialog
from ui.settings.section import TableSection

_HOURS = ("least_hours", "most_hours", "target_hours")
_DEMANDS = ("invigilator_ratio", "chief_from", "reserves")


class InvigilatorsSection(TableSection):
    """The list of invigilators with its dialogs.

    Args:
        store: the register.
        memory: remembers the columns.
    """

    def __init__(self, store: Store, memory: Memory | None = None) -> None:
        super().__init__(
            _("Tentavakter"),
            _("Ett namn räcker. Vad, när och hur mycket någon kan styr förslagen."),
            name="invigilators",
            columns=_columns(),
            memory=memory,
        )
        self._store = store
        if Right.MANAGE in store.session.rights:
            self.offer(_("Bemanning …"), self.set_demands, name="set_demands")
        self.offer(_("Timmar …"), self.hours, name="hours_of")
        self.offer(_("Närstående …"), self.kin, name="kinship", fits=_here)
        self.offer(_("Ändra …"), self.change, name="change_invigilator", fits=_here)
        self.offer(_("Avsluta"), self.end, name="end_invigilator", fits=_here)
        self.offer(_("Ny tentavakt …"), self.add, name="add_invigilator", kind="primary",
                   icon="plus")  # fmt: skip
        self.table.opened.connect(self.change)

    def reload(self) -> None:
        """Show what the register says now."""
        self.model.show(invigilators.list_invigilators(self._store, ended=True))

    def add(self) -> FormDialog:
        """Open the dialog for a new invigilator."""
        form = self._form(partial(invigilators.add_invigilator, self._store))
        return self._open(_("Ny tentavakt"), form)

    def change(self, *_record: Any) -> FormDialog | None:
        """Open the dialog for the chosen invigilator."""
        one: Invigilator | None = self.table.record()
        if one is None or not _here(one):
            return None
        change = partial(invigilators.change_invigilator, self._store, invigilator=one.uid)
        form = self._form(change)
        terms = invigilator_terms(self._store, invigilator=one.uid)
        week = {f"day_{day.weekday}": (day.opens, day.closes) for day in terms.week}
        form.fill(
            name=one.name, email=one.email, phone=one.phone,
            providers=terms.providers or None, platforms=", ".join(terms.platforms),
            can=terms.can or None, cannot=terms.cannot or None, **week,
            **{name: getattr(terms, name) for name in _HOURS},
        )  # fmt: skip
        return self._open(_("Ändra tentavakt"), form)

    def end(self) -> None:
        """End the chosen invigilator; undo brings the person back."""
        one: Invigilator | None = self.table.record()
        if one is None:
            return
        try:
            invigilators.end_invigilator(self._store, invigilator=one.uid)
        except UserError as error:
            self.banner.say_error(error)

    def kin(self) -> KinshipDialog | None:
        """Open the list of whom the chosen invigilator may not watch over."""
        one: Invigilator | None = self.table.record()
        if one is None:
            return None
        dialog = KinshipDialog(self._store, one, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def hours(self) -> HoursDialog:
        """Open what the invigilators have worked."""
        dialog = HoursDialog(self._store, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def set_demands(self) -> FormDialog:
        """Open the dialog for how many must watch."""
        form = Form(self._save_demands)
        for key in _DEMANDS:
            declared = settings.DECLARED[key]
            field = NumberField(declared.least, declared.most)
            form.add(key, _(declared.label), field, required=True)
        form.fill(**{key: settings.number_setting(self._store, key) for key in _DEMANDS})
        return self._open(_("Bemanning"), form)

    def _save_demands(self, **values: int) -> None:
        texts = {key: str(value) for key, value in values.items()}
        settings.change_settings(self._store, values=texts)

    def _form(self, submit: Any) -> Form:
        form = Form(lambda **values: submit(**_whole(values)))
        form.add("name", _("Namn"), TextField(), required=True)
        form.add("phone", _("Telefon"), TextField(longest=40))
        form.add("email", _("E-post"), TextField(longest=254), beside="phone")
        form.section(_("Behörig för"))
        hint = _("Tomt: alla.")
        form.add("providers", _("Lärosäten"), ProvidersField(list_providers(self._store)),
                 hint=hint)  # fmt: skip
        form.add("platforms", _("Digitala plattformar"), TextField(_("t.ex. Inspera, WISEflow")))
        form.section(_("Kan komma"))
        for number, day in enumerate(WEEKDAYS):
            beside = f"day_{number - 1}" if number % 2 else ""
            form.add(f"day_{number}", _(day).capitalize(), HoursField(), beside=beside)
        today = self._store.clock.today
        form.add("can", _("Kan också"), DaysField(today))
        form.add("cannot", _("Kan inte"), DaysField(today))
        form.section(_("Timmar i månaden"))
        form.add("least_hours", _("Minst"), NumberField(0, 400))
        form.add("most_hours", _("Högst"), NumberField(0, 400), beside="least_hours")
        form.add("target_hours", _("Mål"), NumberField(0, 400), beside="least_hours")
        form.settle()
        return form

    def _open(self, title: str, form: Form) -> FormDialog:
        dialog = FormDialog(title, form, parent=self)
        about(dialog, "settings#tentavakter")
        dialog.open()
        return dialog


def _whole(values: dict[str, Any]) -> dict[str, Any]:
    """Put what the form holds into the operation's parameters."""
    days = {n: values.pop(f"day_{n}") for n in range(len(WEEKDAYS))}
    week = tuple(
        WeekHours(weekday=n, opens=hours[0], closes=hours[1]) for n, hours in days.items() if hours
    )
    terms = Terms(
        providers=values.pop("providers") or (),
        platforms=read_words(values.pop("platforms")),
        week=week,
        can=values.pop("can") or (),
        cannot=values.pop("cannot") or (),
        **{name: values.pop(name) for name in _HOURS},
    )
    return {**values, "terms": terms}


def _here(one: Invigilator) -> bool:
    return one.ended_on is None


def _columns() -> list[Column]:
    return [
        Column(key="name", title=_("Namn"), text=lambda r: r.name),
        Column(key="phone", title=_("Telefon"), text=lambda r: r.phone, width=150),
        Column(key="email", title=_("E-post"), text=lambda r: r.email),
        Column(
            key="state",
            title=_("Läge"),
            text=lambda r: _("Avslutad") if r.ended_on else _("Används"),
            width=110,
        ),
    ]
