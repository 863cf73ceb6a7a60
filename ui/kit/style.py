"""The style sheet, built from the tokens; the only place that says how a kind of widget looks."""

from string import Template

from ui.kit.tokens import FAMILY, GRID, PIXELS, RADIUS, Text, Tokens, Tone

_SHEET = Template("""
QMainWindow, QDialog, QWidget[area="window"] { background: $window; }
QWidget[area="surface"] { background: $surface; }
QWidget[area="rail"] { background: $rail; }
QWidget[area="card"], QFrame[area="card"] {
  background: $surface; border: 1px solid $edge; border-radius: ${round}px; }
QFrame[area="line"] { background: $edge; border: none; max-height: 1px; min-height: 1px; }
QToolTip { background: $text; color: $surface; border: none; padding: ${half}px; }

QLabel { background: transparent; color: $text; border: none; }
QLabel[soft="true"] { color: $soft; }
QLabel[textSize="small"] { font-size: ${small}px; }
QLabel[textSize="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[strong="true"] { font-weight: 600; }
QLabel:disabled { color: $soft; }

QPushButton, QToolButton[kind] {
  background: $surface; color: $text; border: 1px solid $outline; border-radius: ${radius}px;
  padding: ${pad_y}px ${pad_x}px; min-height: ${line}px; }
QPushButton:hover, QToolButton[kind]:hover { background: $raised; }
QPushButton:pressed { background: $neutral_tint; }
QPushButton:focus, QToolButton[kind]:focus {
  border: 2px solid $accent; padding: ${pad_y1}px ${pad_x1}px; }
QPushButton, QToolButton, QCheckBox, QRadioButton, QTabBar, QListView { outline: 0; }
QPushButton:disabled { color: $outline; border-color: $edge; background: $window; }
QPushButton[kind="primary"] {
  background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_strong; border-color: $accent_strong; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled {
  background: $neutral_tint; color: $soft; border-color: $neutral_tint; }
QPushButton[kind="danger"] { color: $bad; border-color: $bad; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {
  background: transparent; border: 1px solid transparent; color: $accent;
  padding: ${pad_y}px ${pad_q}px; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $raised; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus {
  border: 2px solid $accent; padding: ${pad_y1}px ${pad_q1}px; }
QPushButton[kind="quiet"]:disabled { color: $outline; background: transparent; }
QPushButton[kind="find"] { background: $surface; color: $soft; border: 1px solid $outline;
  text-align: left; }
QPushButton[kind="find"]:focus { border: 2px solid $accent; }
QPushButton[kind="fold"] { background: transparent; border: 2px solid transparent; color: $accent;
  text-align: left; padding: ${half}px 0; font-weight: 600; }
QPushButton[kind="fold"]:focus { border-color: $accent; }
QPushButton[kind="choice"] { text-align: left; padding: ${pad_x}px; }
QPushButton[kind="choice"]:checked { border: 2px solid $accent; background: $accent_tint; }
QPushButton[kind="choice"]:focus { border: 2px solid $text; }

QPushButton[kind="rail"] {
  background: transparent; border: 2px solid transparent; border-radius: ${radius}px; color: $soft;
  text-align: left; padding: ${half}px ${pad_q}px; min-height: ${line}px; }
QPushButton[kind="rail"][bare="true"] { padding: ${half}px; text-align: center; }
QPushButton[kind="rail"]:hover { background: $edge; color: $text; }
QPushButton[kind="rail"]:checked { background: $surface; color: $accent; font-weight: 600; }
QPushButton[kind="rail"]:focus { border-color: $accent; }

QLineEdit, QComboBox, QSpinBox, QDateEdit { min-height: ${line}px; }
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit {
  background: $surface; color: $text; border: 1px solid $outline; border-radius: ${radius}px;
  padding: ${pad_y}px ${half3}px;
  placeholder-text-color: $soft;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus {
  border: 2px solid $accent; padding: ${pad_y1}px ${half3_1}px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {
  border: 2px solid $bad; padding: ${pad_y1}px ${half3_1}px; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {
  background: $window; color: $soft; border-color: $edge; }
QLineEdit:read-only { background: $window; }
QLineEdit[kind="palette"] { border: none; background: transparent; font-size: ${title}px; }
QComboBox::drop-down { border: none; width: ${arrow}px; }
QComboBox::down-arrow { image: url(icons:$mode/chevron-down.svg);
  width: ${glyph}px; height: ${glyph}px; }
QComboBox QAbstractItemView, QListView[kind="popup"], QListView[kind="choices"] {
  background: $surface; color: $text; border: 1px solid $outline; padding: ${half}px; outline: 0;
  selection-background-color: $accent_tint; selection-color: $text; }
QComboBox QAbstractItemView::item, QListView[kind="popup"]::item {
  min-height: ${item}px; padding: 0 ${half}px; }
QListView[kind="choices"] { border-radius: ${radius}px; }
QListView[kind="choices"]:focus { border: 2px solid $accent; }
QListView[kind="choices"]::item { min-height: ${item}px; padding: 0 ${half}px; }
QListView[kind="choices"]::item:selected, QListView[kind="popup"]::item:selected {
  background: $accent_tint; color: $text; border-radius: ${half}px; }

QCheckBox, QRadioButton { color: $text; background: transparent; spacing: ${grid}px;
  min-height: ${line}px; border: 2px solid transparent; border-radius: ${half}px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QRadioButton::indicator {
  width: ${glyph}px; height: ${glyph}px; border: 1px solid $outline; background: $surface; }
QCheckBox::indicator { border-radius: ${half}px; }
QRadioButton::indicator { border-radius: ${radio}px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent;
  image: url(icons:$mode/check.svg); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent;
  image: url(icons:$mode/dot.svg); }

QTableView, QListView[kind="list"], QTreeView {
  background: $surface; color: $text; border: 1px solid $edge; border-radius: ${round}px;
  outline: 0; gridline-color: $edge;
  selection-background-color: $accent_tint; selection-color: $text; }
QTableView:focus, QListView[kind="list"]:focus, QTreeView:focus { border: 1px solid $accent; }
QHeaderView { background: transparent; border: none; }
QTableView::item { padding: 0 ${cell}px; border: none; }
QTableView::item:selected { background: $accent_tint; color: $text; }
QTableView::item:hover { background: $raised; }
QTableView::item:selected:hover { background: $accent_tint; }
QHeaderView::section { background: transparent; color: $soft; border: none;
  border-bottom: 1px solid $edge; padding: 0 ${half3}px; min-height: ${head}px;
  font-size: ${small}px; font-weight: 600; }
QHeaderView::section:hover { color: $text; background: $raised; }
QHeaderView::up-arrow, QHeaderView::down-arrow { width: 0; height: 0; }
QTableCornerButton::section { background: $surface; border: none; }

QTabBar { background: transparent; }
QTabWidget::pane { border: none; border-top: 1px solid $edge; background: transparent; }
QTabBar::tab { background: transparent; color: $soft; padding: ${grid}px ${pad_q}px;
  border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:focus { background: $raised; }

QScrollArea { background: transparent; border: 1px solid transparent; }
QScrollArea:focus { border: 1px solid $accent; border-radius: ${radius}px; }
QScrollArea > QWidget > QWidget[area=""] { background: transparent; }
QScrollBar:vertical { background: transparent; width: ${bar}px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: ${bar}px; margin: 2px; }
QScrollBar::handle { background: $outline; border-radius: ${knob}px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $soft; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $edge; }

QProgressBar { background: $neutral_tint; border: none; border-radius: 3px;
  max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QMenu { background: $surface; color: $text; border: 1px solid $outline; padding: ${half}px; }
QMenu::item { padding: ${half}px ${pad_x}px; border-radius: ${half}px; }
QMenu::item:selected { background: $accent_tint; color: $text; }
QMenu::item:disabled { color: $outline; }
QMenu::separator { height: 1px; background: $edge; margin: ${half}px; }
QTextBrowser { border: none; background: $surface; padding: ${pad_x}px; }
""")

