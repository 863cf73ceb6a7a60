"""A draft is kept for its own user and is no record."""

from dataclasses import replace

from lärcentrum import history
from lärcentrum.drafts import Drafts


def test_kept_per_user_and_not_a_record(store):
    before, log = store.digest(), history.log(store)
    drafts = Drafts(store)
    assert drafts.find("booking") == ""
    drafts.keep("booking", '{"course": "Matte å"}')
    drafts.keep("booking", '{"course": "Matte ö"}')
    assert drafts.find("booking") == '{"course": "Matte ö"}'
    store.session = replace(store.session, user="another")
    assert drafts.find("booking") == ""
    drafts.drop("booking")
    store.session = replace(store.session, user="user-head")
    assert drafts.find("booking") != ""
    drafts.drop("booking")
    assert drafts.find("booking") == ""
    assert (store.digest(), history.log(store)) == (before, log)
