"""What can stand in the way of taking an operation back."""

from dataclasses import dataclass
from typing import ClassVar

from lärcentrum.errors import UserError
from lärcentrum.language import N_, _

_CHANGED = (
    N_("uppgiften har ändrats efteråt."),
    N_("Ångra den senare ändringen först, eller rätta för hand."),
)


@dataclass(eq=False)
class UndoConflict(UserError):
    """What was done later stands in the way of taking an operation back.

    Args:
        table: the table of the row that cannot be put back.
        uid: the row.
        why: `changed`; `hanging`: something points at it, or what it points at is gone; `busy`: a
            room, a seat or a person is taken at that time; `taken`: a name or number is another
            row's now; `rule`: a rule of the database would be broken.
    """

    table: str
    uid: str
    why: str = "changed"

    _WHYS: ClassVar[dict[str, tuple[str, str]]] = {
        "changed": _CHANGED,
        "hanging": (
            N_("något som hör ihop med uppgiften har tillkommit eller tagits bort efteråt."),
            N_("Ångra det som gjorts efteråt först, eller avsluta posten i stället."),
        ),
        "busy": (
            N_("salen, platsen eller personen är upptagen vid den tiden nu."),
            N_("Flytta det som är bokat där först, eller boka på nytt för hand."),
        ),
        "taken": (
            N_("en annan post har samma namn eller nummer nu."),
            N_("Sök fram den posten, och rätta för hand."),
        ),
        "rule": (
            N_("det skulle bryta mot en regel i registret, så som det är nu."),
            N_("Ångra det som gjorts efteråt först, eller rätta för hand."),
        ),
    }

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        why, todo = self._WHYS.get(self.why, _CHANGED)
        happened = _("Det går inte att ångra: {why}").format(why=_(why))
        return (happened, _("Inget är ändrat."), _(todo))


@dataclass(eq=False)
class NotUndoable(UserError):
    """The operation left the register (a certificate, a file) and cannot be taken back."""

    operation: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Det här går inte att ångra."),
            _("Inget är ändrat."),
            _("Rätta med en ny åtgärd, till exempel genom att återkalla och ersätta."),
        )


@dataclass(eq=False)
class NothingToUndo(UserError):
    """There is no operation to take back or to do again."""

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (_("Det finns inget att ångra."), _("Inget är ändrat."), "")
