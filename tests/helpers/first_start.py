"""The first start on its own: what it can do is answered here, and its parts are found by name."""

from PySide6.QtWidgets import QLineEdit, QPushButton

from lärcentrum.errors import BadValue
from lärcentrum.store.errors import NotARegister
from ui.start.answers import Deeds

CODE = "7KQ2-M9XD-4HJT-P6WN-RB3F-8ZCE-5GLV-2SYA"


def click(parent, name):
    """Press a button by name."""
    parent.findChild(QPushButton, name).click()


def put(parent, name, text):
    """Fill a line by name."""
    parent.findChild(QLineEdit, name).setText(text)


def step(wizard):
    """The step that is shown."""
    return wizard.steps.currentWidget()


class Maker:
    """Makes registers."""

    def __init__(self):
        self.made, self.rooms, self.error = [], [], None
        self.restored, self.recovered = [], []

    def create(self, answers):
        if self.error:
            raise self.error
        self.made.append(answers)
        return CODE

    def deeds(self, explore=None):
        return Deeds(
            create=self.create,
            add_rooms=self.rooms.extend,
            open_other=self.open_other,
            check_password=self.check,
            restore=self.restore,
            recover=self.recover,
            explore=explore,
        )

    def restore(self, *given):
        if self.error:
            raise self.error
        self.restored.append(given)
        return "mån 23 nov 07:55"

    def recover(self, *given):
        if self.error:
            raise self.error
        self.recovered.append(given)
        return "open"

    def open_other(self, folder):
        raise NotARegister

    def check(self, password):
        if len(password) < 8:
            raise BadValue("password", "ska ha minst 8 tecken")
