"""Adaptations: how one is said, and the dialog for a new one."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from lärcentrum.exams import adaptations
from lärcentrum.exams.adaptations import KINDS, Adaptation
from lärcentrum.exams.times import ExtraTime
from lärcentrum.language import _
from lärcentrum.store.store import Store
from ui.kit.dialog import FormDialog
from ui.kit.fields import CheckField, Choice, ChoiceField, DateField, NumberField, TextField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.texts import short_day

_FACTORS = (100, 125, 133, 150, 200)


def measure_text(one: Adaptation) -> str:
    """Say a measure: "förlängd skrivtid, 50 % längre, till mån 14 dec"."""
    parts = [one.kind]
    if one.extra.percent > 100:
        parts.append(_("{n} % längre").format(n=one.extra.percent - 100))
    if one.extra.minutes:
        parts.append(_("{n} min längre").format(n=one.extra.minutes))
    if one.extra.minutes_per_hour:
        parts.append(_("{n} min per timme").format(n=one.extra.minutes_per_hour))
    if one.own_room:
        parts.append(_("eget rum"))
    if one.valid_to:
        parts.append(_("till och med {day}").format(day=short_day(one.valid_to)))
    return ", ".join(dict.fromkeys(parts))


class AdaptationDialog(FormDialog):
    """Notes a measure that somebody else has decided.

    Args:
        store: the register.
        student: the student's uid.
        parent: see Qt.
    """

    def __init__(self, store: Store, student: str, parent: QWidget | None = None) -> None:
        form = Form(partial(_add, store, student))
        kinds = [Choice(kind, _(kind)) for kind in KINDS]
        form.add("kind", _("Åtgärd"), ChoiceField(kinds))
        form.add("other", _("Eller egen"), TextField(longest=100), beside="kind")
        factors = [Choice(str(n), _("{n} %").format(n=n - 100)) for n in _FACTORS]
        form.add("percent", _("Längre skrivtid"), ChoiceField(factors))
        form.add("minutes", _("eller minuter"), NumberField(0, 600), beside="percent")
        form.add("per_hour", _("eller per timme"), NumberField(0, 60), beside="minutes")
        form.add("own_room", "", CheckField(_("Eget rum")))
        form.add("small_group", "", CheckField(_("Liten grupp")), beside="own_room")
        hint = _("Skriv åtgärden, aldrig varför den behövs.")
        form.add("valid_to", _("Gäller till och med"), DateField(store.clock.today), hint=hint)
        form.settle()
        super().__init__(_("Ny anpassning"), form, parent=parent)
        about(self, "exams#boka-ctrl-n")


def _add(store: Store, student: str, *, kind: str, other: str, percent: str, **values: Any) -> str:
    extra = ExtraTime(
        percent=int(percent or 100),
        minutes=values.pop("minutes") or 0,
        minutes_per_hour=values.pop("per_hour") or 0,
    )
    return adaptations.add_adaptation(
        store, student=student, kind=other or kind, extra=extra, **values
    )
