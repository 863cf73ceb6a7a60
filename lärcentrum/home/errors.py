"""What can go wrong between a register and its home.

HomeUnreachable     the folder does not answer: no network, or it was moved
HomeDamaged         the newest lease there cannot be read
NoHome              the folder, or the register, has none
SyncedHome          FF03: a sync program has the folder
HomeInside          the home would lie in the register's own folder
OtherHome           another register has its home there
HomeAhead           the home has what this register lacks
HeldElsewhere       another computer holds the register
  TakenOver         … and took it from this one
AsideConflict       a change that was set aside does not fit any more
AsideByHand         … is of a kind that is only done anew
HandedOver          it was handed over from this window
NotHeldHere         it cannot be put back from a back-up here
"""

from dataclasses import dataclass
from typing import ClassVar

from lärcentrum.errors import UserError
from lärcentrum.language import _


@dataclass(eq=False)
class HomeUnreachable(UserError):
    """The home does not answer.

    Args:
        works: whether work may go on here meanwhile.
    """

    field: ClassVar[str] = "folder"
    works: bool = False

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Registrets hem på nätet svarar inte."),
            _("Allt du har sparat finns på den här datorn."),
            _("Arbeta vidare; kopian går hem när hemmet svarar igen.")
            if self.works
            else _("Kontrollera nätet och försök igen."),
        )


@dataclass(eq=False)
class HomeDamaged(UserError):
    """What the home says cannot be read."""

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Det som står i registrets hem går inte att läsa, eller kopian där är skadad."),
            _("Registret på den här datorn är orört."),
            _("Välj en ny mapp som hem på den dator som senast hade registret."),
        )


@dataclass(eq=False)
class NoHome(UserError):
    """No register has its home in the folder, or the register has no home."""

    field: ClassVar[str] = "folder"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Här finns inget hem för ett register."),
            _("Inget är ändrat."),
            _("Välj mappen som angavs som registrets hem."),
        )


@dataclass(eq=False)
class SyncedHome(UserError):
    """A folder that a sync program has was chosen as a home.

    Args:
        kind: the program.
    """

    field: ClassVar[str] = "folder"
    kind: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Mappen synkas ({kind}), och då kan två tro att de har registret.").format(
                kind=self.kind
            ),
            _("Inget är ändrat."),
            _("Välj en vanlig mapp på nätet."),
        )


@dataclass(eq=False)
class HomeInside(UserError):
    """The home would lie in the register's own folder."""

    field: ClassVar[str] = "folder"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Hemmet kan inte ligga i registrets egen mapp."),
            _("Inget är ändrat."),
            _("Välj en mapp som de andra datorerna också når."),
        )


@dataclass(eq=False)
class OtherHome(UserError):
    """Another register has its home in the folder."""

    field: ClassVar[str] = "folder"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Ett annat register har sitt hem i mappen."),
            _("Båda är orörda."),
            _("Välj en annan mapp."),
        )


@dataclass(eq=False)
class HomeAhead(UserError):
    """The folder is the home of this register, and has changes that this copy of it lacks."""

    field: ClassVar[str] = "folder"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("I mappen finns registret med ändringar som saknas här."),
            _("Båda är orörda."),
            _("Öppna registret därifrån i en ny mapp på den här datorn."),
        )


@dataclass(eq=False)
class HeldElsewhere(UserError):
    """Another computer holds the register; who it is stands in the home, not here.

    Args:
        computer: the computer's name.
        since: when it took the register, HH:MM on the wall or with a date before.
    """

    computer: str
    since: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Registret används på {computer} sedan {since}.").format(
                computer=self.computer, since=self.since
            ),
            _("Inget är ändrat."),
            _("Vänta tills det lämnas över, läs den senaste kopian, eller ta över."),
        )


@dataclass(eq=False)
class TakenOver(HeldElsewhere):
    """The register was taken over from this computer while it was out of touch.

    Args:
        changes: how many operations here had not come home.
    """

    changes: int = 0

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Registret togs över på {computer} {since}.").format(
                computer=self.computer, since=self.since
            ),
            _("{count} ändringar härifrån hade inte kommit hem; de finns kvar här.").format(
                count=self.changes
            ),
            _("Logga in igen: de läggs åt sidan och kan tillämpas eller strykas en för en."),
        )


@dataclass(eq=False)
class HandedOver(UserError):
    """The register was handed over; this window may only look."""

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Registret är lämnat över, och någon annan kan ha tagit det."),
            _("Inget är ändrat."),
            _("Logga in igen för att ta det tillbaka."),
        )


@dataclass(eq=False)
class AsideConflict(UserError):
    """A change that was set aside does not fit what the register says now.

    Args:
        table: the table of the row that it does not fit.
        uid: the row.
        why: `changed`: the row is another now; `missing`: what it belongs to is not here.
    """

    table: str
    uid: str
    why: str = "changed"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        if self.why == "missing":
            return (
                _("Ändringen hör till något som inte finns i registret."),
                _("Inget är ändrat."),
                _("Tillämpa ändringarna före den först, eller stryk den."),
            )
        return (
            _("Uppgiften är en annan nu än när ändringen gjordes."),
            _("Inget är ändrat."),
            _("Rätta för hand om det behövs, och stryk ändringen."),
        )


@dataclass(eq=False)
class AsideByHand(UserError):
    """A change of a kind that is never done again by the program (a certificate, a file).

    Args:
        operation: the operation's name.
    """

    operation: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("En sådan åtgärd görs inte om av programmet: den kan ha lämnat centret."),
            _("Inget är ändrat."),
            _("Gör den på nytt för hand om den behövs, och stryk ändringen med ett skäl."),
        )


@dataclass(eq=False)
class NotHeldHere(UserError):
    """A back-up was to take the place of a register that this computer does not hold."""

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Registret i mappen har sitt hem på nätet, och den här datorn har det inte nu."),
            _("Inget är ändrat."),
            _("Ta registret hit först med larcentrum home take, eller återställ i en annan mapp."),
        )
