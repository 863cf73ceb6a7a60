from email import message_from_bytes
from email.policy import default

import pytest

from lärcentrum.sync.mail import mail_draft
from lärcentrum.sync.package_format import seal_package
from tests.helpers import packages as make


@pytest.mark.parametrize("armoured", [False, True])
def test_the_draft_carries_the_file_unchanged_to_the_recipients(armoured: bool) -> None:
    data = seal_package(make.header(), make.some(), secret=make.SECRET, armoured=armoured)
    draft = mail_draft(
        to=("in@akademi.exempel", "kopia@exempel.se"),
        name="2463-2026-10-7.lcsync",
        data=data,
        centre="Åsele",
        period="2026-10",
        as_text=armoured,
    )

    message = message_from_bytes(draft, policy=default)
    assert message["To"] == "in@akademi.exempel, kopia@exempel.se"
    assert message["Subject"] == "Månadsfil 2026-10 från Åsele"
    assert message["X-Unsent"] == "1"
    (attached,) = message.iter_attachments()  # type: ignore[attr-defined]
    content = attached.get_content()
    got = content.encode() if isinstance(content, str) else content
    assert make.opened(got).content == make.opened(data).content
    assert attached.get_filename().startswith("2463-2026-10-7.lcsync")


def test_the_same_draft_is_the_same_bytes() -> None:
    one = {"to": (), "name": "a.lcsync", "data": b"x", "centre": "Åsele", "period": "2026-10"}
    assert mail_draft(**one) == mail_draft(**one)  # type: ignore[arg-type]
