"""The reminder to a provider whose receipt is missing: the text, to paste into a mail (E37)."""

from lärcentrum.errors import NotAsItStands
from lärcentrum.exams.custody import exam_custody
from lärcentrum.exams.custody_log import SENT, Custody, Step, last_of
from lärcentrum.exams.exams import Exam, exam_page
from lärcentrum.exams.letters import Letter, LetterKind, LetterLanguage, fill_in, letter_text
from lärcentrum.language import _, in_language
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.settings import setting
from lärcentrum.store.store import Store
from lärcentrum.swedish import long_day

# --- operations ------------------------------------------------------------


@reading(right=Right.SEE)
def receipt_reminder(
    store: Store, *, exam: str, language: LetterLanguage = LetterLanguage.SWEDISH
) -> Letter:
    """Word the reminder of a receipt, with what was sent, when and how; no student in it.

    Args:
        store: the register.
        exam: the exam's uid.
        language: what it is written in.

    Raises:
        NotFound: no such exam.
        BadValue: nothing is sent, or it is received.
    """
    found = exam_custody(store, exam=exam)
    if found.step not in SENT:
        raise NotAsItStands("exam", _("Ingen kvittens väntas nu."))
    text = letter_text(store, LetterKind.RECEIPT, language)
    with in_language(language):
        facts = _facts(store, found, exam_page(store, exam=exam))
    return Letter(subject=fill_in(text.subject, facts), body=fill_in(text.body, facts))


# --- inner -----------------------------------------------------------------


def _facts(store: Store, found: Custody, exam: Exam) -> dict[str, str]:
    posted = [one for one in found.events if one.step is Step.POSTED]
    last = last_of(found.events, *SENT)
    papers = sum(one.papers or 0 for one in posted) or (last.papers if last else None)
    facts = exam.facts
    contact = (
        store.session.name, setting(store, "centre_phone"), setting(store, "centre_email")
    )  # fmt: skip
    return {
        "exam": " ".join(part for part in (facts.course_code, facts.course_name) if part),
        "code": facts.exam_code or facts.course_code,
        "provider": exam.provider_name,
        "day": long_day(found.starts.date()),
        "contact": ", ".join(part for part in contact if part),
        "provider_contact": facts.contact.name,
        "centre": setting(store, "centre_name"),
        "sent": long_day(last.at.date()) if last else "",
        "how": ", ".join(one.tracking for one in posted if one.tracking),
        "papers": str(papers or found.tally.sent),
    }
