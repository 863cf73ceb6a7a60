"""What the booking form finds while one types: persons, providers, exams."""

from collections.abc import Callable
from datetime import date, timedelta

from lärcentrum.exams import exams, times
from lärcentrum.exams.exams import Exam
from lärcentrum.exams.providers import Provider, list_providers
from lärcentrum.language import _, ngettext
from lärcentrum.people import students
from lärcentrum.people.municipalities import municipality_name
from lärcentrum.people.students import StudentRow
from lärcentrum.store.store import Store
from lärcentrum.swedish import fold
from ui.kit.fields import Choice
from ui.kit.texts import short_day

_MOST = 9
_AHEAD = timedelta(days=400)
"""How far ahead exams are offered."""


class Finders:
    """Searches over the register for the fields of one form.

    Args:
        store: the register.
        provider: gives the uid of the chosen provider, "" for none.
        day: gives the day that is typed, None for none.
    """

    def __init__(
        self, store: Store, provider: Callable[[], str], day: Callable[[], date | None]
    ) -> None:
        self._store, self._provider, self._day = store, provider, day
        self.providers: list[Provider] = list_providers(store)

    def student(self, text: str) -> list[Choice]:
        """Find persons."""
        if not text.strip():
            return []
        found = students.search_students(self._store, text=text, limit=_MOST)
        return [student_choice(one) for one in found]

    def provider(self, text: str) -> list[Choice]:
        """Find providers by the beginning of any word, or of what people say; all without text."""
        asked = fold(text).split()
        found = [one for one in self.providers if _begins(asked, f"{one.short} {one.name}")]
        return [provider_choice(one) for one in found]

    def exam(self, text: str) -> list[Choice]:
        """Find exams to come, of the chosen provider and of the typed day where they are known."""
        day = self._day()
        first = day or self._store.clock.today()
        listed = exams.list_exams(
            self._store, first=first, last=day or first + _AHEAD, provider=self._provider() or None
        )
        asked = fold(text).split()
        return [exam_choice(one) for one in listed if _holds(asked, one)][:_MOST]


def student_choice(student: StudentRow) -> Choice:
    """Give a person as a row of the list; a protected one is an alias only."""
    known = student.municipality != "9999"
    place = municipality_name(student.municipality) if known else ""
    born = student.birth_date.isoformat() if student.birth_date else ""
    detail = " · ".join(part for part in (student.number or born, place) if part)
    return Choice(student.uid, student.name, detail)


def provider_choice(provider: Provider) -> Choice:
    """Give a provider as a row of the list."""
    return Choice(provider.uid, provider.name, provider.short)


def exam_choice(exam: Exam) -> Choice:
    """Give an exam as a row of the list."""
    facts = exam.facts
    start = times.clock_text(facts.ordinary_start) if facts.ordinary_start else ""
    when = f"{short_day(facts.day)} {start}".strip()
    booked = ngettext("{n} bokad", "{n} bokade", exam.booked).format(n=exam.booked)
    parts = (
        facts.course_code,
        exam.provider_name,
        when,
        booked if exam.booked else _("ingen bokad"),
    )
    return Choice(exam.uid, facts.course_name, " · ".join(part for part in parts if part))


def _begins(asked: list[str], text: str) -> bool:
    words = fold(text).split()
    return all(any(word.startswith(one) for word in words) for one in asked)


def _holds(asked: list[str], exam: Exam) -> bool:
    text = fold(f"{exam.facts.course_code} {exam.facts.course_name} {exam.facts.exam_code}")
    return all(one in text for one in asked)
