from PySide6.QtWidgets import QPushButton, QWidget

from ui.kit.button_row import ButtonRow
from ui.kit.widgets import column


def tops(buttons):
    return [one.y() for one in buttons]


def test_buttons_break_into_lines_and_join_again(qtbot):
    buttons = [QPushButton("Gör något med det som är valt") for _n in range(4)]
    made = ButtonRow(buttons[0], None, *buttons[1:3])
    made.add(buttons[3])
    window = QWidget()
    column(made, parent=window).setContentsMargins(0, 0, 0, 0)
    qtbot.addWidget(window)
    window.show()
    wide = sum(one.sizeHint().width() for one in buttons) + 100
    window.resize(wide, 100)
    qtbot.waitUntil(lambda: len(set(tops(buttons))) == 1)
    assert buttons[3].geometry().right() == made.width() - 1

    assert made.minimumSizeHint().width() < wide / 2
    window.resize(wide * 2 // 3, 200)
    qtbot.waitUntil(lambda: len(set(tops(buttons))) > 1)
    assert tops(buttons) == sorted(tops(buttons))
    assert all(one.geometry().right() < made.width() for one in buttons)

    window.resize(wide, 100)
    qtbot.waitUntil(lambda: len(set(tops(buttons))) == 1)
