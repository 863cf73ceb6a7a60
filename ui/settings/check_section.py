"""Whether the register is whole, in words; what can be made anew is, after a back-up."""

from collections.abc import Callable

from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.store.store import Store
from lärcentrum.upkeep.checking import Checked, check_register
from lärcentrum.upkeep.repairing import Repaired, repair_register
from ui.kit.chips import Chip
from ui.kit.jobs import JobRunner
from ui.kit.settings import Memory
from ui.kit.table import Column
from ui.kit.tokens import Tone
from ui.settings.section import TableSection

_SHOWN = 12
"""Lines of what was found that a row's tip shows."""


class CheckSection(TableSection):
    """The check of the register and its repair.

    Args:
        store: the register.
        jobs: runs both beside the window's own work.
        restore: leads to the back-ups.
        memory: remembers the columns.
    """

    def __init__(
        self,
        store: Store,
        jobs: JobRunner,
        restore: Callable[[], object],
        memory: Memory | None = None,
    ) -> None:
        super().__init__(
            _("Kontroll"),
            _("Ser efter om registret är helt och ändrar inget. Reparera gör först en kopia."),
            name="checked",
            columns=_columns(),
            memory=memory,
        )
        self._store, self._jobs = store, jobs
        self.table.empty.say(
            "shield-check",
            _("Inte kontrollerat ännu"),
            _("Välj Kontrollera registret. Det tar oftast några sekunder."),
        )
        self.restore_button = self.offer(
            _("Återställ …"), restore, name="to_backups", icon="archive"
        )
        self.repair_button = self.offer(_("Reparera"), self.repair, name="repair")
        self.check_button = self.offer(
            _("Kontrollera registret"), self.check, name="check", kind="primary"
        )
        self.restore_button.setEnabled(False)
        self.repair_button.setEnabled(False)

    def check(self) -> None:
        """Check the register beside other work."""
        store = self._store
        self._run(
            _("Kontrollerar registret"),
            lambda progress: check_register(store, progress=progress),
            self._on_checked,
        )

    def repair(self) -> None:
        """Repair what can be made anew, beside other work."""
        store = self._store
        self._run(
            _("Reparerar registret"),
            lambda progress: repair_register(store, progress=progress),
            self._on_repaired,
        )

    def _run(self, said: str, work: Callable[..., object], done: Callable[..., object]) -> None:
        # A button that is pressed and then cannot be would give the keyboard to the list of parts.
        self.table.setFocus()
        self._allow(checking=False, repairing=False)
        self._jobs.run(said, work, done=done, failed=self._on_failed, cancelled=self._on_cancelled)

    def _allow(self, *, checking: bool, repairing: bool) -> None:
        self.check_button.setEnabled(checking)
        self.repair_button.setEnabled(repairing)

    def _on_checked(self, found: list[Checked]) -> None:
        self._show(found)
        wrong = [one for one in found if not one.holds]
        if not wrong:
            self.banner.say(_("Registret är helt."), "", Tone.GOOD)
            return
        mends = any(one.is_repairable for one in wrong)
        todo = _("Reparera gör om det som går, efter en säkerhetskopia.") if mends else ""
        self.banner.say(_("Registret är inte helt."), todo or _how(wrong), Tone.BAD)

    def _on_repaired(self, made: Repaired) -> None:
        self._show(made.found)
        left = [one for one in made.found if not one.holds]
        said = _("Reparerat. Registret är helt.") if made.holds else _("Registret är inte helt.")
        lines = [one.sentence for one in made.found if one.part in made.done]
        if made.kept is not None:
            kept = _("Säkerhetskopia före reparationen: {name}")
            if not made.is_verified:
                kept = _("Filen som den var före reparationen: {name}")
            lines.append(kept.format(name=made.kept.name))
        lines.append(_how(left))
        tone = Tone.GOOD if made.holds else Tone.BAD
        self.banner.say(said, "\n".join(line for line in lines if line), tone)

    def _show(self, found: list[Checked]) -> None:
        # What does not hold is read first.
        self.model.show(sorted(found, key=lambda one: one.holds))
        wrong = [one for one in found if not one.holds]
        self._allow(checking=True, repairing=any(one.is_repairable for one in wrong))
        self.restore_button.setEnabled(any(one.needs_backup for one in wrong))

    def _on_cancelled(self) -> None:
        self._allow(checking=True, repairing=False)
        self.banner.say(_("Kontrollen avbröts."), _("Inget är ändrat."), Tone.ACCENT)

    def _on_failed(self, error: BaseException) -> None:
        self._allow(checking=True, repairing=False)
        if not isinstance(error, UserError):
            raise error
        self.banner.say_error(error)


def _how(wrong: list[Checked]) -> str:
    return " ".join(dict.fromkeys(one.to_do for one in wrong))


def _chip(one: Checked) -> Chip:
    return Chip(_state(one), Tone.GOOD if one.holds else Tone.BAD)


def _state(one: Checked) -> str:
    return _("Hel") if one.holds else _("Fel")


def _said(one: Checked) -> str:
    return f"{one.sentence} {one.to_do}".rstrip()


def _whole(one: Checked) -> str:
    return "\n".join((_said(one), *one.problems[:_SHOWN]))


def _columns() -> list[Column]:
    return [
        Column(key="state", title=_("Läge"), text=_state, chip=_chip, width=90, sortable=False),
        Column(key="what", title=_("Vad"), text=_said, tip=_whole, sortable=False),
    ]
