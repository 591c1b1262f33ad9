"""The server keeps to its written contract, and nothing that is sent makes it stumble."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from sqlalchemy import Engine

import server
from server.app import create_app
from server.openapi import description
from tests.server.scribe import NOW, Scribe

WRITTEN = Path(server.__file__).parents[1] / "docs" / "openapi.json"


def test_the_written_description_is_that_of_this_program() -> None:
    assert WRITTEN.read_text(encoding="utf-8") == description(), "run: python -m server.openapi > docs/openapi.json"


@pytest.fixture
def contract(engine: Engine, scribe: Scribe) -> schemathesis.BaseSchema:
    """The API, called as the registered station."""
    app = create_app(engine, lambda: NOW, hosts=("testserver",))
    return schemathesis.openapi.from_asgi("/openapi.json", app)


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_no_request_that_the_description_allows_or_forbids_is_a_fault_of_the_server(
    mode: GenerationMode, contract: schemathesis.BaseSchema, scribe: Scribe
) -> None:
    tried: list[str] = []
    for found in contract.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        tried.append(operation.label)

        @settings(max_examples=12, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode))
        def send(case: schemathesis.Case[Any]) -> None:
            headers = {"Authorization": f"Bearer {scribe.token}"}
            case.call_and_validate(headers=headers, checks=[not_a_server_error])

        try:
            send()
        except Unsatisfiable:
            assert mode is GenerationMode.NEGATIVE  # a request without anything in it cannot be made wrong
    assert {"POST /v1/reports", "POST /v1/register", "PUT /v1/evidence/{digest}"} <= set(tried)
