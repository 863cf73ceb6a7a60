"""The dialogs for an employer, a workplace and a supervisor."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from lärcentrum.language import _
from lärcentrum.practice import employers, supervisors, workplaces
from lärcentrum.practice.employers import Employer, show_organisation_number
from lärcentrum.practice.supervisors import Supervisor
from lärcentrum.practice.words import SECTOR_NAMES, Sector
from lärcentrum.practice.workplaces import NewEmployer, Workplace
from lärcentrum.store.store import Store
from ui.kit.dialog import FormDialog
from ui.kit.fields import CheckField, Choice, ChoiceField, NumberField, TextField
from ui.kit.form import Form
from ui.kit.typeahead import NEW, SearchField
from ui.practice.finders import Finders, KnownOrNew, municipality, municipality_choice


def workplace_dialog(store: Store, workplace: Workplace | None, parent: QWidget) -> FormDialog:
    """Open the dialog for a new workplace, or one that is changed."""
    search = KnownOrNew(
        Finders(store).employer, _("Namn eller nummer"), _("Ny arbetsgivare: {text}")
    )
    form = Form(partial(_save_workplace, store, workplace, search.name))
    if workplace is None:
        form.add("employer", _("Arbetsgivare"), search, required=True)
        hint = _("För en ny arbetsgivare. En enskild firmas nummer är ett personnummer och döljs.")
        number = TextField(_("NNNNNN-NNNN"), longest=40)
        form.add("organisation_number", _("Organisationsnummer"), number, hint=hint)
    form.add("name", _("Arbetsplatsens namn"), TextField(), required=workplace is not None)
    form.add("places", _("Platser samtidigt"), NumberField(0, 1000), beside="name")
    form.add("address", _("Adress"), TextField(longest=400))
    form.add("municipality", _("Kommun"), SearchField(municipality), beside="address")
    form.add("contact", _("Kontaktperson"), TextField())
    form.add("email", _("E-post"), TextField(longest=254))
    form.add("phone", _("Telefon"), TextField(longest=40), beside="email")
    form.fill(places=1)
    if workplace is not None:
        names = ("name", "places", "address", "contact", "email", "phone")
        form.fill(
            municipality=municipality_choice(workplace.municipality),
            **{name: getattr(workplace, name) for name in names},
        )
    title = _("Ändra arbetsplats") if workplace else _("Ny arbetsplats")
    return _open(FormDialog(title, form, parent=parent))


def _save_workplace(
    store: Store, workplace: Workplace | None, name_of: Callable[[], str], **values: Any
) -> str:
    values["places"] = 1 if values["places"] is None else values["places"]
    if workplace is not None:
        workplaces.change_workplace(store, workplace=workplace.uid, **values)
        return workplace.uid
    employer, number = values.pop("employer"), values.pop("organisation_number")
    new = None
    if employer == NEW:
        new = NewEmployer(name=name_of(), organisation_number=number)
    return workplaces.add_workplace(
        store, employer="" if new else employer, new_employer=new, **values
    )


def employer_dialog(store: Store, employer: Employer, parent: QWidget) -> FormDialog:
    """Open the dialog for an employer."""
    form = Form(partial(_save_employer, store, employer))
    form.add("name", _("Namn"), TextField(), required=True)
    hint = _("Numret är ett personnummer: visa det inte för andra.") if employer.sole_trader else ""
    form.add("organisation_number", _("Organisationsnummer"), TextField(longest=40), hint=hint)
    sectors = [Choice(sector.value, _(SECTOR_NAMES[sector])) for sector in Sector]
    form.add("sector", _("Sektor"), ChoiceField(sectors))
    form.add("sni", _("Bransch (SNI)"), TextField(longest=10), beside="sector")
    form.fill(
        name=employer.name,
        organisation_number=show_organisation_number(store, employer=employer.uid),
        sector=employer.sector.value,
        sni=employer.sni,
    )
    return _open(FormDialog(_("Ändra arbetsgivare"), form, parent=parent))


def _save_employer(store: Store, employer: Employer, **values: Any) -> None:
    values["sector"] = Sector(values["sector"])
    employers.change_employer(store, employer=employer.uid, **values)


def supervisor_dialog(
    store: Store, workplace: str, supervisor: Supervisor | None, parent: QWidget
) -> FormDialog:
    """Open the dialog for a new supervisor at a workplace, or one that is changed."""
    if supervisor is None:
        submit: Any = partial(supervisors.add_supervisor, store, workplace=workplace)
    else:
        submit = partial(supervisors.change_supervisor, store, supervisor=supervisor.uid)
    form = Form(submit)
    form.add("name", _("Namn"), TextField(), required=True)
    form.add("title", _("Titel"), TextField())
    form.add("email", _("E-post"), TextField(longest=254))
    form.add("phone", _("Telefon"), TextField(longest=40), beside="email")
    form.add("trained", "", CheckField(_("Har handledarutbildning")))
    if supervisor is not None:
        names = ("name", "title", "email", "phone", "trained")
        form.fill(**{name: getattr(supervisor, name) for name in names})
    title = _("Ändra handledare") if supervisor else _("Ny handledare")
    return _open(FormDialog(title, form, parent=parent))


def _open(dialog: FormDialog) -> FormDialog:
    dialog.open()
    return dialog
