"""Are the models the ones that were measured, and of the engine that the pack was made with?"""

from __future__ import annotations

from models.errors import LicenceError, ModelAlteredError, ModelError, ModelMissingError
from models.registry import ModelRegistry
from recognition.types import ModelId
from station.selftest.results import Check, CheckResult, Finding, Value
from wire.reports import CheckOutcome

_DETECTOR = "yunet"
_PARTS = {"dlib": ("dlib", "dlib-landmarks")}  # engines of more than one file


def check(registry: ModelRegistry, engine: str, running: ModelId | None, packed: ModelId | None) -> CheckResult:
    """Read every model file of an engine and compare its digest.

    ``running`` is the model that this station makes templates with, None where it could not be opened; ``packed`` the
    one that the pack's were made with, None where there is no pack.
    """
    for name in (_DETECTOR, *_PARTS.get(engine, (engine,))):
        fault = _fault(registry, name)
        if fault is not None:
            return _failed(fault, name)
    if running is None:
        return _failed(Finding.MODELS_UNUSABLE, engine)
    if packed is not None and packed != running:
        return _failed(Finding.MODELS_OTHER_ENGINE, packed, running)
    return CheckResult(Check.MODELS, CheckOutcome.PASSED, Finding.MODELS_READY, (engine,))


def _fault(registry: ModelRegistry, name: str) -> Finding | None:
    try:
        registry.licensed(name)
    except ModelMissingError:
        return Finding.MODELS_MISSING
    except ModelAlteredError:
        return Finding.MODELS_ALTERED
    except LicenceError:
        return Finding.MODELS_RESTRICTED
    except (ModelError, OSError):
        return Finding.MODELS_UNUSABLE
    return None


def _failed(finding: Finding, *values: Value) -> CheckResult:
    return CheckResult(Check.MODELS, CheckOutcome.FAILED, finding, values)
