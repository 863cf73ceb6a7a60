"""Providers, their departments and what each of them demands, rule by rule."""

from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from lärcentrum.errors import UserError
from lärcentrum.exams import provider_rules, providers
from lärcentrum.exams.provider_rules import RuleLine
from lärcentrum.exams.providers import KIND_NAMES, Provider, ProviderKind
from lärcentrum.language import _
from lärcentrum.store.store import Store
from ui.kit import theme
from ui.kit.dialog import FormDialog
from ui.kit.fields import Choice, ChoiceField, TextField
from ui.kit.form import Form
from ui.kit.settings import Memory
from ui.kit.table import Column
from ui.kit.texts import short_day
from ui.kit.widgets import column, label, row
from ui.settings.rule_example import RuleExample
from ui.settings.rule_forms import rule_form
from ui.settings.section import Section, TablePart

_WIDE = 860
"""Pixels from which the rules stand beside the list, at ordinary text size."""


class ProvidersSection(Section):
    """The providers at the left, the rules of the chosen one at the right.

    Args:
        store: the register.
        memory: remembers the columns.
    """

    def __init__(self, store: Store, memory: Memory | None = None) -> None:
        super().__init__(
            _("Lärosäten och regler"),
            _("En institution följer sitt lärosäte i varje regel som den inte har en egen för."),
        )
        self._store = store
        self.list = TablePart(
            name="providers", title=_("Lärosäten"), columns=_columns(), memory=memory
        )
        self.rules = TablePart(
            name="provider_rules", title=_("Regler"), columns=_rule_columns(), memory=memory
        )
        self._offer()
        self.whose = label(strong=True, wrap=True, name="whose_rules")
        self.contact = label(soft=True, wrap=True, name="provider_contact")
        self.example = RuleExample(store)
        beside = column(self.whose, self.contact, self.rules, self.example, gap=1)
        beside.setStretch(2, 1)
        self.list.table.setMinimumHeight(theme.pixels(200))
        self.rules.table.setMinimumHeight(theme.pixels(330))
        self._sides = row(self.list, beside, gap=2)
        self._sides.setStretch(0, 2)
        self._sides.setStretch(1, 3)
        self.body.addLayout(self._sides, 1)
        self.list.table.chosen.connect(self._show_rules)

    def _offer(self) -> None:
        self.list.offer(_("Ändra …"), self.change, name="change_provider", fits=_here)
        self.list.offer(_("Avsluta"), self.end, name="end_provider", fits=_here)
        self.list.offer(
            _("Ny institution …"), self.add_department, name="add_department", fits=_here
        )
        self.list.offer(
            _("Nytt lärosäte …"), self.add, name="add_provider", kind="primary", icon="plus"
        )
        self.rules.offer(_("Ändra regel …"), self.change_rule, name="change_rule", fits=_any)
        self.follow_button = self.rules.offer(
            _("Följ lärosätet"), self.follow, name="follow_rule", fits=lambda line: line.own
        )
        self.list.table.opened.connect(self.change)
        self.rules.table.opened.connect(self.change_rule)

    def reload(self) -> None:
        """Show what the register says now."""
        self.list.model.show(providers.list_providers(self._store))
        if self.list.table.record() is None:
            self.list.table.choose(0)

    def add(self) -> FormDialog:
        """Open the dialog for a new provider."""
        return self._open(_("Nytt lärosäte"), self._form(None, self._add))

    def add_department(self) -> FormDialog | None:
        """Open the dialog for a new department of the chosen provider."""
        one: Provider | None = self.list.table.record()
        if one is None:
            return None
        parent = one.parent or one.uid
        add = partial(providers.add_provider, self._store, parent=parent)
        above = next(p for p in providers.list_providers(self._store) if p.uid == parent)
        title = _("Ny institution på {provider}").format(provider=above.short or above.name)
        return self._open(title, self._form(one, add))

    def change(self, *_record: Any) -> FormDialog | None:
        """Open the dialog for the chosen provider or department."""
        one: Provider | None = self.list.table.record()
        if one is None:
            return None
        form = self._form(one, partial(providers.change_provider, self._store, provider=one.uid))
        form.fill(
            name=one.name, short=one.short, contact=one.contact, email=one.email, phone=one.phone
        )
        return self._open(_("Ändra lärosäte"), form)

    def end(self) -> None:
        """Take the chosen one off the lists; undo brings it back."""
        one: Provider | None = self.list.table.record()
        if one is not None:
            self._do(partial(providers.end_provider, self._store, provider=one.uid))

    def change_rule(self, *_record: Any) -> FormDialog | None:
        """Open the dialog that gives the chosen one a rule of its own."""
        one, line = self.list.table.record(), self.rules.table.record()
        if one is None or line is None:
            return None
        title = f"{line.title}: {one.short or one.name}"
        return self._open(title, rule_form(self._store, one.uid, line))

    def follow(self) -> None:
        """Follow the provider, or the centre, in the chosen rule again."""
        one, line = self.list.table.record(), self.rules.table.record()
        if one is not None and line is not None:
            follow = provider_rules.follow_rule
            self._do(partial(follow, self._store, provider=one.uid, rule=line.rule))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt; the rules go below the list where both do not fit beside each other."""
        super().resizeEvent(event)
        wide = self.width() >= theme.pixels(_WIDE)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(way)

    def _show_rules(self, one: Provider | None) -> None:
        lines = provider_rules.list_rules(self._store, provider=one.uid) if one else []
        self.rules.model.show(lines)
        name = one.name if one else ""
        self.whose.setText(_("Regler för {provider}").format(provider=name) if one else "")
        parts = (one.contact, one.email, one.phone) if one else ()
        self.contact.setText(" · ".join(part for part in parts if part))
        self.contact.setVisible(bool(self.contact.text()))
        follow = _("Följ lärosätet") if one and one.parent else _("Följ centret")
        self.follow_button.setText(follow)
        self.example.show_provider(one.uid if one else None)

    def _add(self, kind: str, **values: Any) -> str:
        return providers.add_provider(self._store, kind=ProviderKind(kind), **values)

    def _form(self, above: Provider | None, submit: Any) -> Form:
        form = Form(submit)
        form.add("name", _("Namn"), TextField(), required=True)
        form.add("short", _("Kort namn"), TextField(longest=40), hint=_("Så som det sägs: UmU."))
        if above is None:
            kinds = [Choice(one.value, _(text).capitalize()) for one, text in KIND_NAMES.items()]
            form.add("kind", _("Slag"), ChoiceField(kinds), required=True, beside="short")
        form.add(
            "contact", _("Kontaktperson"), TextField(),
            hint=_("Den som svarar för tentor på annan ort."),
        )  # fmt: skip
        form.add("email", _("E-post"), TextField(longest=254))
        form.add("phone", _("Telefon"), TextField(longest=40), beside="email")
        if above is None:
            form.fill(kind=ProviderKind.UNIVERSITY.value)
        return form

    def _open(self, title: str, form: Form) -> FormDialog:
        dialog = FormDialog(title, form, parent=self)
        dialog.open()
        return dialog

    def _do(self, run: Any) -> None:
        try:
            run()
        except UserError as error:
            self.banner.say_error(error)


def _here(one: Provider) -> bool:
    return one.ended_on is None


def _any(_line: RuleLine) -> bool:
    return True


def _columns() -> list[Column]:
    return [
        Column(key="name", title=_("Namn"), text=_name, tip=lambda p: p.name, sortable=False),
        Column(
            key="own", title=_("Egna regler"), text=lambda p: _("ja") if p.own_profile else "",
            sortable=False, width=100,
        ),
    ]  # fmt: skip


def _name(one: Provider) -> str:
    """Give the name as the list shows it: a department stands in below its provider."""
    return f"     {one.name}" if one.parent else one.name


def _rule_columns() -> list[Column]:
    return [
        Column(key="rule", title=_("Regel"), text=lambda r: r.title, sortable=False, width=160),
        Column(key="text", title=_("Gäller"), text=_holds, tip=_holds, sortable=False),
        Column(key="owner", title=_("Från"), text=_owner, sortable=False, width=110),
        Column(key="source", title=_("Källa"), text=_source, tip=_source, sortable=False),
    ]


def _holds(line: RuleLine) -> str:
    return " ".join((line.text or _("inte känt")).split())


def _owner(line: RuleLine) -> str:
    return _("egen") if line.own else str(line.owner)


def _source(line: RuleLine) -> str:
    day = f"{short_day(line.read_on)} {line.read_on.year}" if line.read_on else ""
    return " · ".join(part for part in (day, line.source) if part)
