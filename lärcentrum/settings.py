"""The register's settings: declared once, with a default, changed as any other record."""

import re
from dataclasses import dataclass

from lärcentrum.errors import BadValue, NotAsItStands
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from lärcentrum.swedish import clean_lines

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting.

    Args:
        key: its name in the register.
        default: what counts until somebody changes it.
        label: what the user reads (Swedish source text).
        kind: `text`, `folder`, `time` (HH:MM), `number` or `switch` (0 or 1).
        least: the least number.
        most: the greatest number, or the longest text.
    """

    key: str
    default: str
    label: str
    kind: str = "text"
    least: int = 0
    most: int = 1000


DECLARED: dict[str, Setting] = {
    one.key: one
    for one in (
        Setting(key="centre_code", default="", label=N_("Kommunkod"), most=20),
        Setting(key="centre_name", default="", label=N_("Lärcentrum"), most=200),
        Setting(key="municipality", default="", label=N_("Kommun"), most=200),
        Setting(key="centre_address", default="", label=N_("Adress"), most=400),
        Setting(key="centre_place", default="", label=N_("Ort på intyg"), most=100),
        Setting(key="centre_email", default="", label=N_("E-post"), most=254),
        Setting(key="centre_phone", default="", label=N_("Telefon"), most=40),
        Setting(key="certificate_contact", default="", label=N_("Kontroll av intyg"), most=400),
        Setting(key="eu_block", default="", label=N_("Text om EU-medfinansiering"), most=400),
        Setting(key="lead_amount", default="10", label=N_("Framförhållning"), kind="number",
                most=400),
        Setting(key="lead_unit", default="working_days", label=N_("Framförhållning räknas i")),
        Setting(key="latest_entry_min", default="60", label=N_("Senaste insläpp, minuter"),
                kind="number", most=600),
        Setting(key="earliest_exit_min", default="60", label=N_("Tidigast ut, minuter"),
                kind="number", most=600),
        Setting(key="opens", default="08:00", label=N_("Öppnar"), kind="time"),
        Setting(key="closes", default="17:00", label=N_("Stänger"), kind="time"),
        Setting(key="open_saturdays", default="0", label=N_("Öppet lördagar"), kind="switch",
                most=1),
        Setting(key="eves_are_free", default="1", label=N_("Aftnar räknas som lediga"),
                kind="switch", most=1),
        Setting(key="back_to_back_min", default="15", label=N_("Varna vid kortare paus, minuter"),
                kind="number", most=240),
        Setting(key="outsiders_beside", default="0", kind="switch", most=1,
                label=N_("Utomstående bara när någon från området skriver")),
        Setting(key="area_codes", default="", most=400,
                label=N_("Området utöver kommunen, kommunkoder")),
        Setting(key="answer_days", default="14", label=N_("Påminn arbetsplatsen efter dagar"),
                kind="number", least=1, most=365),
        Setting(key="supervisor_days", default="365", kind="number", least=30, most=3650,
                label=N_("Kontrollera handledares uppgifter efter dagar")),
        Setting(key="vfu_agreement", default="1", label=N_("VFU kräver avtal"), kind="switch",
                most=1),
        Setting(key="vfu_trained", default="1", label=N_("VFU kräver utbildad handledare"),
                kind="switch", most=1),
        Setting(key="lia_agreement", default="1", label=N_("LIA kräver avtal"), kind="switch",
                most=1),
        Setting(key="apl_agreement", default="1", label=N_("APL kräver avtal"), kind="switch",
                most=1),
        Setting(key="practice_agreement", default="0", label=N_("Annan praktik kräver avtal"),
                kind="switch", most=1),
        Setting(key="todo_days", default="14", label=N_("Visa att göra så många dagar framåt"),
                kind="number", least=1, most=365),
        Setting(key="lock_minutes", default="15", label=N_("Lås efter minuter"), kind="number",
                least=1, most=240),
        Setting(key="backup_folder", default="", label=N_("Mapp för säkerhetskopior"),
                kind="folder", most=400),
        Setting(key="use_invigilators", default="0", label=N_("Tentavakter"), kind="switch",
                most=1),
        Setting(key="invigilator_ratio", default="30", kind="number", least=1, most=500,
                label=N_("Skrivande per tentavakt, högst")),
        Setting(key="chief_from", default="2", kind="number", most=20,
                label=N_("Ansvarig tentavakt från så många tentavakter (0 = aldrig)")),
        Setting(key="reserves", default="0", kind="number", most=20,
                label=N_("Reserver per skrivtillfälle")),
        Setting(key="use_fees", default="0", label=N_("Avgifter"), kind="switch", most=1),
        Setting(key="fee_receipt_text", default="", most=400,
                label=N_("Text på kvitton")),
        Setting(key="fee_free_resits", default="2", label=N_("Fria omtentamina per kurs"),
                kind="number", most=100),
        Setting(key="fee_due_days", default="14", label=N_("Betalas inom dagar"), kind="number",
                most=365),
        Setting(key="fee_late_days", default="7", kind="number", most=365,
                label=N_("Sent avbokad, dagar före")),
        Setting(key="use_custody", default="0", kind="switch", most=1,
                label=N_("Följ försändelserna med tentor")),
        Setting(key="material_hours", default="48", kind="number", most=1000,
                label=N_("Tentan ska vara här så många timmar före")),
        Setting(key="use_seats", default="0", label=N_("Placering"), kind="switch", most=1),
        Setting(key="small_group_most", default="5", label=N_("Flest i en liten grupp"),
                kind="number", least=1, most=50),
    )
}  # fmt: skip


# --- operations ------------------------------------------------------------

_VALUE = "SELECT value FROM setting WHERE key = ?"


def setting(store: Store, key: str) -> str:
    """Give a setting's value as text, its default until somebody changed it."""
    declared = DECLARED[key]
    found = store.value(_VALUE, key)
    return declared.default if found is None else str(found)


