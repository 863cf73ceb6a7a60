"""The steps of the first start; each shows one question and gives its answers."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QListView, QWidget

from lärcentrum.errors import BadValue, UserError
from lärcentrum.language import _
from ui.kit import theme
from ui.kit.fields import Field, TextField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.widgets import button, column, label, row, tab_order
from ui.start.answers import Answers
from ui.start.centres import Place


class Step(QWidget):
    """One question.

    Signals:
        done: its answers, as changes to `Answers`.
    """

    done = Signal(object)
    title = ""
    text = ""
    skippable = False

    def begin(self) -> None:
        """Put the keyboard where one types first."""
        form = self.findChild(Form)
        if form is not None:
            form.begin()

    def submit(self) -> object:
        """Check the answers and send `done`, or show what is wrong."""
        raise TypeError("a step says what it submits")


class _Places(QSortFilterProxyModel):
    """The places that fit what is typed; the last one, for others, always."""

    def filterAcceptsRow(
        self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex
    ) -> bool:
        """See Qt."""
        last = source_row == self.sourceModel().rowCount() - 1
        return last or super().filterAcceptsRow(source_row, source_parent)


class _PlaceList(QListView):
    def focusInEvent(self, event: QFocusEvent) -> None:
        """See Qt, which would choose the first one for somebody who only passes by."""
        chosen = self.currentIndex().isValid()
        super().focusInEvent(event)
        if not chosen:
            self.setCurrentIndex(QModelIndex())


class PlaceStep(Step):
    """Which centre or office this is."""

    def __init__(self, places: list[Place], kind: str) -> None:
        super().__init__()
        self.setObjectName("step_place")
        centre = kind == "centre"
        self.title = _("Vilket lärcentrum är det?") if centre else _("Vilket kontor är det?")
        self.text = _("Finns det inte i listan väljer du Annat och skriver namnet själv.")
        self._places = [*places, Place("", _("Annat"))]
        self.filter = QLineEdit(placeholderText=_("Skriv för att hitta"))
        self.filter.setObjectName("find_place")
        self.filter.setAccessibleName(_("Sök"))
        names = QStringListModel([one.municipality or one.name for one in self._places], self)
        self._shown = _Places(self)
        self._shown.setSourceModel(names)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.list = _PlaceList()
        self.list.setObjectName("places")
        self.list.setAccessibleName(self.title)
        self.list.setProperty("kind", "choices")
        self.list.setModel(self._shown)
        self.list.setFixedHeight(180)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.form = Form(self._submit)
        self.form.add("name", _("Namn på papper och intyg"), TextField(), required=True)
        self.said = label(wrap=True, name="place_said")
        self.said.setProperty("tone", "bad")
        self.said.hide()
        column(self.filter, self.list, self.said, self.form, None, parent=self, gap=1)
        self.filter.textChanged.connect(self._look)
        self.list.selectionModel().currentChanged.connect(self._take)

    def begin(self) -> None:
        """See `Step.begin`."""
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> object:
        """See `Step.submit`."""
        if self.place() is None:
            self.said.setText(_("Välj en plats i listan, eller Annat."))
            self.said.show()
            self.begin()
            return False
        return self.form.save()

    def place(self) -> Place | None:
        """Give the place that is chosen, None before one is."""
        index = self._shown.mapToSource(self.list.currentIndex())
        return self._places[index.row()] if index.isValid() else None

    def _look(self, text: str) -> None:
        self._shown.setFilterFixedString(text)
        first = self._shown.index(0, 0) if text.strip() else QModelIndex()
        self.list.setCurrentIndex(first)

    def _take(self, _index: QModelIndex) -> None:
        place = self.place()
        self.said.hide()
        self.form.fill(name=place.name if place is not None and place.code else "")

    def _submit(self, name: str) -> None:
        place = self.place() or self._places[-1]
        known = {"code": place.code, "municipality": place.municipality}
        self.done.emit({"name": name, **known})


class UserStep(Step):
    """Who works here first."""

    def __init__(self, check_password: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("step_user")
        self.title = _("Vem är du?")
        self.text = _("Du blir föreståndare i registret. Fler användare lägger du till sedan.")
        self._check = check_password
        self.form = Form(self._submit)
        self.form.add("user_name", _("Namn"), TextField(), required=True)
        self.form.add("user_title", _("Titel"), TextField(), beside="user_name")
        self.form.add("login", _("Användarnamn"), TextField(longest=60), required=True)
        self.form.add(
            "password", _("Lösenord"), TextField(secret=True), required=True,
            hint=_("Minst åtta tecken; gärna några ord efter varandra."),
        )  # fmt: skip
        self.form.add(
            "again", _("Lösenord igen"), TextField(secret=True), required=True, beside="password"
        )
        column(self.form, None, parent=self, gap=1)

    def submit(self) -> object:
        """See `Step.submit`."""
        return self.form.save()

    def _submit(self, **values: str) -> None:
        self._check(values["password"])
        if values.pop("again") != values["password"]:
            raise BadValue("again", _("är inte lika som det första lösenordet"))
        self.done.emit(values)


class FolderField(Field):
    """A folder, typed or chosen."""

    def __init__(self, shown: str) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self._shown = shown
        self._hold(self.edit)
        self.box.addWidget(button(_("Välj …"), self._ask, icon="folder-open"))
        self.edit.textChanged.connect(self.changed)

    def value(self) -> Path | None:
        """Give the folder, None for none."""
        text = self.edit.text().strip()
        return Path(text) if text else None

    def put(self, value: Any) -> None:
        """Show a folder."""
        self.edit.setText(str(value or ""))

    def draft(self) -> str:
        """Give the text as typed."""
        return self.edit.text()

    def focus_widget(self) -> QWidget:
        """Give the line."""
        return self.edit

    def _ask(self) -> None:
        dialog = QFileDialog(self, self._shown)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.edit.setText)
        dialog.open()


@dataclass(eq=False)
class NoBackupFolder(UserError):
    """The folder for back-ups is not there.

    Args:
        can_make: whether the one above it is, so that it can be made.
    """

    can_make: bool
    field: ClassVar[str] = "backups"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Mappen för säkerhetskopior finns inte."),
            _("Inget är skapat ännu."),
            _("Skapa den med knappen här nedanför, eller välj en annan.")
            if self.can_make
            else _("Sätt i minnet eller anslut nätverket, välj en annan mapp eller lämna tomt."),
        )


class FolderStep(Step):
    """Where the register lies, and where copies of it lie as well."""

    def __init__(self, answers: Answers) -> None:
        super().__init__()
        self.setObjectName("step_folder")
        self.title = _("Var ska registret ligga?")
        self.text = _(
            "På den här datorn, inte i en mapp som synkas (OneDrive, Dropbox). En "
            "säkerhetskopia kan läggas på ett USB-minne eller en nätverksmapp."
        )
        self.form = Form(self._submit)
        self.form.add(
            "folder", _("Registrets mapp"), FolderField(_("Registrets mapp")), required=True
        )
        self.form.add(
            "backups", _("Mapp för säkerhetskopior"), FolderField(_("Säkerhetskopior")),
            hint=_("Kan vänta. Kopior läggs alltid bredvid registret också."),
        )  # fmt: skip
        self.form.fill(folder=answers.folder, backups=answers.backups)
        self.make = button(
            _("Skapa mappen för säkerhetskopior"), self.make_folder, icon="folder",
            name="make_folder",
        )  # fmt: skip
        self.make.hide()
        self.form.changed.connect(self.make.hide)
        column(self.form, row(self.make, None), None, parent=self, gap=1)

    def submit(self) -> object:
        """See `Step.submit`."""
        return self.form.save()

    def make_folder(self) -> None:
        """Make the folder for back-ups that was typed."""
        self.make.hide()
        folder = self.form.values()["backups"]
        try:
            folder.mkdir()
        except OSError:
            self.form.show_error(BadValue("backups", _("pekar på en mapp som inte går att skapa")))
        else:
            self.form.clear_errors()

    def _submit(self, folder: Path, backups: Path | None) -> None:
        if backups is not None:
            self._check_backups(backups)
        self.done.emit({"folder": folder, "backups": backups})

    def _check_backups(self, folder: Path) -> None:
        if not folder.is_absolute():
            raise BadValue("backups", _("behöver hela sökvägen; välj mappen i stället"))
        if not folder.is_dir():
            can_make = folder.parent.is_dir() and not folder.exists()
            self.make.setVisible(can_make)
            raise NoBackupFolder(can_make)
        if not os.access(folder, os.W_OK):
            raise BadValue("backups", _("pekar på en mapp som inte går att skriva i"))


class RoomsStep(Step):
    """Which rooms there are; may wait."""

    skippable = True
    most = 6

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("step_rooms")
        about(self, "first_day#3-skriv-in-salarna")
        self.title = _("Vilka skrivsalar har ni?")
        self.text = _("Ett namn och antal platser räcker. Ni kan också göra det senare.")
        self._lines: list[tuple[QLineEdit, QLineEdit]] = []
        self._box = column(gap=1)
        self.said = label(wrap=True, name="rooms_said")
        self.said.setProperty("tone", "bad")
        self.said.hide()
        more = button(_("En sal till"), self.add_line, kind="quiet", icon="plus", name="more")
        below = column(self._box, self.said, parent=self, gap=1)
        # Made first, so that Tab comes to them before the button.
        self.add_line()
        self.add_line()
        below.addLayout(row(more, None))
        below.addStretch(1)

    def add_line(self) -> None:
        """Offer one more room."""
        place = len(self._lines) + 1
        name = QLineEdit(placeholderText=_("Salens namn"))
        seats = QLineEdit(placeholderText=_("Platser"))
        name.setObjectName(f"room_{place}")
        seats.setObjectName(f"seats_{place}")
        name.setAccessibleName(_("Sal {n}").format(n=place))
        seats.setAccessibleName(_("Platser i sal {n}").format(n=place))
        seats.setMaximumWidth(theme.pixels(110))
        before = self._lines[-1][1:] if self._lines else ()
        self._lines.append((name, seats))
        self._box.addLayout(row(name, seats))
        tab_order(*before, name, seats)

    def begin(self) -> None:
        """See `Step.begin`."""
        self._lines[0][0].setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> object:
        """See `Step.submit`."""
        rooms = []
        for name, seats in self._lines:
            called, number = name.text().strip(), seats.text().strip()
            if not called and not number:
                continue
            if not called or not number.isdecimal() or int(number) < 1:
                self.said.setText(_("Varje sal behöver ett namn och ett antal platser."))
                self.said.show()
                (seats if called else name).setFocus()
                return False
            rooms.append((called, int(number)))
        self.said.hide()
        self.done.emit({"rooms": rooms})
        return True
