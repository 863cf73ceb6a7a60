"""Read a template's text (TOML), strictly: only known names, measures on the page, clean words.

What is left out is as in the program's own template. A text from another centre is untrusted.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

import resources
from lärcentrum.certificates.facts import CertificateKind
from lärcentrum.certificates.template_errors import TemplateFault
from lärcentrum.certificates.template_records import (
    EDGE,
    PAGE,
    Box,
    Frame,
    Headings,
    Layout,
    Said,
    Template,
)
from lärcentrum.language import N_, _
from lärcentrum.swedish import clean

FORMAT = "larcentrum-intygsmall 1"
LANGUAGES = ("sv", "en")
MOST_SIGNS = 20_000
_LONGEST = {"title": 60, "subtitle": 80, "lead": 120, "attested": 200, "capacity": 400,
            "funding": 300, "se": 60, "fi": 60, "fit": 60}  # fmt: skip
_NEEDED = ("title", "attested")
_TOP = ("format", "kind", "version")
# Least and most of each number that is no place or width; places lie on the page.
_RANGES = {
    "frame.margin": (5, 20), "frame.weight": (0.25, 4), "title.size": (18, 40),
    "qr.size": (36, 60), "body.height": (90, 180), "stamp.height": (15, 50),
    "logo.height": (5, 40), "validity.years": (0, 10),
}  # fmt: skip
_WHOLE = ("validity.years",)
_LEAST_WIDTH = {"letterhead": 50, "title": 100, "body": 100, "signature": 60, "check": 60,
                "eu": 35}  # fmt: skip
# What the drawing needs below each place that has no height of its own.
_HEIGHTS = {"letterhead": 14, "address": 20, "title": 31, "signature": 39, "check": 38, "eu": 38}
# These may share room: the letterhead gives way to the logo, the check's text to the EU block.
_TOGETHER = ({"logo", "letterhead"}, {"letterhead", "address"}, {"check", "eu"})
NAMES = {
    "logo": N_("logotypen"), "letterhead": N_("brevhuvudet"), "address": N_("adressen"),
    "title": N_("rubriken"), "body": N_("texten"), "signature": N_("namnteckningen"),
    "stamp": N_("stämpelrutan"), "qr": N_("QR-koden"), "check": N_("kontrolltexten"),
    "eu": N_("EU-blocket"),
}  # fmt: skip
_MEASURES = ("x", "y", "width", "height", "size")
_COLOUR = re.compile("#[0-9a-f]{6}", re.ASCII | re.IGNORECASE)
_HEADING, _KEY = re.compile(r"\s*\[\s*(\w+)\.?(\w*)"), re.compile(r"\s*(\w+)\s*=")


# --- rules -----------------------------------------------------------------


@cache
def shipped_template(kind: CertificateKind) -> Template:
    """Give the template that travels with the program."""
    return _made(_shipped_values(kind), shipped_body(kind))


@cache
def shipped_body(kind: CertificateKind) -> str:
    """Give the text of the template that travels with the program."""
    parts = (resources.path("certificates", f"{name}.toml") for name in (kind.value, "layout"))
    return "".join(path.read_text("utf-8") for path in parts)


@lru_cache(maxsize=64)
def read_template(body: str) -> Template:
    """Read a template.

    Args:
        body: its text.

    Raises:
        TemplateFault: with the line and what is wrong there.
    """
    if len(body) > MOST_SIGNS:
        raise TemplateFault(0, _("den är längre än {most} tecken").format(most=MOST_SIGNS))
    found = _Lines(body)
    values = _parsed(body)
    kind = _checked_top(values, found)
    whole = _shipped_values(kind)
    for section, keys in values.items():
        if isinstance(keys, dict):
            whole[section] = whole[section] | _checked_section(section, keys, whole, found)
    made = _made(whole, body)
    _check_places(made.layout, found)
    return made


def _parsed(body: str) -> dict[str, Any]:
    try:
        return tomllib.loads(body)
    except (ValueError, RecursionError) as fault:
        at = re.search(r"at line (\d+)", str(fault))
        line = int(at[1]) if at else body.count("\n") + 1
        why = _("går inte att läsa; text står inom citattecken och ett namn finns en gång")
        raise TemplateFault(line, why) from None


def _shipped_values(kind: CertificateKind) -> dict[str, Any]:
    return tomllib.loads(shipped_body(kind))


def _checked_top(values: dict[str, Any], found: "_Lines") -> CertificateKind:
    known = _shipped_values(CertificateKind.EXAM)
    for name, value in values.items():
        if name not in known or isinstance(value, dict) != isinstance(known[name], dict):
            raise TemplateFault(found.of(name), _("namnet finns inte i en mall"))
    if values.get("format") != FORMAT:
        raise _named(found.of("format"), "format", _("ska vara {text}").format(text=FORMAT))
    version = values.get("version", 1)
    if not isinstance(version, int) or isinstance(version, bool) or not 1 <= version <= 10**6:
        raise _named(found.of("version"), "version", _("ska vara ett helt tal"))
    if values.get("kind") not in list(CertificateKind):
        names = ", ".join(CertificateKind)
        why = _("ska vara något av {known}").format(known=names)
        raise _named(found.of("kind"), "kind", why)
    return CertificateKind(values["kind"])


def _checked_section(
    section: str, keys: dict[str, Any], whole: Mapping[str, Any], found: "_Lines"
) -> dict[str, Any]:
    checked = {}
    for name, value in keys.items():
        line = found.of(name, section)
        if name not in whole[section]:
            raise TemplateFault(line, _("namnet finns inte i en mall"))
        checked[name] = _checked(f"{section}.{name}", value, whole[section][name], line)
    return checked


def _checked(where: str, value: Any, model: Any, line: int) -> Any:
    """Give a value of the same sort as the program's own has in that place."""
    name = where.partition(".")[2]
    if isinstance(model, bool):
        if not isinstance(value, bool):
            raise _named(line, name, _("ska vara true eller false"))
        return value
    if isinstance(model, str):
        if not isinstance(value, str):
            raise _named(line, name, _("ska vara text inom citattecken"))
        return _checked_text(where, name, value, line)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _named(line, name, _("ska vara ett tal"))
    least, most = _RANGES.get(where, (0, PAGE[1]))
    # Not a number is neither below nor above anything.
    if not least <= value <= most:
        raise _named(
            line, name, _("ska vara {least}–{most}").format(least=f"{least:g}", most=f"{most:g}")
        )
    if where in _WHOLE and value != int(value):
        raise _named(line, name, _("ska vara ett helt tal"))
    return float(value)


