"""Values to and from JSON by their declared types, strictly.

Scalars, dates (`YYYY-MM-DD`), times (`HH:MM`), wall-clock times (`YYYY-MM-DDTHH:MM`), enums by
their value, paths as text, frozen dataclasses as objects, lists, tuples, sets, dictionaries,
optionals, bytes as base64. Nothing is guessed: "1" is no number and 1 is no text.
"""

import base64
import binascii
import dataclasses
import math
import re
import types
import typing
from array import array
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AnySet
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cache
from pathlib import Path, PurePath
from typing import Any, Literal, Union

from lärcentrum.errors import UserError
from lärcentrum.language import N_, _

_MOST_INTEGER = (1 << 63) - 1
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
"""Nobody in a register was born earlier, and a day before or after one of these is still a day."""
LISTS: dict[Any, Callable[[list[Any]], Any]] = {
    list: list,
    tuple: tuple,
    set: set,
    frozenset: frozenset,
    Sequence: list,
    AnySet: frozenset,
}


@dataclass(eq=False)
class BadJson(UserError):
    """What was given does not fit the parameters of an operation.

    Args:
        where: the place, such as `seats[2].label`; "" for the whole.
        why: a Swedish clause without the value.
    """

    where: str
    why: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Anropet går inte att läsa: {where} {why}.").format(
                where=self.where or "JSON", why=self.why
            ),
            _("Inget är ändrat."),
            _("larcentrum op NAMN visar vad åtgärden tar emot."),
        )


# --- reading ---------------------------------------------------------------


def from_json(kind: Any, value: Any, where: str = "") -> Any:
    """Give the value of a declared type that a JSON value stands for.

    Args:
        kind: the type, as `typing.get_type_hints` gives it.
        value: what `json.loads` gave.
        where: the place of the value, for the error.

    Raises:
        BadJson: the value is none of that type.
        TypeError: no JSON stands for that type (a bug in the declaration).
    """
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if kind in _SCALARS:
        return _SCALARS[kind](value, where)
    if origin in (Union, types.UnionType):
        return _one_of(inner, value, where)
    if origin is Literal:
        return _literal(inner, value, where)
    if (origin or kind) in LISTS:
        return _list(origin or kind, inner, value, where)
    if origin in (dict, Mapping):
        return _dictionary(inner, value, where)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _literal(tuple(kind), value, where)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return kind(**_fields(kind, value, where))
    raise TypeError(f"no JSON for {kind}")


def read_fields(
    hints: Mapping[str, Any], required: AnySet[str], value: Any, where: str = ""
) -> dict[str, Any]:
    """Read an object strictly: all that is required, nothing that is unknown.

    Args:
        hints: the type of each name.
        required: names without a default.
        value: what `json.loads` gave.
        where: the place of the object.

    Raises:
        BadJson: a name is missing or unknown, or a value has another type.
    """
    if not isinstance(value, dict):
        raise BadJson(where, _("ska vara ett objekt med namn och värden"))
    for name in value:
        if name not in hints:
            raise BadJson(_at(where, _shown(name)), _("är ett okänt namn"))
    for name in hints:
        if name in required and name not in value:
            raise BadJson(_at(where, name), _("saknas"))
    return {name: from_json(hints[name], item, _at(where, name)) for name, item in value.items()}


def _fields(kind: Any, value: Any, where: str) -> dict[str, Any]:
    fields = [field for field in dataclasses.fields(kind) if field.init]
    hints = field_types(kind)
    required = {field.name for field in fields if not has_default(field)}
    return read_fields({f.name: hints[f.name] for f in fields}, required, value, where)


def _one_of(kinds: tuple[Any, ...], value: Any, where: str) -> Any:
    if value is None and types.NoneType in kinds:
        return None
    failed = BadJson(where, _("får inte vara tomt"))
    for kind in kinds:
        if kind is not types.NoneType:
            try:
                return from_json(kind, value, where)
            except BadJson as fault:
                failed = fault
    raise failed


def _literal(allowed: tuple[Any, ...], value: Any, where: str) -> Any:
    for one in allowed:
        plain = one.value if isinstance(one, Enum) else one
        if type(plain) is type(value) and plain == value:
            return one
    known = ", ".join(str(one.value if isinstance(one, Enum) else one) for one in allowed)
    raise BadJson(where, _("ska vara något av {known}").format(known=known))


def _list(origin: Any, inner: tuple[Any, ...], value: Any, where: str) -> Any:
    if not isinstance(value, list):
        raise BadJson(where, _("ska vara en lista"))
    fixed = origin is tuple and inner[-1:] != (...,)
    if fixed and len(inner) != len(value):
        raise BadJson(where, _("ska ha {n} värden").format(n=len(inner)))
    kinds = inner if fixed else inner[:1] * len(value)
    items = [
        from_json(kind, item, f"{where}[{n}]")
        for n, (kind, item) in enumerate(zip(kinds, value, strict=True))
    ]
    return LISTS[origin](items)


