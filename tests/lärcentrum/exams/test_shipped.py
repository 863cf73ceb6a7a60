from lärcentrum.exams import shipped
from lärcentrum.exams.rule_profiles import DigitalRule, ExitFrom, LeadTime, LeadUnit


def test_the_seventeen_centres() -> None:
    centres = shipped.centres()
    assert len(centres) == len({one.code for one in centres}) == 17
    offices = [one.office for one in centres]
    assert [offices.count(one.code) for one in shipped.offices()] == [12, 4, 1]
    kiruna = next(one for one in centres if one.name == "Kiruna")
    assert (kiruna.code, kiruna.county, kiruna.office) == ("2584", "25", "lapplands")
    assert kiruna.languages == ("samiska", "finska", "meänkieli")
    assert all(one.code.startswith(one.county) for one in centres)


def test_providers_are_an_open_list_of_known_kinds() -> None:
    providers = shipped.providers()
    assert len(providers) == len({one.name for one in providers}) >= 12
    assert {one.kind for one in providers} >= {"university", "yh", "komvux"}


def test_rule_profiles_have_source_and_date_and_a_provider() -> None:
    profiles = {one.name: one for one in shipped.rule_profiles()}
    assert set(profiles) <= {one.name for one in shipped.providers()}
    assert all(one.source.startswith("https://") and one.read_on for one in profiles.values())
    luleå = profiles["Luleå tekniska universitet"]
    assert luleå.lead == LeadTime(count=14, unit=LeadUnit.DAYS)
    assert (luleå.latest_entry, luleå.earliest_exit, luleå.digital) == (45, 60, DigitalRule.IF_TOLD)
    linné = profiles["Linnéuniversitetet"]
    assert (linné.exit_from, linné.earlier, linné.later) == (ExitFrom.ORDINARY, 180, 0)
    assert profiles["Mittuniversitetet"].weekdays_only
