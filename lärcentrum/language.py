"""The languages of the program: Swedish is the source text, other languages are catalogues.

`_` translates a text into the language in use, `N_` marks a text that is translated later
(a label in a decorator, a row in a table), `in_language` gives one paper its own language.
"""

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

import resources

SOURCE = "sv"
_current: ContextVar[str] = ContextVar("language", default=SOURCE)


def _(text: str) -> str:
    """Give a text in the language in use.

    Args:
        text: the Swedish source text, with `{names}` for what is put in afterwards.
    """
    # A catalogue keeps its own head under the empty text.
    return _catalogue(_current.get()).gettext(text) if text else ""


def N_(text: str) -> str:
    """Mark a text for the catalogue; it is translated where it is shown."""
    return text


def ngettext(one: str, many: str, n: int) -> str:
    """Give the form of a text that fits a count."""
    return _catalogue(_current.get()).ngettext(one, many, n)


def use(language: str) -> None:
    """Set the language of this thread's texts.

    Args:
        language: a code such as `sv` or `en`; one without a catalogue gives Swedish.
    """
    _current.set(language)


def current() -> str:
    """Give the language in use."""
    return _current.get()


def use_environment(otherwise: str = SOURCE) -> None:
    """Speak the language that LARCENTRUM_LANGUAGE names.

    Args:
        otherwise: the language without it.
    """
    use(os.environ.get("LARCENTRUM_LANGUAGE") or otherwise)


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Speak another language inside the block (a paper for a foreign employer)."""
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == SOURCE:
        return gettext.NullTranslations()
    folder = resources.path("locale")
    return gettext.translation("larcentrum", folder, languages=[language], fallback=True)
