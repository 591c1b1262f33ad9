"""The language of the window, switched while it runs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

LANGUAGES = ("id", "en")
_FOLDER = Path(__file__).with_name("translations")
_LOCALES = {
    "id": QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


class Languages:
    """Installs the translator of one language at a time. English needs none: it stands in the source."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._translator: QTranslator | None = None
        self.current = "en"

    def use(self, language: str) -> None:
        """Switch; windows get Qt's own LanguageChange event.

        Raises:
            ValueError: not one of `LANGUAGES`.
            FileNotFoundError: its translation was not installed with the program.
        """
        if language not in LANGUAGES:
            raise ValueError(f"expected a language of {', '.join(LANGUAGES)}, got {language!r}")
        QLocale.setDefault(_LOCALES[language])
        if self._translator is not None:
            self._application.removeTranslator(self._translator)
            self._translator = None
        self.current = language
        if language == "en":
            return
        translator = QTranslator(self._application)
        file = _FOLDER / f"hadir_{language}.qm"
        if not translator.load(str(file)):
            raise FileNotFoundError(f"translation {file} is missing: install the program again")
        self._application.installTranslator(translator)
        self._translator = translator

    def use_other(self) -> None:
        """Switch to the next language."""
        self.use(LANGUAGES[(LANGUAGES.index(self.current) + 1) % len(LANGUAGES)])
