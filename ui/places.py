"""Ctrl+K finds the parts of the settings, and the lists that are read in, from every page."""

from collections.abc import Callable
from functools import partial

from lärcentrum.language import N_, _
from lärcentrum.rights import Right
from lärcentrum.settings import number_setting
from lärcentrum.swedish import fold
from ui.finders import Go, has
from ui.kit.desk import Desk
from ui.kit.page import Page
from ui.kit.search import Hit

PARTS: tuple[tuple[Right, str, str, str], ...] = (
    (
        Right.MANAGE,
        "centre",
        N_("Centret"),
        N_("öppettider adress kontakt tentavakter placering försändelser utomstående"),
    ),
    (Right.MANAGE, "days", N_("Öppna och stängda dagar"), N_("lov planeringsdag söndag")),
    (Right.MANAGE, "users", N_("Användare"), N_("vikarie kod lösenord återställningskod roll")),
    (Right.REGISTER, "rooms", N_("Salar"), N_("sal platser kalender sittplan")),
    (Right.REGISTER, "providers", N_("Lärosäten och regler"), N_("universitet högskola regel")),
    (Right.REGISTER, "texts", N_("Texter"), N_("bekräftelse mejl brev")),
    (Right.REGISTER, "invigilators", N_("Tentavakter"), N_("vakt bemanning timmar")),
    (Right.MANAGE, "fees", N_("Avgifter"), N_("taxa moms kvitto")),
    (Right.REGISTER, "lists", N_("Läs in listor"), N_("import excel csv")),
    (Right.CERTIFY, "templates", N_("Intygsmallar"), N_("mall layout logotyp underskrift")),
    (Right.MANAGE, "numbers", N_("Intygsnummer"), N_("nummer")),
    (Right.SEE, "backups", N_("Säkerhetskopior"), N_("kopia återställ backup")),
    (Right.MANAGE, "check", N_("Kontroll"), N_("kontrollera reparera registret")),
    (Right.SEE, "home", N_("Hem för registret"), N_("dela nätverk lämna över åt sidan")),
    (Right.TODAY, "account", N_("Mitt lösenord"), N_("byt lösenord")),
    (Right.TODAY, "look", N_("Utseende"), N_("mörkt ljust textstorlek språk")),
)
"""The parts of a centre's settings: who has them, their keys, their titles, other words.

Here as well as in the parts themselves, which are not loaded until the page is opened.
"""
_SWITCHED = {"invigilators": "use_invigilators"}


def find_parts(desk: Desk, go: Go, text: str) -> list[Hit]:
    """Find the parts of the settings whose words the text begins.

    Args:
        desk: the register; what its user may not change is not found.
        go: shows a page at a part of it.
        text: what is typed.
    """
    asked = fold(text).split()
    if not asked:
        return []
    rights = desk.store.session.rights
    return [
        Hit(
            title=_(title),
            kind=_("Inställningar"),
            icon="settings",
            run=partial(go, "settings", key),
            key=f"settings_{key}",
        )
        for right, key, title, words in PARTS
        if right in rights
        and has(asked, " " + fold(f"{_(title)} {_(words)}"))
        and (key not in _SWITCHED or number_setting(desk.store, _SWITCHED[key]))
    ]


def find_lists(
    desk: Desk, go: Go, bring_in: Callable[[Desk, Page, str], object], text: str
) -> list[Hit]:
    """Find what reads in each kind of list.

    Args:
        desk: the register; found by those who may write in it.
        go: shows a page at a part of it.
        bring_in: opens the dialog for a kind of list above a page.
        text: what is typed.
    """
    asked = fold(text).replace(":", " ").split()
    if not asked or Right.REGISTER not in desk.store.session.rights:
        return []
    said = fold(_("läs in lista import"))
    if not has(asked[:1], f" {said}"):
        return []
    from lärcentrum.imports.fields import KIND_NAMES
    from lärcentrum.imports.importing import READ_KINDS

    names = {kind.value: _(KIND_NAMES[kind]) for kind in READ_KINDS}
    return [
        Hit(
            title=_("Läs in lista: {what}").format(what=name),
            kind=_("Inställningar"),
            icon="file-spreadsheet",
            run=partial(_read_in, desk, go, bring_in, kind),
        )
        for kind, name in names.items()
        if has(asked, f" {said} {fold(name)}")
    ]


def _read_in(
    desk: Desk, go: Go, bring_in: Callable[[Desk, Page, str], object], kind: str
) -> object:
    return bring_in(desk, go("settings", "lists"), kind)
