"""Keys from given bytes are keys that age itself makes and reads."""

import subprocess
from pathlib import Path

import pyrage
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.sync.age_keys import bech32, new_identity


def test_a_known_bech32_text():
    # BIP 173's own vector: the data part is the values 0 to 31 in five bits each.
    data = int("".join(f"{value:05b}" for value in range(32)), 2).to_bytes(20)
    assert bech32("abcdef", data) == "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw"


@given(st.binary(min_size=32, max_size=32))
def test_what_one_key_seals_its_identity_opens(secret):
    identity, recipient = new_identity(secret)
    assert new_identity(secret) == (identity, recipient)
    sealed = pyrage.encrypt(b"hej", [pyrage.x25519.Recipient.from_str(recipient)])
    assert pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)]) == b"hej"


def test_the_standard_tool_reads_the_identity(tmp_path: Path):
    identity, recipient = new_identity(bytes(range(32)))
    file = tmp_path / "nyckel.txt"
    file.write_text(identity + "\n")
    done = subprocess.run(
        ["age-keygen", "-y", str(file)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == recipient
