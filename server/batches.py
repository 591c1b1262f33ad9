"""Reads a batch of reports out of a request: bounded, and one bad envelope does not cost the others.

What is wrong with an envelope is told to the station as that envelope's own outcome, as long as there is a report
id to tell it about. Only what cannot be answered one by one is refused as a whole.
"""

from __future__ import annotations

import json
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from server.errors import BatchMalformedError, NotJsonError
from server.ingest import rejected
from wire.envelopes import MAX_BATCH, Envelope, EnvelopeOutcome
from wire.vocabulary import ReportProblem


class _RawBatch(BaseModel):
    """A batch whose envelopes nobody has looked at yet."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    envelopes: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=MAX_BATCH)]


BATCH_SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["envelopes"],
    "properties": {
        "envelopes": {
            "type": "array",
            "minItems": 1,
            "maxItems": MAX_BATCH,
            "items": Envelope.model_json_schema(),
        }
    },
}


def parse_batch(body: bytes) -> list[Envelope | EnvelopeOutcome]:
    """The envelopes of a batch, with an outcome in place of each that is malformed.

    Raises:
        NotJsonError: the body is not JSON in UTF-8.
        BatchMalformedError: it is no batch, or a malformed envelope has no usable report id.
    """
    try:
        # Not pydantic's own parser: it refuses the whole text for half a surrogate pair in one string of it.
        raw = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise NotJsonError("the body is not JSON in UTF-8") from error
    try:
        batch = _RawBatch.model_validate(raw)
    except ValidationError as error:
        raise BatchMalformedError(_first(error)) from error
    return [_parse_envelope(position, item) for position, item in enumerate(batch.envelopes)]


def _parse_envelope(position: int, raw: dict[str, Any]) -> Envelope | EnvelopeOutcome:
    try:
        return Envelope.model_validate(raw)
    except ValidationError as error:
        try:
            report_id = UUID(str(raw.get("report_id")))
        except ValueError:
            raise BatchMalformedError(f"envelopes.{position} has no usable report_id") from error
        return rejected(report_id, ReportProblem.ENVELOPE_INVALID, _first(error))


def _first(error: ValidationError) -> str:
    """The first complaint, without the value that it is about."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"]) or "body"
    text = f"{where[:200]}: {first['msg']}"
    return text.encode("utf-8", "replace").decode("utf-8")  # a key may be half a surrogate pair
