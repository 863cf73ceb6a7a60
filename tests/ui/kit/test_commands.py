from PySide6.QtWidgets import QWidget

from lärcentrum.errors import Busy
from ui.kit.commands import Command, Commands


def test_what_is_asked_of_a_busy_register_is_done_when_it_is_free(qtbot):
    window, tries = QWidget(), []
    qtbot.addWidget(window)

    def run():
        tries.append(1)
        if len(tries) < 3:
            raise Busy

    action = Commands(window).add(Command(key="x", label="Gör något", run=run))
    action.trigger()
    assert len(tries) == 1
    qtbot.waitUntil(lambda: len(tries) == 3)
