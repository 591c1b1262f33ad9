"""What the enrolment window adds to the theme's style sheet: side bar, tables, fields, progress."""

from __future__ import annotations

from ui.theme import BRAND, BUTTON_RADIUS, CARD, INK, LINE, LOOKS, PAPER, RADIUS, SECONDARY, TERTIARY
from ui.view_state import Look

SIDE_BAR = 232  # pixels
FIELD = 42
_TINT = "#E8EEF5"  # the brand's colour, thin

SHEET = f"""
QWidget#enrolment {{ background: {PAPER}; }}
QFrame#sidebar {{ background: {CARD}; border: none; border-right: 1px solid {LINE}; }}
QFrame#drop {{ background: {CARD}; border: 2px dashed {LINE}; border-radius: {RADIUS}px; }}
QFrame#drop[over="true"] {{ border-color: {BRAND}; background: {_TINT}; }}
QFrame#rule {{ background: {LINE}; border: none; max-height: 1px; min-height: 1px; }}
QFrame#notice {{ border: none; border-radius: {BUTTON_RADIUS}px; }}
QFrame#notice[look="check"] {{ background: {LOOKS[Look.CHECK].ground}; }}
QFrame#notice[look="stop"] {{ background: {LOOKS[Look.STOP].ground}; }}
QFrame#notice[look="admit"] {{ background: {LOOKS[Look.ADMIT].ground}; }}
QFrame#notice[look="wait"] {{ background: {LOOKS[Look.WAIT].ground}; }}
QLabel[tone="check"] {{ color: {LOOKS[Look.CHECK].text}; }}
QLabel[tone="stop"] {{ color: {LOOKS[Look.STOP].text}; }}
QLabel[tone="admit"] {{ color: {LOOKS[Look.ADMIT].text}; }}
QLabel[tone="wait"] {{ color: {LOOKS[Look.WAIT].text}; }}
QLineEdit, QComboBox {{
    background: {CARD}; border: 1.5px solid {LINE}; border-radius: 9px; padding: 0 12px; color: {INK};
    selection-background-color: {BRAND}; selection-color: {CARD}; placeholder-text-color: {SECONDARY};
    min-height: {FIELD - 4}px;
}}
QLineEdit:focus, QComboBox:focus {{ border-color: {BRAND}; }}
QLineEdit:disabled, QComboBox:disabled {{ background: {PAPER}; color: {TERTIARY}; }}
QSpinBox QLineEdit {{ border: none; padding: 0 6px; min-height: 0; }}
QComboBox::drop-down {{ border: none; width: 26px; }}
QComboBox QAbstractItemView {{
    background: {CARD}; border: 1px solid {LINE}; selection-background-color: {_TINT}; selection-color: {INK};
    outline: none; padding: 4px;
}}
QTableView, QListView {{
    background: {CARD}; border: none; outline: none; color: {INK}; gridline-color: {LINE};
    selection-background-color: {_TINT}; selection-color: {INK};
}}
QTableView::item {{ padding: 0 7px; border-bottom: 1px solid {LINE}; }}
QTableView::item:selected {{ background: {_TINT}; color: {INK}; }}
QHeaderView {{ background: {CARD}; }}
QHeaderView::section {{
    background: {CARD}; border: none; border-bottom: 1px solid {LINE}; padding: 0 10px; color: {SECONDARY};
    font-weight: 600; height: 36px;
}}
QTableCornerButton::section {{ background: {CARD}; border: none; }}
QProgressBar {{ background: {LINE}; border: none; border-radius: 5px; min-height: 10px; max-height: 10px; }}
QProgressBar::chunk {{ background: {BRAND}; border-radius: 5px; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget#page {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px; }}
QScrollBar::handle:vertical {{ background: #C3CDDA; border-radius: 4px; min-height: 36px; }}
QScrollBar::handle:vertical:hover {{ background: #9FADBF; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 2px; }}
QScrollBar::handle:horizontal {{ background: #C3CDDA; border-radius: 4px; min-width: 36px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QTabBar::tab {{
    background: transparent; color: {SECONDARY}; padding: 0 4px; margin-right: 22px; height: 36px;
    border-bottom: 2px solid transparent;
}}
QTabBar::tab:selected {{ color: {BRAND}; border-bottom-color: {BRAND}; }}
QTabBar::tab:focus {{ color: {BRAND}; }}
QTabBar {{ font-weight: 600; qproperty-drawBase: 0; }}
QCheckBox {{ color: {INK}; spacing: 10px; min-height: 28px; }}
"""
