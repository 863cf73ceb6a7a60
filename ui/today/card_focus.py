"""The keyboard's place on the day's cards, kept when the cards are made anew."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget


def place_on(cards: Sequence[QWidget]) -> tuple[str, str] | None:
    """Give the card and the button where the keyboard is, by object name; None for elsewhere.

    Args:
        cards: the cards that are shown; while a dialog stands over them it is where the keyboard
            goes when the dialog is closed.
    """
    for card in cards:
        at: QWidget | None = card.window().focusWidget()
        if at is not None and card.isAncestorOf(at):
            return card.objectName(), at.objectName()
    return None


def return_to(cards: Sequence[QWidget], place: tuple[str, str]) -> None:
    """Put the keyboard on the same button again, or on the card's first if that one is gone.

    Args:
        cards: the cards that are shown now.
        place: what `place_on` gave before.
    """
    for card in cards:
        if card.objectName() == place[0]:
            # A layout shows its parts later, and what is hidden takes no keyboard.
            card.show()
            free = [one for one in card.findChildren(QAbstractButton) if one.isEnabled()]
            same = [one for one in free if one.objectName() == place[1]]
            for one in (same or free)[:1]:
                one.setFocus(Qt.FocusReason.OtherFocusReason)
