"""The composition root of the enrolment window: builds workbench and pages, and runs them until it is closed."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from uuid import UUID, uuid4

import keyring
import structlog
from keyring.backend import KeyringBackend

from enrollment.store.database import open_enrolment
from enrollment.workbench import Workbench
from models.registry import ModelRegistry
from recognition.recogniser import Recogniser, open_recogniser
from ui.app import make_application, quit_on_signals
from ui.enrolment.bridge import Bridge
from ui.enrolment.duplicates_page import DuplicatesPage
from ui.enrolment.import_page import ImportPage
from ui.enrolment.packs_page import Dice, PacksPage
from ui.enrolment.photos_page import PhotosPage
from ui.enrolment.signer import Signer
from ui.enrolment.task import Task
from ui.enrolment.window import EnrolmentWindow
from ui.languages import Languages
from ui.unlock_dialog import ENROLMENT, unlock_in_window
from vault.keys import DatabaseKey

log = structlog.get_logger()


class EnrolmentApp:
    """The window and its workbench; after `start`, `stop` ends both.

    Args:
        database: the enrolment database; made if it is not there. Nobody else may have it open to write.
        key: opens it.
        registry: the models, one thread each: many photos at a time are faster than many threads for one.
        engine: the model that makes the templates.
        signer: the key that signs packs.
        packs: the folder that packs go into, unless another is chosen.
        workers: how many photos are looked at at a time; None for one per core.
    """

    def __init__(
        self,
        database: Path,
        key: DatabaseKey,
        registry: ModelRegistry,
        engine: str,
        signer: Signer,
        packs: Path,
        languages: Languages,
        workers: int | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC).astimezone(),
        new_id: Callable[[], UUID] = uuid4,
    ) -> None:
        def recogniser() -> Recogniser:
            return open_recogniser(registry, engine, portraits=True, mirrored=False)

        entry = registry.entry(engine)
        self._workbench = Workbench(open_enrolment(database, key), recogniser)
        self.bridge = Bridge(self._workbench)
        self.task = Task(self.bridge, monotonic)
        self.window = EnrolmentWindow(
            self.task,
            ImportPage(self.bridge, self.task, now, workers or os.cpu_count() or 1),
            PhotosPage(self.bridge, self.task, entry, now),
            DuplicatesPage(self.bridge, self.task, entry, now),
            PacksPage(self.bridge, self.task, entry, signer, packs, Dice(now, new_id)),
        )
        self.window.language_asked.connect(languages.use_other)

    def start(self) -> None:
        """Start the workbench's thread."""
        self._workbench.start()

    def stop(self) -> None:
        """Stop what runs and close the database. Nothing is shown after that."""
        self.bridge.close()


def run_enrolment_window(
    database: Path,
    registry: ModelRegistry,
    engine: str,
    keys: Path,
    signer_name: str,
    packs: Path,
    language: str,
    service: str,
    unlock: Callable[[Path], DatabaseKey] | None = None,
    workers: int | None = None,
    backend: KeyringBackend | None = None,
) -> int:
    """Run the enrolment window until it is closed; returns the exit code. The caller holds the database's lock.

    Args:
        database: the enrolment database; made if it is not there.
        registry: the models, one thread each.
        engine: the model that makes the templates.
        keys: the folder of private keys, ``signer_name`` the one in it that signs packs.
        packs: the folder that packs go into, unless another is chosen.
        language: id or en.
        service: what the database's keys stand under in a keyring.
        unlock: opens the database; without it a window asks for the passphrase, if one is needed, and the program
            ends when that is cancelled.
        workers: how many photos are looked at at a time; None for one per core.
        backend: the keyring; None for the system's.

    Raises:
        ModelError, VaultError: before the window is shown.
    """
    application = make_application()
    languages = Languages(application)
    languages.use(language)
    key = unlock(database) if unlock else unlock_in_window(database, service, ENROLMENT)
    if key is None:
        return 0
    signer = Signer(keys, signer_name, backend or keyring.get_keyring())
    enrolment = EnrolmentApp(database, key, registry, engine, signer, packs, languages, workers)
    quit_on_signals(application)
    enrolment.window.closed.connect(application.quit)
    enrolment.start()
    enrolment.window.show()
    log.info("enrolment window opened")
    try:
        return application.exec()
    finally:
        enrolment.stop()
