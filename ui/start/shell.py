"""The one window of the program: shows one screen at a time, remembers its size, can be locked."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QMainWindow, QStackedWidget, QWidget

from lärcentrum.language import _
from ui.kit.settings import Memory
from ui.kit.widgets import fit_screen, room_for

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent
    from PySide6.QtWidgets import QMessageBox

LEAST = QSize(1024, 640)
USUAL = QSize(1280, 800)


class Shell(QMainWindow):
    """The window.

    Args:
        memory: where its size is remembered.

    Signals:
        closing: it closes; whoever holds something lets it go.
        locked: the screen is masked (True) or given back (False).
    """

    closing = Signal()
    locked = Signal(bool)

    def __init__(self, memory: Memory | None = None) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.setWindowTitle(_("Lärcentrum"))
        self.setMinimumSize(LEAST.boundedTo(room_for(self)))
        fit_screen(self, USUAL)
        self._memory = memory
        self.may_close: Callable[[], bool] = _always
        self.screens = QStackedWidget()
        self.setCentralWidget(self.screens)
        self._mask: QWidget | None = None
        self._behind: QWidget | None = None
        self._hidden: list[QWidget] = []
        self._title = ""
        self.has_ended = False
        if memory is not None:
            memory.restore_window("shell", self)
            if not self.isMaximized() and not self.isFullScreen():
                # It may have been on a larger screen, or with smaller text, last time.
                fit_screen(self)

    def show_screen(self, screen: QWidget) -> None:
        """Show a screen in place of the one before, which is let go."""
        before = self.screens.currentWidget()
        self.screens.addWidget(screen)
        self.screens.setCurrentWidget(screen)
        if before is not None and before is not screen:
            self.screens.removeWidget(before)
            before.deleteLater()

    @property
    def is_locked(self) -> bool:
        """Tell whether the screen is masked."""
        return self._mask is not None

    def cover(self, screen: QWidget) -> None:
        """Hide what is shown, dialogs too, behind a screen; nothing is closed or lost (FI02)."""
        if self._mask is not None:
            return
        self._behind, self._mask = self.screens.currentWidget(), screen
        self._title = self.windowTitle()
        self._hidden = [one for one in self._windows() if one.isVisible()]
        for window in self._hidden:
            window.hide()
        self.screens.addWidget(screen)
        self.screens.setCurrentWidget(screen)
        self.setWindowTitle(_("Lärcentrum – låst"))
        self.locked.emit(True)

    def uncover(self, instead: QWidget | None = None) -> None:
        """Give back what was hidden, as it was.

        Args:
            instead: the screen of another person, to whom nothing of what was hidden is shown.
        """
        if self._mask is None:
            return
        if instead is not None:
            self._let_go()
            self.screens.addWidget(instead)
            self._behind = instead
        if self._behind is not None:
            self.screens.setCurrentWidget(self._behind)
        self.screens.removeWidget(self._mask)
        self._mask.deleteLater()
        self._mask = None
        self.setWindowTitle(self._title)
        for window in self._hidden:
            if isinstance(window, QDialog):
                window.open()
            else:
                window.show()
        self._hidden = []
        self.locked.emit(False)

    def _let_go(self) -> None:
        for window in (*self._hidden, self._behind):
            if window is not None:
                window.hide()
                window.deleteLater()
        if self._behind is not None:
            self.screens.removeWidget(self._behind)
        self._hidden = []

    def come_forward(self) -> None:
        """Stand in front of other programs' windows (FE03)."""
        if self.has_ended:
            return  # what it showed is gone; only its last word is still being read
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: "QCloseEvent") -> None:
        """See Qt; asks first when something is unsaved (FE14)."""
        if self.has_ended:
            super().closeEvent(event)
            return
        if not self.may_close():
            event.ignore()
            self.ask_close().open()
            return
        if self._memory is not None:
            self._memory.keep_window("shell", self)
            self._memory.save()
        self.has_ended = True
        self.closing.emit()
        if self._memory is not None:
            # Tables keep their columns as they leave the screen, which they have done only now.
            self._memory.save()
        super().closeEvent(event)

    def wait_for_reader(self) -> None:
        """Let the program stay when its window has closed, until its last word has been read."""
        if self.has_ended:
            QGuiApplication.setQuitOnLastWindowClosed(False)

    def was_read(self) -> None:
        """End the program if its window has closed: the last word has been read."""
        if self.has_ended:
            QGuiApplication.exit(0)

    def ask_close(self) -> "QMessageBox":
        """Make the question whether to close although something is unsaved or runs."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self)
        box.setObjectName("leave_program")
        box.setWindowTitle(_("Lärcentrum"))
        box.setText(_("Något är inte klart."))
        box.setInformativeText(
            _("Ett formulär är inte sparat eller ett arbete pågår. Utkast finns kvar till sedan.")
        )
        stay = box.addButton(_("Stanna kvar"), QMessageBox.ButtonRole.RejectRole)
        leave = box.addButton(_("Stäng ändå"), QMessageBox.ButtonRole.DestructiveRole)
        stay.setObjectName("stay")
        leave.setObjectName("leave")
        box.setDefaultButton(stay)
        leave.clicked.connect(self.close_unasked)
        return box

    def close_unasked(self) -> None:
        """Close although something is unsaved or runs; drafts are kept."""
        self.may_close = _always
        self.close()

    def _windows(self) -> list[QWidget]:
        found = self.findChildren(QWidget)
        return [one for one in found if one.isWindow()]


def _always() -> bool:
    return True
