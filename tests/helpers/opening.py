"""What the first start answers in tests."""

from lärcentrum.opening import NewRegister

NEW = NewRegister(
    kind="centre",
    code="2421",
    name="Lärcentrum Storuman",
    municipality="Storuman",
    login="berit",
    password="gröna skogen",
    user_name="Berit Åström",
    user_title="Föreståndare",
)
