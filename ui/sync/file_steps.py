"""Skapa and Leverera: make the month's file, and hand it over in a folder or as a mail draft."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from lärcentrum.clock import STOCKHOLM
from lärcentrum.language import N_, _
from lärcentrum.swedish import number
from lärcentrum.sync.packages import PackageRow
from lärcentrum.sync.words import LEVEL_NAMES
from ui.kit.button_row import ButtonRow
from ui.kit.chips import Chip
from ui.kit.low_table import LowTable
from ui.kit.settings import Memory
from ui.kit.table import Column, RecordModel
from ui.kit.texts import moment
from ui.kit.tokens import Tone
from ui.kit.widgets import button, column, label
from ui.sync.words import RECEIPTS, Situation, title_of


class MakeStep(QWidget):
    """Says what the file becomes and makes it; without a key it says what can be done meanwhile.

    Signals:
        making: the file is to be made.
        reading_card: the region's key card is to be read in.
        copying: the numbers are to be saved as Excel and CSV.
    """

    making = Signal()
    reading_card = Signal()
    copying = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = label(wrap=True, strong=True, name="make_text")
        self.hint = label(wrap=True, soft=True, name="make_hint")
        self.card_button = button(
            _("Läs in regionens nyckelkort …"), self.reading_card.emit, kind="primary",
            icon="key-round", name="read_card",
        )  # fmt: skip
        self.copy_button = button(
            _("Spara siffrorna som Excel och CSV …"), self.copying.emit, icon="file-spreadsheet",
            name="save_plain_copy",
        )  # fmt: skip
        self.make_button = button(
            _("Skapa månadsfilen"), self.making.emit, kind="primary", icon="package",
            name="create_package",
        )  # fmt: skip
        column(
            self.text, self.hint, None,
            ButtonRow(self.copy_button, None, self.card_button, self.make_button),
            parent=self,
        )  # fmt: skip

    def show_situation(self, now: Situation) -> None:
        """Show where a month stands."""
        self.text.setText(_make_headline(now))
        self.hint.setText(_make_hint(now))
        waits = now.closed and not now.made
        self.make_button.setVisible(now.has_key and not now.made)
        self.make_button.setEnabled(waits and now.confirmed)
        self.card_button.setVisible(not now.has_key and now.manages)

    def act(self) -> None:
        """Do the step's main thing."""
        if self.make_button.isVisibleTo(self) and self.make_button.isEnabled():
            self.making.emit()


