"""Say a refusal with the names that it holds as uids: an error itself never holds a name."""

from lärcentrum.errors import NotFound, UserError
from lärcentrum.exams.errors import Clash
from lärcentrum.language import _
from lärcentrum.store.store import Store


def spoken(store: Store, error: UserError, *, brief: bool = False) -> str:
    """Give a refusal's sentence with courses and titles instead of uids.

    Args:
        store: the register.
        error: the refusal.
        brief: only what happened.
    """
    text = error.parts()[0] if brief else str(error)
    if isinstance(error, Clash):
        for uid in filter(None, (*error.others, error.mine)):
            text = text.replace(uid, _name(store, error, uid))
    return text


def _name(store: Store, error: Clash, uid: str) -> str:
    for table, column in (("exam", "course_name"), ("room_use", "title")):
        try:
            return f"”{store.row(table, uid)[column]}”"
        except NotFound:
            continue
    # What was to be written by the operation that was refused is gone again.
    return _("den nya bokningen") if uid == error.mine else _("ett annat tillfälle")
