from collections import Counter
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo

from tests.helpers.catalogue import LANGUAGES, LOCALE, catalogue, forms, messages

EVERY = [message for language in LANGUAGES for message in messages(language)]
TRANSLATED = [message for message in EVERY if any(forms(message.string))]
BRACKETS = [("{n} st", "{m} st"), ("{n} st", "{n} st {n}"), ("{day:%d}", "{day}"), ("0", "{}")]


def placeholders(text: str) -> Counter[tuple[str, str, str]]:
    """What a text asks for: names, formats and conversions."""
    parts = [part[1:] for part in Formatter().parse(text) if part[1] is not None]
    return Counter((str(name), form or "", how or "") for name, form, how in parts)


def asks_alike(message: Message) -> bool:
    source, given = forms(message.id), forms(message.string)
    if len(source) == 1:
        return all(placeholders(text) == placeholders(source[0]) for text in given)
    # One form may spell the number out; none may ask for what nobody gives.
    return all(placeholders(text).keys() <= placeholders(source[-1]).keys() for text in given)


def edges(text: str) -> tuple[str, str]:
    """The white space around a text, which stands between it and what it is put beside."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def is_sentence(text: str) -> bool:
    return text[:1].isupper() and " " in text and text.rstrip().endswith((".", "?"))


def said(texts: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    """What a catalogue says otherwise than the source; Babel compiles a missing plural as it."""
    pairs = {forms(message.id): forms(message.string) for message in texts if message.id}
    return {source: given for source, given in pairs.items() if any(given) and given != source}


@pytest.mark.parametrize(("source", "given"), BRACKETS)
def test_other_placeholders_are_seen(source: str, given: str) -> None:
    assert not asks_alike(Message(source, given))


def test_every_translation_asks_for_what_its_source_asks_for() -> None:
    assert [message.id for message in TRANSLATED if not asks_alike(message)] == []


def test_no_translation_is_empty_with_spaces() -> None:
    assert [m.id for m in TRANSLATED if not all(text.strip() for text in forms(m.string))] == []


def test_translations_keep_the_space_and_the_lines_around_them() -> None:
    def shape(text: str) -> tuple[tuple[str, str], int]:
        return edges(text), text.count("\n")

    other = [
        message.id
        for message in TRANSLATED
        if {shape(text) for text in forms(message.string)}
        != {shape(text) for text in forms(message.id)}
    ]
    assert other == []


def test_a_sentence_stays_a_sentence() -> None:
    cut = [
        message.id
        for message in TRANSLATED
        if is_sentence(forms(message.id)[0])
        and not all(text.rstrip().endswith((".", "?")) for text in forms(message.string))
    ]
    assert cut == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_every_form(language: str) -> None:
    wanted = catalogue(language).num_plurals
    plurals = [message for message in TRANSLATED if isinstance(message.id, tuple)]
    assert plurals
    for message in plurals:
        given = forms(message.string)
        assert len(given) == wanted, message.id
        assert all(given), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_says_the_same(language: str) -> None:
    path = LOCALE / language / "LC_MESSAGES" / "larcentrum.mo"
    with path.open("rb") as file:
        compiled = said(read_mo(file))
    assert compiled == said(catalogue(language))
