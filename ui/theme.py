"""Colours, type and measures of every screen, in one place."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from ui.view_state import Look

INK, SECONDARY, TERTIARY = "#0F1B2D", "#4A5A70", "#616E85"
PAPER, CARD, LINE, BRAND = "#F4F6F9", "#FFFFFF", "#DCE3EC", "#123A63"
TINT = "#E8EEF5"  # the brand's colour, thin: what is chosen
GREEN_DOT, AMBER_DOT, GREY_DOT = "#0B7A4B", "#E8A33A", "#8D9AAD"

RADIUS, BUTTON_RADIUS, GAP, MARGIN = 14, 11, 14, 20
TARGET, MAIN_TARGET, CHIP = 52, 64, 30
FAMILIES = ["Segoe UI", "Inter", "Noto Sans", "DejaVu Sans"]


@dataclass(frozen=True, slots=True)
class Colours:
    """Text and ground of a look; ``stripe`` is the second ground of a striped one."""

    text: str
    ground: str
    stripe: str | None = None


LOOKS = {
    Look.WAIT: Colours("#44546A", "#E9EDF2"),
    Look.ADMIT: Colours("#0B7A4B", "#E4F5EC"),
    Look.CHECK: Colours("#9A5B00", "#FFF1D6"),
    Look.STOP: Colours("#B3261E", "#FCE8E6"),
    Look.FAULT: Colours("#3B3F8F", "#E8E8FA", "#DADAF4"),
}


def font(pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface's font at a size in pixels, its figures all of one width where the family can."""
    face = QFont(FAMILIES)
    face.setPixelSize(round(pixels))
    face.setWeight(weight)
    face.setFeature(QFont.Tag("tnum"), 1)
    return face


def apply(application: QApplication) -> None:
    """Give the whole application its palette, font and style sheet."""
    application.setStyle("Fusion")
    application.setFont(font(15))
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, PAPER),
        (QPalette.ColorRole.Base, CARD),
        (QPalette.ColorRole.Text, INK),
        (QPalette.ColorRole.WindowText, INK),
        (QPalette.ColorRole.ButtonText, INK),
        (QPalette.ColorRole.Button, CARD),
        (QPalette.ColorRole.Highlight, BRAND),
        (QPalette.ColorRole.HighlightedText, CARD),
        (QPalette.ColorRole.PlaceholderText, TERTIARY),
    ):
        palette.setColor(role, QColor(colour))
    application.setPalette(palette)
    application.setStyleSheet(_SHEET)


_SHEET = f"""
QWidget#desk {{ background: {PAPER}; }}
QFrame#header {{ background: {CARD}; border: none; border-bottom: 1px solid {LINE}; }}
QFrame#footer {{ background: {CARD}; border: none; border-top: 1px solid {LINE}; }}
QFrame#card {{ background: {CARD}; border: 1px solid {LINE}; border-radius: {RADIUS}px; }}
QLabel {{ color: {INK}; background: transparent; }}
QLabel[tone="secondary"] {{ color: {SECONDARY}; }}
QLabel[tone="tertiary"] {{ color: {TERTIARY}; }}
QLabel[tone="amber"] {{ color: {LOOKS[Look.CHECK].text}; }}
QLabel[tone="red"] {{ color: {LOOKS[Look.STOP].text}; }}
QLabel[tone="brand"] {{ color: {BRAND}; }}
QLabel#chip, QPushButton#chip {{
    background: {PAPER}; border: 1px solid {LINE}; border-radius: {CHIP // 2 - 1}px; padding: 0 12px;
    color: {SECONDARY};
}}
QPushButton#chip:hover, QPushButton#chip:focus {{ border-color: {BRAND}; color: {BRAND}; }}
QLabel#key {{
    background: {CARD}; border: 1px solid {LINE}; border-bottom-width: 2px; border-radius: 5px;
    padding: 1px 7px; color: {SECONDARY};
}}
QLineEdit#number {{
    background: {CARD}; border: 1.5px solid {LINE}; border-radius: {BUTTON_RADIUS}px; padding: 0 16px; color: {INK};
    selection-background-color: {BRAND}; placeholder-text-color: {SECONDARY};
}}
QLineEdit#pin {{
    background: {CARD}; border: 1.5px solid {LINE}; border-radius: {BUTTON_RADIUS}px; padding: 0 16px; color: {INK};
    selection-background-color: {BRAND}; placeholder-text-color: {SECONDARY}; lineedit-password-character: 9679;
}}
QLineEdit#number:focus, QLineEdit#pin:focus {{ border-color: {BRAND}; }}
QLineEdit#number:disabled, QLineEdit#pin:disabled, QLineEdit#pin:read-only {{
    background: {PAPER}; color: {TERTIARY}; placeholder-text-color: {TERTIARY};
}}
QListView#staff {{ background: transparent; border: none; outline: none; }}
QListView#staff QScrollBar:vertical {{ background: transparent; width: 18px; margin: 2px 0 10px 8px; }}
QListView#staff QScrollBar::handle:vertical {{ background: #C3CDDA; border-radius: 4px; min-height: 36px; }}
QListView#staff QScrollBar::add-line, QListView#staff QScrollBar::sub-line {{ width: 0; height: 0; }}
QListView#staff QScrollBar::add-page, QListView#staff QScrollBar::sub-page {{ background: transparent; }}
QFrame#waiting {{ background: {TINT}; border: 1.5px solid {BRAND}; border-radius: {BUTTON_RADIUS}px; }}
QDialog {{ background: {PAPER}; }}
QToolTip {{ background: {INK}; color: {CARD}; border: none; padding: 6px; }}
"""