def _checked_text(where: str, name: str, value: str, line: int) -> str:
    if where == "frame.colour":
        if not _COLOUR.fullmatch(value):
            raise _named(line, name, _("ska vara en färg som #15191e"))
        return value
    text = clean(value)
    if name in _NEEDED and not text:
        raise _named(line, name, _("får inte vara tom"))
    if len(text) > _LONGEST[name]:
        why = _("är längre än {most} tecken").format(most=_LONGEST[name])
        raise _named(line, name, why)
    bare = text.replace("{centre}", "") if name == "capacity" else text
    if "{" in bare or "}" in bare:
        raise TemplateFault(line, _("klamrar finns bara i capacity, som {place}").format(
            place="{centre}"))  # fmt: skip
    return text


def _named(line: int, name: str, why: str) -> TemplateFault:
    """Give a fault of one name, which is ours and not the text's."""
    return TemplateFault(line, f"{name} {why}")


def _made(values: Mapping[str, Any], body: str) -> Template:
    boxes = {
        name: Box(
            x=values[name]["x"],
            y=values[name]["y"],
            width=values[name].get("width") or values[name]["size"],
            height=values[name].get("height") or _HEIGHTS.get(name) or values[name]["size"],
            shown=values[name].get("shown", True),
        )
        for name in NAMES
    }
    return Template(
        kind=CertificateKind(values["kind"]),
        version=values["version"],
        said={language: Said(**values[language]) for language in LANGUAGES},
        headings=Headings(**values["headings"]),
        layout=Layout(
            frame=Frame(**values["frame"]),
            title_size=values["title"]["size"],
            own_signature=values["signature"]["picture"],
            **boxes,
        ),
        valid_years=int(values["validity"]["years"]),
        body=body,
    )


def _check_places(layout: Layout, found: "_Lines") -> None:
    """Refuse what would stand off the page, too narrow, or over something else."""
    boxes = {name: getattr(layout, name) for name in NAMES}
    shown = {name: box for name, box in boxes.items() if box.shown}
    for name, box in shown.items():
        line = found.of_place(name)
        if not _is_on_page(box):
            raise TemplateFault(
                line, _("{what} hamnar utanför pappret").format(what=_(NAMES[name]))
            )
        if box.width < _LEAST_WIDTH.get(name, 0):
            why = _("{what} ska vara minst {least} mm bred")
            raise TemplateFault(
                found.of("width", name), why.format(what=_(NAMES[name]), least=_LEAST_WIDTH[name])
            )
    for one, other in _pairs(shown):
        if shown[one].overlaps(shown[other]):
            why = _("{one} och {other} ligger över varandra")
            line = found.of_place(other) or found.of_place(one)
            raise TemplateFault(line, why.format(one=_(NAMES[one]), other=_(NAMES[other])))


def _is_on_page(box: Box) -> bool:
    across = box.x >= EDGE and box.right <= PAGE[0] - EDGE
    return across and box.y >= EDGE and box.bottom <= PAGE[1] - EDGE


def _pairs(shown: Mapping[str, Box]) -> Iterator[tuple[str, str]]:
    names = list(shown)
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            if {one, other} not in _TOGETHER:
                yield one, other


class _Lines:
    """Where each name stands in a template's text, for the errors."""

    def __init__(self, body: str) -> None:
        self._at: dict[tuple[str, str], int] = {}
        section = ""
        for number, line in enumerate(body.splitlines(), 1):
            if heading := _HEADING.match(line):
                section = heading[1]
                self._at.setdefault(("", section), number)
                self._at.setdefault((section, heading[2]), number)
            elif key := _KEY.match(line):
                self._at.setdefault((section, key[1]), number)

    def of(self, name: str, section: str = "") -> int:
        """Give the line of a name; of its section where it is left out; 0 where that is too."""
        return self._at.get((section, name)) or self._at.get(("", section), 0)

    def of_place(self, section: str) -> int:
        """Give the line of the first measure that a section gives; 0 where it gives none."""
        given = [self._at[section, key] for key in _MEASURES if (section, key) in self._at]
        return min(given, default=0)
