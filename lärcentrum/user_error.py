"""The root of what a user can be told; apart from its kinds: the first window loads little."""

from typing import Any, ClassVar


class UserError(Exception):
    """Something that the user did, met or can mend.

    A subclass is a small dataclass of facts (uids, counts, dates and field names; never a name,
    an identity number or another personal value) and says three things in `parts`.
    """

    code: ClassVar[str] = ""
    field: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        """Name the code after the class unless the fault catalogue has one."""
        if "code" not in cls.__dict__:
            cls.code = cls.__name__

    def parts(self) -> tuple[str, str, str]:
        """Give what happened, what is untouched, and what to do."""
        raise TypeError(f"{type(self).__name__} says nothing")

    def facts(self) -> dict[str, Any]:
        """Give the facts, for the command line's JSON and for resolving names on the screen."""
        names = getattr(self, "__dataclass_fields__", ())
        return {name: getattr(self, name) for name in names}

    def __str__(self) -> str:
        return " ".join(part for part in self.parts() if part)
