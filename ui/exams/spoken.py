"""Say a refusal with the names that it holds as uids; names are resolved on the screen only."""

from lärcentrum.errors import NotFound, UserError
from lärcentrum.exams.errors import Clash
from lärcentrum.exams.exams import exam_page
from lärcentrum.language import _
from lärcentrum.store.store import Store


def spoken(store: Store, error: UserError, *, brief: bool = False) -> str:
    """Give a refusal's sentence with courses instead of uids.

    Args:
        store: the register.
        error: the refusal.
        brief: only what happened.
    """
    text = error.parts()[0] if brief else str(error)
    if isinstance(error, Clash):
        for uid in (*error.others, error.mine):
            text = text.replace(uid, _name(store, error.resource, uid)) if uid else text
    return text


def _name(store: Store, resource: str, uid: str) -> str:
    if resource in ("room", "invigilator"):
        return _("ett annat tillfälle")
    try:
        return exam_page(store, exam=uid).facts.course_name
    except NotFound:
        # It was to be written by the operation that was refused.
        return _("den nya bokningen")
