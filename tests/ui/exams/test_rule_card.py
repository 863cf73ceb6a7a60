"""The rule card: only words change at most keys, and no widget is made anew for them."""

from PySide6.QtWidgets import QLabel, QPushButton

from lärcentrum.exams.booking_plans import Wish
from lärcentrum.exams.booking_rules import Level
from lärcentrum.exams.bookings import check_booking
from lärcentrum.exams.provider_rules import set_rule
from lärcentrum.exams.rule_profiles import Rule
from tests.helpers.exams import make_provider, new_exam
from ui.exams.booking_advice import Ways, said_of
from ui.exams.rule_card import Offer, RuleCard, Said


def findings(card):
    return card.findChildren(QLabel, "finding")


def test_new_words_are_put_into_the_labels_that_are_there(qtbot):
    card = RuleCard()
    qtbot.addWidget(card)
    card.show()
    fine = Said(level=Level.GREEN, text="Slutar 11:00.", source="centret")
    wrong = Said(level=Level.RED, text="Upptagen.", source="sal")
    card.show_rules("Regler", "", [fine, wrong])
    before = findings(card)
    assert [one.text() for one in before] == ["Upptagen.", "Slutar 11:00."]
    later = Said(level=Level.GREEN, text="Slutar 11:10.", source="centret")
    card.show_rules("Regler", "", [later, wrong])
    assert findings(card) == before
    assert [one.text() for one in before] == ["Upptagen.", "Slutar 11:10."]
    assert before[1].accessibleName() == "I ordning: Slutar 11:10."
    assert card.words() == ["Upptagen.", "Slutar 11:10."]
    assert card.sum.word() == "Går inte att boka så här"


def test_another_way_out_is_another_card(qtbot):
    card = RuleCard()
    qtbot.addWidget(card)
    card.show()
    taken = []
    for time in ("10:00", "10:30"):
        offer = Offer(text=f"Börja {time}", run=lambda time=time: taken.append(time))
        card.show_rules("Regler", "", [Said(level=Level.RED, text="Upptagen.", offers=(offer,))])
    qtbot.waitUntil(lambda: len(findings(card)) == 1)
    (button,) = [one for one in card.findChildren(QPushButton, "offer") if one.isVisible()]
    button.click()
    assert taken == ["10:30"]
    card.show_rules("Regler", "", [])
    assert card.words() == []


def test_the_card_says_that_the_providers_exams_are_written_under_a_code(store):
    ways = Ways(room=str, time=str, request=str)

    def said():
        wish = Wish(new_exam=new_exam(store), give_place=False)
        check = check_booking(store, wish=wish)
        return [one.text for one in said_of(store, wish, check, None, ways)]

    under_code = "Skrivs under kod: pappren har koden i stället för namnet."
    assert under_code not in said()
    set_rule(store, provider=make_provider(store), rule=Rule.ANONYMOUS, number=1)
    assert under_code in said()
