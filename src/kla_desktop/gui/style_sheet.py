"""The small style sheet: borders and radii of the ordinary controls. Everything else is the palette's.

Properties that it knows: `kind` of a QPushButton ("primary", "quiet", "danger"), `step` and `tone` of a QLabel,
`surface` of a QFrame or QWidget ("card", "bar", "sunken").
"""

from string import Template

from kla_desktop.app.resources import resources
from kla_desktop.gui.design_tokens import Tokens

_SHEET = Template("""
QToolTip { background: $text; color: $surface; border: 1px solid $text; padding: 4px 6px; }
QDialogButtonBox { button-layout: 3; }
QPushButton, QToolButton {
  background: $surface; color: $text; border: 1px solid $control_border; border-radius: 6px;
  min-height: 28px; padding: 0 10px; }
QToolButton { padding: 0 5px; min-width: 18px; }
QPushButton:hover, QToolButton:hover { background: $sunken; }
QPushButton:pressed, QToolButton:pressed { background: $border; }
QPushButton:checked, QToolButton:checked { background: $accent_soft; border-color: $accent; color: $accent; }
QPushButton:disabled, QToolButton:disabled { color: $muted; background: $window; border-color: $border; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:disabled { background: $sunken; color: $muted; border-color: $border; }
QPushButton[kind="danger"] { color: $danger; border-color: $danger; }
QPushButton[kind="danger"]:hover { background: $danger_soft; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] { background: transparent; border-color: transparent; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $sunken; }
QPushButton[kind="link"] {
  background: transparent; border: none; color: $accent; padding: 0 2px; min-height: 20px;
  text-decoration: underline; }
QPushButton::menu-indicator { image: url($icons/arrow_down.svg); width: 12px; height: 12px;
  subcontrol-position: right center; subcontrol-origin: padding; right: 8px; }
QPushButton[menu="true"] { padding-right: 26px; }
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
  background: $surface; color: $text; border: 1px solid $control_border; border-radius: 6px;
  placeholder-text-color: $muted;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QAbstractSpinBox, QComboBox { min-height: 28px; padding: 0 8px; }
QPlainTextEdit, QTextEdit { padding: 4px 6px; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: none; padding: 0; min-height: 0; background: transparent; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {
  color: $muted; background: $window; border-color: $border; }
QLineEdit[fault="true"], QPlainTextEdit[fault="true"] { border: 1px solid $danger; background: $danger_soft; }
QComboBox { padding-right: 22px; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url($icons/arrow_down.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $control_border; outline: none;
  selection-background-color: $accent_soft; selection-color: $text; }
QAbstractSpinBox { padding: 0 20px 0 0; }
QLineEdit#qt_spinbox_lineedit { padding-left: 8px; }
QLineEdit QToolButton { background: transparent; border: none; min-height: 0; min-width: 0; padding: 0; }
QAbstractSpinBox::up-button { border: none; width: 18px; subcontrol-position: top right; }
QAbstractSpinBox::down-button { border: none; width: 18px; subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url($icons/arrow_up.svg); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url($icons/arrow_down.svg); width: 10px; height: 10px; }
QDateEdit { padding-left: 8px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QDateEdit::drop-down { border: none; width: 22px; }
QDateEdit::down-arrow { image: url($icons/arrow_down.svg); width: 12px; height: 12px; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; background: transparent; }
QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator, QAbstractItemView::indicator {
  width: 16px; height: 16px; border: 1px solid $control_border; border-radius: 4px; background: $surface; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { background: $sunken; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
  background: $accent; border-color: $accent; image: url($icons/tick_$shade.svg); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
  background: $accent; border-color: $accent; image: url($icons/dash_$shade.svg); }
QRadioButton::indicator:checked { background: $accent; border: 1px solid $accent; image: url($icons/dot_$shade.svg); }
QCheckBox:disabled, QRadioButton:disabled { color: $muted; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $sunken; border-color: $border; }
QMenu { background: $surface; border: 1px solid $control_border; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 12px; border-radius: 4px; color: $text; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $muted; background: transparent; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QMenu::indicator { width: 14px; height: 14px; left: 6px; }
QMenu::indicator:checked { image: url($icons/tick_menu.svg); }
QAbstractItemView { background: $surface; color: $text; border: 1px solid $border; outline: none;
  selection-background-color: $accent_soft; selection-color: $text; }
QTableView { gridline-color: $border; alternate-background-color: $window; }
QAbstractItemView[frame="none"] { border: none; }
QTableView::item, QTreeView::item, QListWidget::item { padding: 2px 8px; }
QListWidget::item, QTreeView::item { min-height: 26px; }
QTableView::item:selected, QTreeView::item:selected, QListWidget::item:selected {
  background: $accent_soft; color: $text; }
QTableView::item:focus, QTreeView::item:focus, QListWidget::item:focus { border: 2px solid $focus; }
QHeaderView { background: $window; border: none; }
QHeaderView::section { background: $window; color: $muted; border: none; border-bottom: 1px solid $border;
  padding: 6px 8px; font-weight: 600; font-size: 12px; text-align: left; }
QTableCornerButton::section { background: $window; border: none; border-bottom: 1px solid $border; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar::tab { background: transparent; color: $muted; padding: 7px 12px; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:hover:!selected { background: $sunken; }
QProgressBar { background: $sunken; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $control_border; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QGroupBox { border: 1px solid $border; border-radius: 6px; margin-top: 10px; padding-top: 8px; }
QGroupBox::title { subcontrol-origin: margin; left: 10px; padding: 0 4px; color: $muted; font-weight: 600; }
QLabel { background: transparent; }
QLabel[step="title"] { font-size: 17px; font-weight: 600; }
QLabel[step="section"] { font-size: 15px; font-weight: 600; }
QLabel[step="strong"] { font-weight: 600; }
QLabel[step="label"] { font-size: 12px; font-weight: 600; }
QLabel[step="small"] { font-size: 11px; }
QLabel[step="typed_number"] { font-size: 26px; font-weight: 600; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="ok"] { color: $ok; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="danger"] { color: $danger; }
QLabel[tone="info"] { color: $info; }
QLabel:disabled { color: $muted; }
QLabel[note="true"] { background: $text; color: $surface; border-radius: 6px; padding: 5px 10px; font-size: 12px; }
*[surface="card"] { background: $surface; border: 1px solid $border; border-radius: 6px; }
*[surface="bar"] { background: $surface; }
*[surface="sunken"] { background: $sunken; }
*[surface="rail"] { background: $sunken; border: none; border-right: 1px solid $border; }
*[surface="toolbar"] { background: $surface; border: none; border-bottom: 1px solid $border; }
*[surface="status"] { background: $surface; border: none; border-top: 1px solid $border; }
*[surface="status"] QLabel { font-size: 12px; }
*[surface="palette"] { background: $window; border: none; border-left: 1px solid $border; }
QAbstractItemView[surface="plain"] { background: transparent; border: none; }
*[surface="panel"] { background: $surface; border: none; border-left: 1px solid $border; }
*[surface="info"] { background: $info_soft; border: none; border-bottom: 1px solid $border; }
*[surface="ok"] { background: $ok_soft; border: none; border-bottom: 1px solid $border; }
*[surface="warn"] { background: $warn_soft; border: none; border-bottom: 1px solid $border; }
*[surface="danger"] { background: $danger_soft; border: none; border-bottom: 1px solid $border; }
*[surface="toast"] { background: $text; border: none; border-radius: 6px; }
*[surface="toast"] QLabel { color: $surface; font-size: 12px; }
*[surface="toast"] QPushButton { background: transparent; border: none; color: $surface; font-weight: 600;
  font-size: 12px; text-decoration: underline; padding: 0 4px; min-height: 22px; }
""")


def style_sheet(colours: Tokens, *, dark: bool) -> str:
    """Return the application's style sheet in `colours`."""
    values = {name: getattr(colours, name) for name in colours.__dataclass_fields__}
    return _SHEET.substitute(
        values,
        accent_hover="#7AD3C8" if dark else "#08544E",
        icons=(resources() / "icons").as_posix(),
        shade="dark" if dark else "light",
    )
