"""The panel at the right of a list: tabs that scroll, facts in two columns, a record's history."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from lärcentrum.clock import STOCKHOLM
from lärcentrum.language import _
from lärcentrum.people.record_history import record_history
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from ui.kit.texts import moment
from ui.kit.tokens import Text
from ui.kit.widgets import area, label


def scrolled(part: QVBoxLayout) -> QScrollArea:
    """Let a tab's content scroll on the panel's own ground."""
    inside = area(QWidget(), "surface")
    inside.setLayout(part)
    part.setContentsMargins(4, 12, 12, 12)
    scroll = QScrollArea()
    scroll.setWidget(inside)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    return scroll


def facts_grid(facts: Sequence[tuple[str, str]]) -> QGridLayout:
    """Set out titles and values; those without a value are left out."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setColumnStretch(1, 1)
    shown = [(title, value) for title, value in facts if value]
    for line, (title, value) in enumerate(shown):
        grid.addWidget(label(title, size=Text.SMALL, soft=True), line, 0)
        grid.addWidget(label(value, wrap=True), line, 1)
    return grid


def add_history(part: QVBoxLayout, store: Store, uid: str) -> None:
    """Add what was done to a record, newest first, for those who may see it."""
    if Right.MANAGE not in store.session.rights:
        return
    for version in record_history(store, uid=uid):
        when = moment(version.at.astimezone(STOCKHOLM))
        part.addWidget(label(when, size=Text.SMALL, soft=True))
        part.addWidget(label(_(version.label), wrap=True))
    part.addStretch(1)
