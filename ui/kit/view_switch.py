"""A switch between several pictures of the same things."""

from collections.abc import Sequence

from PySide6.QtCore import QSize

from ui.kit.fields import Choice
from ui.kit.one_of import OneOf
from ui.kit.widgets import button, row


class ViewSwitch(OneOf):
    """Buttons beside each other, of which one is down; no narrower than their words.

    Args:
        choices: what there is; the detail is the keys that choose it, shown when pointed at.
        title: what the screen reader calls it.
        icons: an icon for each key.
    """

    def __init__(
        self, choices: Sequence[Choice], title: str, icons: dict[str, str] | None = None
    ) -> None:
        super().__init__(title)
        for one in choices:
            icon = (icons or {}).get(one.key, "")
            made = button(one.title, kind="rail", icon=icon, name=f"view_{one.key}")
            made.setToolTip(one.detail)
            self.offer(one.key, made)
        row(*self.buttons.values(), None, parent=self, gap=0)

    def minimumSizeHint(self) -> QSize:
        """See Qt."""
        return self.sizeHint()
