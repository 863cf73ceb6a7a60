"""What JSON an operation takes and gives, in the words of JSON Schema."""

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import Enum
from pathlib import Path
from typing import Any, Literal, Union

from lärcentrum.json_values import LISTS, field_types, has_default, to_json

Schema = dict[str, Any]


def schema_of(kind: Any, inside: tuple[Any, ...] = ()) -> Schema:
    """Describe a type in the words of JSON Schema.

    Args:
        kind: the type.
        inside: the dataclasses around it; one inside itself is only named.
    """
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if kind in _SCALAR_SCHEMAS:
        return dict(_SCALAR_SCHEMAS[kind])
    if origin in (Union, types.UnionType):
        return {"anyOf": [schema_of(one, inside) for one in inner]}
    if origin is Literal:
        return {"enum": list(inner)}
    if (origin or kind) in LISTS:
        return {"type": "array", **_items_schema(origin or kind, inner, inside)}
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": schema_of(inner[1], inside)}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [one.value for one in kind]}
    if dataclasses.is_dataclass(kind):
        return _object_schema(kind, inside)
    raise TypeError(f"no JSON for {kind}")


def default_schema(kind: Any, default: Any) -> Schema:
    """Describe a type together with the default that a parameter of it has."""
    return {**schema_of(kind), "default": to_json(default)}


def _items_schema(origin: Any, inner: tuple[Any, ...], inside: tuple[Any, ...]) -> Schema:
    if origin is tuple and inner[-1:] != (...,):
        return {"prefixItems": [schema_of(one, inside) for one in inner]}
    return {"items": schema_of(inner[0], inside)} if inner else {}


def _object_schema(kind: Any, inside: tuple[Any, ...]) -> Schema:
    if kind in inside:
        return {"type": "object", "title": kind.__name__}
    fields = [field for field in dataclasses.fields(kind) if field.init]
    hints, around = field_types(kind), (*inside, kind)
    return {
        "type": "object",
        "title": kind.__name__,
        "properties": {f.name: _field_schema(f, hints[f.name], around) for f in fields},
        "required": [f.name for f in fields if not has_default(f)],
        "additionalProperties": False,
    }


def _field_schema(field: Any, kind: Any, inside: tuple[Any, ...]) -> Schema:
    found = schema_of(kind, inside)
    if field.default is not dataclasses.MISSING:
        found["default"] = to_json(field.default)
    elif field.default_factory is not dataclasses.MISSING:
        found["default"] = to_json(field.default_factory())
    return found


_SCALAR_SCHEMAS: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    types.NoneType: {"type": "null"},
    date: {"type": "string", "format": "date"},
    time: {"type": "string", "format": "time"},
    datetime: {"type": "string", "format": "date-time"},
    timedelta: {"type": "number"},
    Path: {"type": "string", "format": "path"},
    bytes: {"type": "string", "contentEncoding": "base64"},
    object: {},
    Any: {},
}
