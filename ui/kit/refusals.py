"""How a refusal is said; apart from the other texts, so that the first window loads little."""

from lärcentrum.user_error import UserError


def shown_code(code: str) -> str:
    """Give a code that is read out on the phone, "" for a name that only the program knows."""
    return "" if any(sign.islower() for sign in code) else code


def error_lines(error: UserError) -> tuple[str, str]:
    """Give what happened, and the rest: what is untouched and what to do."""
    happened, untouched, advice = error.parts()
    return happened, " ".join(part for part in (untouched, advice) if part)
