"""Put an invigilator on a sitting, or call off one that nobody is booked in."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from lärcentrum.errors import UserError
from lärcentrum.exams.days import Todo
from lärcentrum.exams.errors import Clash
from lärcentrum.exams.invigilator_hours import ROLE_NAMES
from lärcentrum.exams.invigilators import Answer, DutyRole, add_duty, list_invigilators
from lärcentrum.exams.sittings import cancel_sitting, sitting_page
from lärcentrum.exams.spoken import spoken
from lärcentrum.language import _
from lärcentrum.store.store import Store
from ui.kit.dialog import FormDialog
from ui.kit.fields import Choice, ChoiceField, TimeField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.widgets import announce, label


class _DutyForm(Form):
    """Says a clash with the names that it holds as uids."""

    def __init__(self, store: Store, submit: Callable[..., object]) -> None:
        super().__init__(submit)
        self._store = store

    def show_error(self, error: UserError) -> None:
        at = self._rows.get("invigilator")
        if at is None or not isinstance(error, Clash):
            super().show_error(error)
            return
        text = spoken(self._store, error)
        at.complain(text)
        self._go_to(at)
        announce(self, text)


class DutyDialog(FormDialog):
    """Asks who watches over a sitting.

    Args:
        store: the register.
        sitting: the sitting's uid.
        parent: see Qt.
    """

    def __init__(self, store: Store, sitting: str, parent: QWidget | None = None) -> None:
        card = sitting_page(store, sitting=sitting).card

        def at(typed: time | None) -> datetime | None:
            if typed is None:
                return None
            whole = datetime.combine(card.starts.date(), typed)
            # A sitting that runs past midnight: the small hours are the next day's.
            early = typed < (card.starts - timedelta(minutes=card.setup_min)).time()
            return whole + timedelta(days=int(early and card.ends.date() > card.starts.date()))

        def save(
            invigilator: str, role: str, answer: str, starts: time | None, ends: time | None
        ) -> Any:
            return add_duty(
                store, sitting=sitting, invigilator=invigilator, role=DutyRole(role),
                answer=Answer(answer), starts=at(starts), ends=at(ends),
            )  # fmt: skip

        form = _DutyForm(store, save)
        people = [Choice(one.uid, one.name, one.phone) for one in list_invigilators(store)]
        hint = "" if people else _("Ingen tentavakt finns ännu.")
        form.add("invigilator", _("Tentavakt"), ChoiceField(people), required=True, hint=hint)
        roles = [Choice(one.value, _(ROLE_NAMES[one]).capitalize()) for one in DutyRole]
        form.add("role", _("Uppgift"), ChoiceField(roles))
        said = [Choice(Answer.YES, _("Ja")), Choice(Answer.ASKED, _("Frågad"))]
        form.add("answer", _("Svar"), ChoiceField(said), beside="role")
        hint = _("Tomt: från det att salen ställs i ordning tills den är städad.")
        form.add("starts", _("Kommer"), TimeField(), hint=hint)
        form.add("ends", _("Går"), TimeField(), beside="starts")
        form.settle()
        super().__init__(_("Sätt tentavakt"), form, verb=_("Sätt"), parent=parent)
        about(self, "today#tentavakter")


class CallOffDialog(FormDialog):
    """Offers to call off a sitting that nobody is booked in.

    Args:
        store: the register.
        todo: the line that tells of it.
        parent: see Qt.
    """

    def __init__(self, store: Store, todo: Todo, parent: QWidget | None = None) -> None:
        form = Form(partial(cancel_sitting, store, sitting=todo.uid))
        form.insert(label(todo.sentence, wrap=True))
        form.insert(label(_("Ställ in det, så blir salen ledig."), soft=True, wrap=True))
        super().__init__(_("Tomt skrivtillfälle"), form, verb=_("Ställ in"), parent=parent)
        about(self, "today#att-gora")