def number_setting(store: Store, key: str) -> int:
    """Give a setting that is a number or a switch."""
    return int(setting(store, key))


@reading(right=Right.TODAY)
def list_settings(store: Store) -> dict[str, str]:
    """Give every setting with the value that counts now."""
    return {key: setting(store, key) for key in DECLARED}


_UID = "SELECT uid FROM setting WHERE key = ?"


@operation(right=Right.MANAGE, label=N_("Inställning ändrad"))
def change_settings(store: Store, *, values: dict[str, str]) -> None:
    """Change settings, all or none.

    Args:
        store: the register.
        values: new values by key, as text; a switch is 0 or 1.

    Raises:
        BadValue: an unknown key, a number out of its range, a text that is too long, or a day
            that closes before it opens.
    """
    values = {key: _tidy(key, value) for key, value in values.items()}
    for key, value in values.items():
        check_setting(key, value)
    _check_hours(list_settings(store) | values)
    with store.write():
        for key, value in values.items():
            uid = store.value(_UID, key)
            if uid is None:
                store.insert("setting", key=key, value=value)
            else:
                store.update("setting", uid, value=value)


# --- rules -----------------------------------------------------------------

_TIME = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")


def _tidy(key: str, value: str) -> str:
    """Take away what is not seen in a text; a folder's name is what the disk says it is."""
    declared = DECLARED.get(key)
    return clean_lines(value) if declared is not None and declared.kind == "text" else value


def _check_text(declared: Setting, value: str) -> None:
    if "\0" in value:
        raise BadValue(declared.key, _("innehåller ett tecken som inte går att skriva"))
    if len(value) > declared.most:
        raise BadValue(declared.key, _("är längre än {most} tecken").format(most=declared.most))


def _check_hours(values: dict[str, str]) -> None:
    if values["closes"] <= values["opens"]:
        raise NotAsItStands(
            "closes", _("Stängningen är inte efter öppningen."), _("Ange en senare tid.")
        )


def check_setting(key: str, value: str) -> None:
    """Refuse a value that a setting cannot have.

    Raises:
        BadValue: named by the setting's key.
    """
    declared = DECLARED.get(key)
    if declared is None:
        raise BadValue(key, _("finns inte bland inställningarna"))
    if declared.kind == "time":
        if not _TIME.fullmatch(value):
            raise BadValue(key, _("ska vara en tid som 08:00"))
        return
    if declared.kind in ("text", "folder"):
        _check_text(declared, value)
        return
    if not value.isascii() or not value.isdigit():
        raise BadValue(key, _("ska vara ett helt tal"))
    if not declared.least <= int(value) <= declared.most:
        raise BadValue(
            key, _("ska vara {least}–{most}").format(least=declared.least, most=declared.most)
        )