class DeliverStep(QWidget):
    """Hands the file over, and lists the month's files with what became of them.

    Signals:
        to_folder: the file is to be copied to a folder; whether as text.
        to_mail: a mail draft is to be saved; whether the file is attached as text.
    """

    to_folder = Signal(bool)
    to_mail = Signal(bool)

    def __init__(self, memory: Memory | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = label(wrap=True, strong=True, name="deliver_text")
        self.hint = label(wrap=True, soft=True, name="deliver_hint")
        self.model = RecordModel(_columns())
        self.table = LowTable(
            self.model,
            least=96,
            name="packages",
            title=_("Månadens filer"),
            memory=memory,
            compact=True,
        )
        self.table.empty.say("package", _("Ingen fil är skapad ännu"))
        self.armoured = QCheckBox(_("Som text, om filtypen stoppas"))
        self.armoured.setObjectName("armoured")
        self.mail_button = button(
            _("Spara e-postutkast …"), self._mail, icon="mail", name="save_mail_draft"
        )
        self.folder_button = button(
            _("Spara i mapp eller på minne …"), self._folder, kind="primary", icon="usb",
            name="deliver_to_folder",
        )  # fmt: skip
        column(
            self.text, self.hint, self.table, self.armoured,
            ButtonRow(None, self.mail_button, self.folder_button),
            parent=self,
        ).setStretch(2, 1)  # fmt: skip

    def show_situation(self, now: Situation) -> None:
        """Show a month's files."""
        self.model.show(now.packages)
        self.text.setText(_deliver_headline(now))
        self.hint.setText(_deliver_hint(now))
        self.hint.setVisible(bool(self.hint.text()))
        for part in (self.armoured, self.mail_button, self.folder_button):
            part.setEnabled(now.made and now.package is not None)

    def act(self) -> None:
        """Do the step's main thing."""
        if self.folder_button.isEnabled():
            self._folder()

    def _folder(self) -> None:
        self.to_folder.emit(self.armoured.isChecked())

    def _mail(self) -> None:
        self.to_mail.emit(self.armoured.isChecked())


def _make_headline(now: Situation) -> str:
    package = now.package
    if now.made and package is not None:
        when = moment(package.created.astimezone(STOCKHOLM))
        return _("{file} skapades {when}.").format(file=package.name, when=when)
    if not now.has_key:
        return _("Regionens nyckelkort är inte inläst.")
    if not now.closed:
        return _("Stäng {month} först.").format(month=title_of(now.month.period))
    names = ", ".join(one.name for one in now.recipients if one.has_key)
    return _("Filen krypteras till {names} och förseglas med centrets nyckel.").format(names=names)


def _make_hint(now: Situation) -> str:
    if now.made:
        return _("Samma fil kan kopieras hur många gånger som helst. Ska något rättas: öppna"
                 " månaden igen, stäng den och skapa en ny fil.")  # fmt: skip
    if not now.has_key:
        return _("Månaden kan stängas ändå. Filen skapas av sig själv när kortet läses in. Under"
                 " tiden kan siffrorna lämnas som Excel och CSV, utan personrader.")  # fmt: skip
    if now.packages:
        return _("Den nya filen ersätter den förra. Senare månader som redan lämnats skapas om"
                 " i ordning.")  # fmt: skip
    return _("Filen kan inte ändras efteråt, och bara mottagaren kan öppna den.")


def _deliver_headline(now: Situation) -> str:
    package = now.package
    if package is None:
        return _("Det finns ingen fil att lämna ännu.")
    if package.delivered is None:
        return _("{file} är klar att lämna.").format(file=package.name)
    when = moment(package.delivered.astimezone(STOCKHOLM))
    return _("{file} lämnades {when} ({how}).").format(
        file=package.name, when=when, how=_(_HOWS.get(package.how, package.how))
    )


def _deliver_hint(now: Situation) -> str:
    if now.package is None:
        return ""
    if not now.made:
        return _("Månaden har öppnats igen sedan filen skapades. Skapa den nya filen först.")
    mails = ", ".join(one.email for one in now.recipients if one.email)
    said = _("Programmet skickar inget själv. Spara filen i en mapp eller på ett minne, eller"
             " spara ett utkast som öppnas i e-postprogrammet.")  # fmt: skip
    return f"{said} {_('Till {mails}.').format(mails=mails)}" if mails else said


_HOWS = {"folder": N_("mapp eller minne"), "mail": N_("e-post")}


def _columns() -> list[Column]:
    return [
        Column(key="name", title=_("Fil"), text=lambda p: p.name, sortable=False),
        Column(key="level", title=_("Innehåll"), text=lambda p: _(LEVEL_NAMES[p.level]), width=150,
               sortable=False),
        Column(key="size", title=_("kB"), text=lambda p: number(p.bytes // 1000 + 1), number=True,
               width=60, sortable=False),
        Column(key="state", title=_("Läge"), text=lambda p: _chip(p).word, chip=_chip, width=150,
               sortable=False),
    ]  # fmt: skip


def _chip(package: PackageRow) -> Chip:
    if package.receipt in RECEIPTS:
        word, tone, icon = RECEIPTS[package.receipt]
        return Chip(_(word), tone, icon)
    if package.delivered is not None:
        return Chip(_("levererad"), Tone.ACCENT, "send")
    return Chip(_("skapad"), Tone.ACCENT, "package")
