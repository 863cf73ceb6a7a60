"""A row that is here already: beside its record, and what of it completes that one (T07)."""

from collections.abc import Callable
from typing import ClassVar

from lärcentrum.errors import UserError
from lärcentrum.imports.comparing import Facts, changing, compared, offers, taken_over
from lärcentrum.imports.fields import ListKind
from lärcentrum.imports.rows import AtOnce, Decided, Decision, Found, RowState
from lärcentrum.language import _
from lärcentrum.progress import Progress
from lärcentrum.store.store import Store

_WAYS = frozenset({Decision.FILL, Decision.OVERWRITE})


class Completing(AtOnce):
    """What the adders share whose rows may complete a record that is here.

    A subclass says how a record is read (`here`) and changed (`change`).

    Args:
        store: the register.
        made: the rows of this run by the uid that they got.
    """

    kind: ClassVar[ListKind]
    keys: ClassVar[tuple[str, ...]]
    """The fields that are compared and may be taken over, in the order in which they are shown."""

    def __init__(self, store: Store, made: dict[str, int]) -> None:
        self._store, self._made = store, made
        self._changed: dict[str, dict[str, str]] = {}
        self._later: list[tuple[str, dict[str, str]]] = []

    def here(self, uid: str) -> Facts:
        """Give what the register says of a record, by field."""
        raise TypeError("an adder says how a record is read")

    def change(self, uid: str, changes: Facts) -> None:
        """Take over some fields into a record."""
        raise TypeError("an adder says how a record is changed")

    def keep(self, progress: Progress) -> None:
        """See `Adder.keep`: what is new is written already, what completes another is now."""
        for done, (uid, changes) in enumerate(self._later):
            progress(done, len(self._later), _("sparas"))
            self.change(uid, changes)

    def state(self, uid: str) -> RowState:
        """Give what one is that is here: known, or in doubt when it is an earlier row."""
        return RowState.DOUBTFUL if uid in self._made else RowState.ALREADY

    def found(
        self, uid: str, reason: str, says: Callable[[], Facts], decided: Decided,
        *, state: RowState | None = None, others: tuple[Decision, ...] = (),
    ) -> Found:  # fmt: skip
        """Say what a row is to the one that is here, and note what it completes there.

        Args:
            uid: the record.
            reason: why the row is taken for it.
            says: gives what the row says by field; may refuse.
            decided: what was decided of the row.
            state: what the row is; known, unless it is like an earlier row.
            others: what can be decided beside leaving it out and completing.

        Raises:
            UserError: what the row would change cannot be kept.
        """
        state = state or self.state(uid)
        try:
            row = says()
        except UserError:
            # What is here already is that, whatever else the row says.
            return Found(state, reason, uid, (Decision.SKIP, *others), "name")
        here = {**self.here(uid), **self._changed.get(uid, {})}
        ways: list[Decision] = []
        if uid not in self._made:
            ways = offers(state, here, row, self.keys)
            if wanted := decided & _WAYS:
                changes = taken_over(here, row, wanted, self.keys)
                state = RowState.CHANGES if changes else RowState.ALREADY
                reason = changing(self.kind, changes) if changes else reason
                self._complete(uid, changes)
        side = compared(here, row, keys=self.keys)
        alike = state is RowState.ALREADY and not any(one.differs for one in side)
        return Found(
            state, reason, uid, (Decision.SKIP, *ways, *others), "name", () if alike else side
        )

    def _complete(self, uid: str, changes: dict[str, str]) -> None:
        if not changes:
            return
        # Tried now, so that a refusal is this row's; it is taken back with the row and done last.
        self.change(uid, changes)
        self._changed.setdefault(uid, {}).update(changes)
        self._later.append((uid, changes))
