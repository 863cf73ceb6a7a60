"""Reach any operation by its name and JSON: one mechanism for scripts, tests and the curious.

Everything comes from the registry and the functions' own types; no operation is wrapped by hand.
"""

import inspect
import json
import re
import typing
from dataclasses import dataclass
from functools import cache
from typing import Any

from lärcentrum.errors import UserError
from lärcentrum.json_schema import Schema, default_schema, schema_of
from lärcentrum.json_values import BadJson, read_fields, to_json
from lärcentrum.language import _
from lärcentrum.operations import REGISTRY, Operation
from lärcentrum.progress import Progress, silent
from lärcentrum.store.store import Store


@dataclass(eq=False)
class UnknownOperation(UserError):
    """No operation has that name."""

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Det finns ingen åtgärd med det namnet."),
            _("Inget är ändrat."),
            _("larcentrum op visar alla åtgärder."),
        )


def find(name: str) -> Operation:
    """Give an operation by its name.

    Raises:
        UnknownOperation: there is none.
    """
    found = REGISTRY.get(name)
    if found is None:
        raise UnknownOperation
    return found


def describe(operation: Operation) -> Schema:
    """Describe an operation: what it is for, who may, what it takes and gives.

    Returns:
        `name`, `summary`, `label`, `right`, `reads`, `undoable`, and as JSON Schema `parameters`
        and `returns`.
    """
    return {
        "name": operation.name,
        "summary": summary(operation),
        "label": _(operation.label) if operation.label else "",
        "right": operation.right.value,
        "reads": operation.reads,
        "undoable": operation.undoable,
        "parameters": _parameters_schema(operation),
        "returns": schema_of(_types(operation)["return"]),
    }


def summary(operation: Operation) -> str:
    """Give the first line of an operation's documentation."""
    return (operation.function.__doc__ or "").strip().partition("\n")[0]


def read_object(text: str) -> dict[str, Any]:
    """Read an operation's parameters from JSON text.

    Raises:
        BadJson: it is no JSON object, or says something twice.
    """
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise BadJson("", _("är fel skriven")) from None
    if not isinstance(found, dict):
        raise BadJson("", _("ska vara ett objekt med namn och värden"))
    return found


def call(store: Store, name: str, arguments: dict[str, Any], progress: Progress = silent) -> Any:
    """Run an operation as the store's session.

    Args:
        store: the register.
        name: the operation.
        arguments: its parameters as `json.loads` gives them.
        progress: handed to an operation that tells how far it has come.

    Returns:
        its result, ready for `json.dumps`.

    Raises:
        UnknownOperation, BadJson: the call is wrong; nothing has run.
        UserError: the operation refused.
    """
    operation = find(name)
    given = read_arguments(operation, arguments)
    for parameter, kind in _types(operation).items():
        if kind is Progress:
            given[parameter] = progress
    return to_json(operation.function(store, **given))


def read_arguments(operation: Operation, arguments: dict[str, Any]) -> dict[str, Any]:
    """Give an operation's parameters their declared types.

    Raises:
        BadJson: one is missing, unknown or of another type.
    """
    parameters = _parameters(operation)
    hints = {one.name: _types(operation)[one.name] for one in parameters}
    required = {one.name for one in parameters if one.default is inspect.Parameter.empty}
    return read_fields(hints, required, arguments)


# --- inner -----------------------------------------------------------------


@cache
def _types(operation: Operation) -> dict[str, Any]:
    # An array of numbers is a list in JSON, and cannot be subscripted before Python 3.12.
    return typing.get_type_hints(operation.function, localns={"array": list})


@cache
def _parameters(operation: Operation) -> tuple[inspect.Parameter, ...]:
    """The parameters of a caller: without the store, and without what the mechanism fills in."""
    everything = list(inspect.signature(operation.function).parameters.values())
    kinds = _types(operation)
    return tuple(one for one in everything[1:] if kinds[one.name] is not Progress)


def _parameters_schema(operation: Operation) -> Schema:
    parameters, notes = _parameters(operation), _notes(operation)
    properties = {}
    for one in parameters:
        kind = _types(operation)[one.name]
        empty = one.default is inspect.Parameter.empty
        found = schema_of(kind) if empty else default_schema(kind, one.default)
        if one.name in notes:
            found["description"] = notes[one.name]
        properties[one.name] = found
    return {
        "type": "object",
        "properties": properties,
        "required": [one.name for one in parameters if one.default is inspect.Parameter.empty],
        "additionalProperties": False,
    }


_NOTE = re.compile(r"^(\w+): (.+(?:\n    +.+)*)$", re.MULTILINE)


def _notes(operation: Operation) -> dict[str, str]:
    """What the documentation's `Args:` says of each parameter."""
    text = inspect.getdoc(operation.function) or ""
    _before, _mark, rest = text.partition("Args:\n")
    body = inspect.cleandoc("\n" + rest.partition("\n\n")[0])
    return {found[1]: " ".join(found[2].split()) for found in _NOTE.finditer(body)}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)
