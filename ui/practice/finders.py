"""What the forms of practice find while one types."""

from lärcentrum.exams.providers import list_providers
from lärcentrum.language import _
from lärcentrum.people import students
from lärcentrum.people.municipalities import municipalities, municipality_name
from lärcentrum.practice.employers import list_employers
from lärcentrum.practice.supervisors import Supervisor, list_supervisors
from lärcentrum.practice.workplaces import Workplace, list_workplaces
from lärcentrum.store.store import Store
from lärcentrum.swedish import fold
from ui.kit.fields import Choice
from ui.kit.typeahead import NEW, Search, SearchField

_MOST = 9


class KnownOrNew(SearchField):
    """Something of the register, or a new one of the name that was typed.

    Args:
        search: finds what is there.
        placeholder: shown in the empty field.
        new: words for making a new one, with `{text}`.
    """

    def __init__(self, search: Search, placeholder: str, new: str) -> None:
        super().__init__(search, placeholder, new)
        self.wanted_new.connect(self.take_new)

    def is_new(self) -> bool:
        """Tell whether a new one is to be added."""
        return self.value() == NEW

    def name(self) -> str:
        """Give the name of what is chosen."""
        choice = self.choice()
        return choice.title if choice else ""

    def take_new(self, text: str) -> None:
        """Choose a new one of this name."""
        self.put(Choice(NEW, text, _("ny")))


class Finders:
    """Searches over the register for one form.

    Args:
        store: the register.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def student(self, text: str) -> list[Choice]:
        """Find students; a protected one is an alias only."""
        if not text.strip():
            return []
        found = students.search_students(self._store, text=text, limit=_MOST)
        return [Choice(one.uid, one.name, one.number) for one in found]

    def workplace(self, text: str) -> list[Choice]:
        """Find workplaces by their own or their employer's name."""
        found = list_workplaces(self._store, text=text)[:_MOST]
        return [workplace_choice(one) for one in found]

    def employer(self, text: str) -> list[Choice]:
        """Find employers."""
        found = list_employers(self._store, text=text)[:_MOST]
        return [Choice(one.uid, one.name, one.number) for one in found]

    def supervisors_of(self, workplace: str) -> list[Supervisor]:
        """Give those who supervise at a workplace."""
        return list_supervisors(self._store, workplace=workplace) if workplace else []

    def provider(self, text: str) -> list[Choice]:
        """Find providers by the beginning of any word."""
        asked = fold(text).split()
        return [
            Choice(one.uid, one.name, one.short)
            for one in list_providers(self._store)
            if all(
                any(word.startswith(each) for word in fold(f"{one.short} {one.name}").split())
                for each in asked
            )
        ][:_MOST]


def municipality(text: str) -> list[Choice]:
    """Find municipalities by name or code."""
    wanted = fold(text)
    found = (
        Choice(code, name, code)
        for code, name in municipalities().items()
        if fold(name).startswith(wanted) or code.startswith(text)
    )
    return list(found)[:_MOST]


def municipality_choice(code: str) -> Choice | None:
    """Give a municipality as it is chosen, None where it is not known."""
    name = municipality_name(code) if code != "9999" else None
    return Choice(code, name, code) if name else None


def workplace_choice(workplace: Workplace) -> Choice:
    """Give a workplace as a row of the list."""
    known = workplace.municipality != "9999"
    place = municipality_name(workplace.municipality) if known else ""
    return Choice(workplace.uid, workplace.title, place or "")


def supervisor_choice(supervisor: Supervisor) -> Choice:
    """Give a supervisor as a row of the list."""
    return Choice(supervisor.uid, supervisor.name, supervisor.title)
