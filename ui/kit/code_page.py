"""The recovery code: shown once, big; printed, saved or written down; proven by four signs."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QSaveFile, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from ui.kit.banner import Banner
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import area, button, column, label, row

PROOF = 4


@dataclass(eq=False)
class CodeDiffers(UserError):
    """The signs that were typed are not the code's."""

    field: ClassVar[str] = "proof"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Tecknen stämmer inte med koden."),
            _("Koden är densamma som nyss."),
            _("Läs dem igen i det du skrev ut eller sparade, eller visa koden igen."),
        )


class CodePage(QWidget):
    """Shows the code and asks for four of its signs.

    Args:
        code: the code, in groups.
        proven: called when the four signs are right.
        pick: chooses the places that are asked for (one less than the number of the sign).
    """

    def __init__(
        self,
        code: str,
        proven: Callable[[], object],
        pick: Callable[[int], list[int]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("code_page")
        self.title = _("Din återställningskod")
        self.text = _("Skriv ut den, spara den eller skriv av den. Den visas bara den här gången.")
        self._code, self._proven = code, proven
        self._signs = [sign for sign in code if sign.isalnum()]
        self.places = sorted((pick or _pick)(len(self._signs)))
        warning = Banner()
        warning.say(
            _("Går både lösenordet och koden förlorade är registret förlorat."),
            _("Ingen annan kan öppna det, inte heller vi. Förvara koden på ett annat ställe."),
            Tone.WARN,
        )
        frame = area(QFrame(), "card")
        self.shown = label(_spaced(code), size=Text.TITLE, wrap=True, name="recovery_code")
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        column(self.shown, parent=frame, margin=2)
        self.said = label(size=Text.SMALL, soft=True, wrap=True, name="code_said")
        self.said.hide()
        self._keep = QWidget()
        self._print = button(_("Skriv ut"), self.print, icon="printer", name="print_code")
        row(
            self._print,
            button(_("Spara som fil"), self._ask_file, icon="save", name="save_code"),
            None,
            parent=self._keep,
        )
        self.form = Form(self._check)
        self._ask()
        self.again = button(_("Visa koden igen"), self.show_code, kind="quiet", icon="eye")
        column(
            warning, frame, self._keep, self.said, self.form, self.again, None, parent=self, gap=2
        )
        self.show_code()

    @property
    def asking(self) -> bool:
        """Tell whether the code is hidden and its signs are asked for."""
        return not self.form.isHidden()

    def submit(self) -> bool:
        """Go on: first hide the code and ask for the signs, then check them.

        Returns:
            whether the signs were right.
        """
        if self.asking:
            return self.form.save()
        self._show(asking=True)
        self.begin()
        return False

    def begin(self) -> None:
        """Put the keyboard at the first thing to do."""
        if self.asking:
            self.form.begin()
        else:
            self._print.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_code(self) -> None:
        """Show the code, to be kept."""
        self._show(asking=False)

    def _show(self, *, asking: bool) -> None:
        # Hidden, so that the signs are read from what was kept and not from the screen.
        self.shown.setText(self._asked() if asking else _spaced(self._code))
        self.said.setVisible(not asking and bool(self.said.text()))
        self.form.setVisible(asking)
        self.again.setVisible(asking)
        self._keep.setVisible(not asking)

    def save(self, path: Path) -> bool:
        """Save the code as a text file; tell whether it went."""
        file = QSaveFile(str(path))
        if not file.open(QSaveFile.OpenModeFlag.WriteOnly):
            self._say(_("Filen gick inte att spara där. Välj en annan plats."))
            return False
        file.write(_paper(self._code).encode("utf-8"))
        done = file.commit()
        self._say(_("Koden är sparad. Förvara filen på ett annat ställe än datorn."))
        return done

    def print(self) -> None:
        """Print the code on the printer that is chosen."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self._print_on(printer))
        QDialog.open(dialog)

    def _print_on(self, printer: object) -> None:
        document = QTextDocument()
        document.setPlainText(_paper(self._code))
        document.print_(printer)  # type: ignore[arg-type]
        self._say(_("Koden är skickad till skrivaren."))

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.show()

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, _("Spara koden"), str(Path.home()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.selectFile(_("Lärcentrum återställningskod.txt"))
        dialog.fileSelected.connect(self._save_chosen)
        dialog.open()

    def _save_chosen(self, path: str) -> None:
        self.save(Path(path))

    def _ask(self) -> None:
        # A hint, since a label does not break its line.
        self.form.add(
            "proof", _("Skriv de fyra tecken som står vid frågetecknen"), TextField(longest=12),
            required=True, hint=self._where(),
        )  # fmt: skip

    def _asked(self) -> str:
        """Give the code with every sign hidden, and marks where one is asked for."""
        places = iter(range(len(self._signs)))
        groups = (
            "".join("?" if next(places) in self.places else "•" for _sign in group)
            for group in self._code.split("-")
        )
        return "  ".join(groups)

    def _where(self) -> str:
        """Say by group and place in it which signs are asked for."""
        size = len(self._code.split("-")[0])
        said = _("grupp {group} tecken {place}")
        parts = (said.format(group=at // size + 1, place=at % size + 1) for at in self.places)
        return ", ".join(parts).capitalize() + ". " + _("Så vet vi båda att du har koden kvar.")

    def _check(self, proof: str) -> None:
        typed = [sign.upper() for sign in proof if sign.isalnum()]
        if typed != [self._signs[place].upper() for place in self.places]:
            raise CodeDiffers
        self._proven()


def _pick(length: int) -> list[int]:
    # No secret: only which places are asked for.
    return random.sample(range(length), min(PROOF, length))


def _spaced(code: str) -> str:
    return "  ".join(code.replace("-", " ").split())


def _paper(code: str) -> str:
    return "\n".join(
        (
            _("Lärcentrum: återställningskod"),
            "",
            _spaced(code),
            "",
            _("Koden öppnar registret när lösenordet är borta. Förvara den inlåst, på ett annat"),
            _("ställe än datorn. Går både lösenordet och koden förlorade är registret förlorat."),
            "",
        )
    )
