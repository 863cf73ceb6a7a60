import base64
import random
import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.certificates.errors import NotSealed, SealBroken, UnknownKey
from lärcentrum.certificates.facts import canonical
from lärcentrum.certificates.seal import (
    PREFIX,
    IssuerKey,
    key_id,
    open_seal,
    public_of,
    ring,
    seal,
)
from tests.helpers.certificates import FACTS, KEY, KEYS, PRIVATE

OTHER = bytes(reversed(range(32)))


def test_sealed_facts_come_back() -> None:
    text = seal(FACTS, PRIVATE)
    assert open_seal(text, KEYS) == FACTS
    assert seal(FACTS, PRIVATE) == text
    assert len(text) < 560, "the QR code must read from paper"


def test_pasted_with_breaks_and_small_letters() -> None:
    text = seal(FACTS, PRIVATE).lower()
    assert open_seal(" " + "\n".join(text[at : at + 40] for at in range(0, 999, 40)), KEYS) == FACTS


def test_every_sign_counts() -> None:
    text = seal(FACTS, PRIVATE)
    for at in range(len(text)):
        sign = "A" if text[at] != "A" else "B"
        with pytest.raises((NotSealed, UnknownKey, SealBroken)):
            open_seal(text[:at] + sign + text[at + 1 :], KEYS)
    for length in range(len(text)):
        with pytest.raises((NotSealed, UnknownKey, SealBroken)):
            open_seal(text[:length], KEYS)


def test_a_thousand_genuine_and_a_thousand_altered() -> None:
    dice = random.Random(23)
    for n in range(1000):
        facts = replace(FACTS, number=f"2421-2026-{n + 1:04d}", name=f"Ánte Čuovga {n}")
        text = seal(facts, PRIVATE)
        assert open_seal(text, KEYS) == facts
        changed = canonical(facts).replace(b"2SO123", b"2SO%03d" % dice.randrange(124, 999))
        packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, 0, _dictionary())
        body = _body(text)[:72] + packer.compress(changed) + packer.flush()
        with pytest.raises(SealBroken):
            open_seal(PREFIX + base64.b32encode(body).decode().rstrip("="), KEYS)


def test_old_seals_open_after_a_new_key(tmp_path: object) -> None:
    old = seal(FACTS, PRIVATE)
    rotated = ring(KEY, IssuerKey(public=public_of(OTHER), centre="2421"))
    assert open_seal(old, rotated) == FACTS
    assert open_seal(seal(FACTS, OTHER), rotated) == FACTS
    with pytest.raises(UnknownKey) as caught:
        open_seal(seal(FACTS, OTHER), KEYS)
    assert caught.value.key_id == key_id(public_of(OTHER))


def test_a_centre_cannot_speak_for_another() -> None:
    with pytest.raises(SealBroken):
        open_seal(seal(replace(FACTS, centre="2584"), PRIVATE), KEYS)


def test_a_bomb_is_not_unpacked() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(b"a" * 8_000_000) + packer.flush()
    body = bytes.fromhex(KEY.key_id) + bytes(64) + packed
    with pytest.raises(SealBroken):
        open_seal(PREFIX + base64.b32encode(body).decode().rstrip("="), KEYS)


@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    for tried in (text, PREFIX + text):
        with pytest.raises((NotSealed, UnknownKey, SealBroken)) as caught:
            open_seal(tried, KEYS)
        assert all(caught.value.parts())


def _dictionary() -> bytes:
    from lärcentrum.certificates import seal as module

    return module._COMMON


def _body(text: str) -> bytes:
    signs = text.removeprefix(PREFIX)
    return base64.b32decode(signs + "=" * (-len(signs) % 8))