def _dictionary(inner: tuple[Any, ...], value: Any, where: str) -> dict[Any, Any]:
    if not isinstance(value, dict):
        raise BadJson(where, _("ska vara ett objekt med namn och värden"))
    return {
        from_json(inner[0], key, _at(where, _shown(key))): from_json(
            inner[1], item, _at(where, _shown(key))
        )
        for key, item in value.items()
    }


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise BadJson(where, _("ska vara text inom citattecken"))
    # Half of a surrogate pair is no letter in any file.
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise BadJson(where, _("innehåller ett halvt tecken"))
    return value


def _integer(value: Any, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _MOST_INTEGER:
        raise BadJson(where, _("ska vara ett heltal"))
    return value


def _number(value: Any, where: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise BadJson(where, _("ska vara ett tal"))
    return float(value)


def _switch(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise BadJson(where, _("ska vara true eller false"))
    return value


def _nothing(value: Any, where: str) -> None:
    if value is not None:
        raise BadJson(where, _("ska vara null"))


def _path(value: Any, where: str) -> Path:
    text = _text(value, where)
    if not text or "\0" in text:
        raise BadJson(where, _("ska vara en sökväg"))
    return Path(text)


def _bytes(value: Any, where: str) -> bytes:
    try:
        return base64.b64decode(_text(value, where), validate=True)
    except (ValueError, binascii.Error):
        raise BadJson(where, _("ska vara base64")) from None


def _moment(kind: Any, pattern: str, why: str) -> Callable[[Any, str], Any]:
    shape = re.compile(pattern, re.ASCII)

    def read(value: Any, where: str) -> Any:
        text = _text(value, where)
        if not shape.fullmatch(text):
            raise BadJson(where, _(why))
        try:
            found = kind.fromisoformat(text)
        except ValueError:
            raise BadJson(where, _(why)) from None
        if isinstance(found, date) and not _FIRST_YEAR <= found.year <= _LAST_YEAR:
            raise BadJson(where, _("ska vara mellan år {first} och {last}").format(
                first=_FIRST_YEAR, last=_LAST_YEAR))  # fmt: skip
        return found

    return read


def _same(value: Any, where: str) -> Any:
    return value


_DAY = r"\d{4}-\d\d-\d\d"
_HOUR = r"\d\d:\d\d(:\d\d(\.\d{6})?)?"
_SCALARS: dict[Any, Callable[[Any, str], Any]] = {
    str: _text,
    int: _integer,
    float: _number,
    bool: _switch,
    types.NoneType: _nothing,
    date: _moment(date, _DAY, N_("ska vara ett datum som 2026-11-23")),
    time: _moment(time, _HOUR, N_("ska vara ett klockslag som 09:00")),
    datetime: _moment(datetime, f"{_DAY}T{_HOUR}", N_("ska vara dag och tid som 2026-11-23T09:00")),
    Path: _path,
    bytes: _bytes,
    Any: _same,
}


# --- writing ---------------------------------------------------------------


def to_json(value: Any) -> Any:
    """Give what `json.dumps` can write of any value that an operation takes or gives.

    Raises:
        TypeError: no JSON stands for that type (a bug in the declaration).
    """
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, Enum):
        return to_json(value.value)
    if isinstance(value, date | time):
        return _clock_text(value)
    if dataclasses.is_dataclass(value):
        return {f.name: to_json(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: to_json(item) for name, item in value._asdict().items()}
    if isinstance(value, Mapping):
        return {_key(key): to_json(item) for key, item in value.items()}
    return _rest_to_json(value)


def _rest_to_json(value: Any) -> Any:
    if isinstance(value, list | tuple | array | AnySet):
        items = [to_json(item) for item in value]
        return sorted(items, key=repr) if isinstance(value, AnySet) else items
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, str | int):
        return str(value) if isinstance(value, str) else int(value)
    raise TypeError(f"no JSON for {type(value)}")


def _clock_text(value: date | time) -> str:
    if isinstance(value, datetime | time) and not (value.second or value.microsecond):
        return value.isoformat(timespec="minutes")
    return value.isoformat()


def _key(key: Any) -> str:
    plain = to_json(key)
    return plain if isinstance(plain, str) else repr(plain)


# --- inner -----------------------------------------------------------------


@cache
def field_types(kind: Any) -> dict[str, Any]:
    """Give the types of a dataclass's fields."""
    found: dict[str, Any] = typing.get_type_hints(kind)
    return found


def has_default(field: Any) -> bool:
    """Tell whether a dataclass's field may be left out."""
    missing = dataclasses.MISSING
    return field.default is not missing or field.default_factory is not missing


def _at(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _shown(name: str) -> str:
    """Give a name that was typed, short enough to show and without signs that steer a terminal."""
    return "".join(sign for sign in name[:40] if sign.isprintable())
