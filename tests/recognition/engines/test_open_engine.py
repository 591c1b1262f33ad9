"""An engine is opened by the name of a model that makes templates, and by no other name."""

from __future__ import annotations

import pytest

from models.errors import UnknownModelError
from models.registry import ModelRegistry
from recognition.engines import DEFAULT, open_engine


def test_the_default_engine_is_sface(registry: ModelRegistry) -> None:
    assert DEFAULT == "sface"
    assert open_engine(registry).model_id.startswith(f"sface-{registry.entry('sface').sha256[:8]}/")


def test_an_unknown_name_is_refused_with_the_known_ones(registry: ModelRegistry) -> None:
    with pytest.raises(UnknownModelError, match=r"'facenet'.*sface.*dlib"):
        open_engine(registry, "facenet")


@pytest.mark.parametrize("name", ["yunet", "dlib-landmarks"])
def test_a_model_that_makes_no_templates_is_refused_with_the_engines_that_do(
    registry: ModelRegistry, name: str
) -> None:
    with pytest.raises(UnknownModelError) as caught:
        open_engine(registry, name)
    message = str(caught.value)
    assert message.startswith(f"{name} is a model for {registry.entry(name).task}, no engine")
    assert message.endswith("the engines are: sface, dlib")
