"""The second step: which column is what, guessed, and remembered under a name."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from lärcentrum.imports.fields import FIELDS, ListField, ListKind
from lärcentrum.imports.importing import ListLook
from lärcentrum.imports.mappings import keep_mapping
from lärcentrum.language import _, ngettext
from lärcentrum.people.identity_numbers import HIDDEN
from lärcentrum.store.store import Store
from lärcentrum.swedish import number
from ui.kit import theme
from ui.kit.basic_fields import TextField
from ui.kit.fields import Choice, ChoiceField
from ui.kit.tokens import GRID, Text
from ui.kit.widgets import area, column, empty_out, label, row

_LONGEST = 60
_SHOWN = 60
_HIDDEN = ("identity_number", "organisation_number")


class MapStep(QWidget):
    """One line per field: its name, the heading that stands for it, what stands under it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: ListKind | None = None
        self._look: ListLook | None = None
        self._kept: Mapping[str, Mapping[str, str]] = {}
        self._choices: dict[str, ChoiceField] = {}
        self._first: dict[str, str] = {}
        self.about = label(soft=True, wrap=True, name="list_about")
        self.kept = ChoiceField(optional=True)
        self.kept.combo.setObjectName("kept_mapping")
        self.kept.combo.setAccessibleName(_("Sparat kolumnval"))
        self.kept.changed.connect(self._use_kept)
        self.keep_as = TextField(_("Namn, till exempel Skolans lista"), longest=_LONGEST)
        self.keep_as.setMinimumWidth(theme.pixels(280))
        self.keep_as.edit.setObjectName("keep_as")
        self.keep_as.edit.setAccessibleName(_("Spara kolumnvalet som"))
        self._kept_row = QWidget()
        row(label(_("Sparat kolumnval")), self.kept, None, parent=self._kept_row)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setColumnStretch(2, 1)
        inside = area(QWidget(), "surface")
        column(self._grid, None, parent=inside, margin=1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        laid = column(
            self.about, self._kept_row, scroll,
            row(label(_("Spara kolumnvalet som")), self.keep_as, None), parent=self, gap=2,
        )  # fmt: skip
        laid.setStretch(2, 1)

    def show_list(
        self, kind: ListKind, look: ListLook, kept: Mapping[str, Mapping[str, str]]
    ) -> None:
        """Show a list with what was guessed.

        Args:
            kind: what it is a list of.
            look: its headings and first rows.
            kept: remembered mappings by name.
        """
        self._kind, self._look, self._kept = kind, look, kept
        rows = ngettext("{n} rad", "{n} rader", look.rows).format(n=number(look.rows))
        self.about.setText(_("{how}, {rows}. Välj vilken kolumn som är vad.").format(
            how=look.how, rows=rows))  # fmt: skip
        self._kept_row.setVisible(bool(kept))
        self.kept.offer([Choice(name, name) for name in kept])
        empty_out(self._grid)
        headings = [Choice(one, one) for one in look.headings]
        self._choices = {
            one.key: self._add(place, one, headings) for place, one in enumerate(FIELDS[kind])
        }
        self._put(look.mapping)
        fits = (name for name, one in kept.items() if set(one.values()) <= set(look.headings))
        self.kept.put(next(fits, ""))
        self._first = self.mapping()

    def mapping(self) -> dict[str, str]:
        """Give the heading of each field that has one."""
        chosen = {key: field.value() for key, field in self._choices.items()}
        return {key: heading for key, heading in chosen.items() if heading}

    def keep(self, store: Store) -> None:
        """Remember what was chosen, if a name was given for it.

        Raises:
            As `keep_mapping`.
        """
        name = self.keep_as.value()
        if name and self._kind is not None:
            keep_mapping(store, kind=self._kind, name=name, mapping=self.mapping())

    def is_changed(self) -> bool:
        """Tell whether anything was chosen that is not as it came up, or a name was typed."""
        return self.mapping() != self._first or bool(self.keep_as.value())

    def begin(self) -> None:
        """Give the keyboard to the first field."""
        next(iter(self._choices.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, place: int, one: ListField, headings: list[Choice]) -> ChoiceField:
        field = ChoiceField(headings, optional=True)
        field.combo.setObjectName(f"map_{one.key}")
        field.combo.setAccessibleName(_(one.title))
        sample = label(size=Text.SMALL, soft=True, name=f"sample_{one.key}")
        field.changed.connect(lambda: sample.setText(self._sample(one.key, field.value())))
        named = label(_(one.title))
        if one.hint:
            named.setToolTip(_(one.hint))
        self._grid.addWidget(named, place, 0)
        self._grid.addWidget(field, place, 1)
        self._grid.addWidget(sample, place, 2)
        return field

    def _put(self, mapping: Mapping[str, str]) -> None:
        headings = self._look.headings if self._look else ()
        for key, field in self._choices.items():
            heading = mapping.get(key, "")
            field.put(heading if heading in headings else "")

    def _use_kept(self) -> None:
        name = self.kept.value()
        if self._look is not None:
            self._put(self._kept[name] if name else self._look.mapping)

    def _sample(self, key: str, heading: str) -> str:
        """Give what stands under a heading, one line of it; of numbers not the last four signs."""
        if self._look is None or heading not in self._look.headings:
            return ""
        place = self._look.headings.index(heading)
        texts = [cells[place] for cells in self._look.samples if cells[place]]
        if key in _HIDDEN:
            texts = [f"{text[:-4]}{HIDDEN}" for text in texts]
        found = " · ".join(texts)
        line = " ".join(found.split())
        return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
