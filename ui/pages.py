"""Which pages the window has, and what Ctrl+K finds beside commands; the areas meet here."""

from collections.abc import Sequence

from lärcentrum.language import _
from ui.kit.desk import Desk
from ui.kit.page import Page, PageSpec
from ui.kit.search import Provider


def pages(desk: Desk) -> list[PageSpec]:
    """Give the pages of a register, in the rail's order; each is imported when it is built."""

    def settings() -> Page:
        from ui.settings.settings_page import SettingsPage

        return SettingsPage(desk.store, desk.bus, desk.jobs, desk.memory, desk.drafts)

    return [
        PageSpec(
            key="settings", title=_("Inställningar"), icon="settings", build=settings, foot=True
        ),
    ]


def providers(desk: Desk) -> Sequence[Provider]:
    """Give what finds persons, bookings, employers and certificates."""
    return ()