_TONE = Template("""
QFrame[panel="$tone"] { background: $tint; border: none; border-radius: ${radius}px; }
QFrame[panel="$tone"] QLabel, QLabel[tone="$tone"] { color: $ink; }
QPushButton[kind="quiet"][tone="$tone"] { color: $ink; }
QLabel[chip="$tone"] { background: $tint; color: $ink; border-radius: ${radius}px;
  padding: 1px ${grid}px; font-size: ${small}px; font-weight: 600; }
""")


def sheet(tokens: Tokens, percent: int = 100) -> str:
    """Write the style sheet.

    Args:
        tokens: the look.
        percent: size of text and of what holds it (100 to 200).
    """
    sizes = _sizes(percent)
    colours = {name: getattr(tokens, name) for name in Tokens._fields if name != "dark"}
    base = _SHEET.substitute(colours, **sizes, mode="dark" if tokens.dark else "light")
    tones = (
        _TONE.substitute(sizes, tone=tone.value, tint=tokens.tint(tone), ink=tokens.ink(tone))
        for tone in Tone
    )
    return f'* {{ font-family: "{FAMILY}"; }}' + base + "".join(tones)


def _sizes(percent: int) -> dict[str, int]:
    grid = scaled(GRID, percent)
    half = grid // 2
    pad_y, pad_x, pad_q, half3 = half + 1, grid * 2, grid + half, grid + half // 2
    return {
        "grid": grid,
        "half": half,
        "half3": half3,
        "half3_1": half3 - 1,
        # The style adds three pixels to a cell that it does not add to a heading.
        "cell": half3 - 3,
        "pad_y": pad_y,
        "pad_y1": pad_y - 1,
        "pad_x": pad_x,
        "pad_x1": pad_x - 1,
        "pad_q": pad_q,
        "pad_q1": pad_q - 1,
        "radius": RADIUS,
        "round": RADIUS + 2,
        "line": scaled(22, percent),
        "item": scaled(32, percent),
        "head": scaled(34, percent),
        "arrow": scaled(28, percent),
        "glyph": scaled(16, percent),
        "radio": scaled(16, percent) // 2,
        "bar": 12,
        "knob": 4,
        "small": scaled(PIXELS[Text.SMALL], percent),
        "title": scaled(PIXELS[Text.TITLE], percent),
    }


def scaled(pixels: int, percent: int) -> int:
    """Give a length at a text size, in whole pixels."""
    return round(pixels * percent / 100)
