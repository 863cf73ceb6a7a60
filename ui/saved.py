"""Ctrl+K finds the saved selections of every list from every page, also one not opened yet."""

from functools import partial

from lärcentrum.language import N_, _
from lärcentrum.rights import Right
from lärcentrum.selections import Selections
from lärcentrum.settings import number_setting
from lärcentrum.swedish import fold
from ui.finders import Go, has
from ui.kit.desk import Desk
from ui.kit.search import Hit
from ui.kit.selections import command_key

LISTS: tuple[tuple[str, str, str], ...] = (
    ("exams", "exams", N_("Tentor")),
    ("students", "students", N_("Studenter")),
    ("practice", "practice", N_("Praktik")),
    ("workplaces", "practice", N_("Arbetsplatser")),
    ("supervisors", "practice", N_("Handledare")),
    ("certificates", "certificates", N_("Intyg")),
    ("fees", "fees", N_("Avgifter")),
)
"""The lists whose selections are saved: their keys, the pages they stand on, their titles."""
_SWITCHED = {"fees": "use_fees"}


def find_selections(desk: Desk, go: Go, text: str) -> list[Hit]:
    """Find the saved selections whose name, or whose list, the text begins.

    Args:
        desk: the register.
        go: shows a page by its key.
        text: what is typed.
    """
    asked = fold(text).split()
    if not asked or Right.SEE not in desk.store.session.rights:
        return []
    return [
        Hit(
            title=_("Urval: {name}").format(name=one.name),
            kind=_(title),
            icon="bookmark",
            run=partial(_use, go, page, command_key(listing, place)),
            key=command_key(listing, place),
        )
        for listing, page, title in LISTS
        if listing not in _SWITCHED or number_setting(desk.store, _SWITCHED[listing])
        for place, one in enumerate(Selections(desk.drafts, listing).saved())
        if has(asked, " " + fold(f"{_('Urval')} {one.name} {_(title)}"))
    ]


def _use(go: Go, key: str, command: str) -> None:
    page = go(key, None)
    if key == "exams":
        page.views.choose("list")
    next(one for one in page.commands() if one.key == command).run()
