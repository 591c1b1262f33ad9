"""What all formats have in common: strict models, and the small types that they are made of."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Final

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

MAX_SEQUENCE: Final = 2**53  # exact in every reader of JSON


def _convertible(moment: datetime) -> datetime:
    if not 1 < moment.year < 9999:
        raise ValueError("expected a moment that can be told in every time zone")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_convertible)]
StationId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
Text = Annotated[str, Field(min_length=1, max_length=120)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
KeyId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
PublicKeyText = Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{43}=$")]
SignatureText = Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{86}==$")]
Sequence = Annotated[int, Field(ge=1, le=MAX_SEQUENCE)]
Count = Annotated[int, Field(ge=0, le=MAX_SEQUENCE)]
Score = Annotated[float, Field(ge=-1.001, le=1.001, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Seconds = Annotated[float, Field(ge=0, le=86_400, allow_inf_nan=False)]
ClockOffset = Annotated[float, Field(ge=-1e9, le=1e9, allow_inf_nan=False)]


class Strict(BaseModel):
    """A model that refuses unknown fields, and whose errors never repeat what stood in the field."""

    # Inputs stay out of error messages: they would carry names and numbers into logs.
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


def to_canonical_json(model: BaseModel) -> bytes:
    """A model as JSON that is the same wherever it is made: keys sorted, no white space, UTF-8."""
    plain = model.model_dump(mode="json")
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def first_fault(error: ValidationError) -> str:
    """Where the first fault of a model is and what it is, without what stood there."""
    first = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc'])) or 'all of it'}: {first['msg']}"
