"""The words that every program shares. Their values are part of the wire format and never change meaning."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What the machine says about a face. Never what a person did."""

    MATCH = "MATCH"
    NO_MATCH = "NO_MATCH"
    INCONCLUSIVE = "INCONCLUSIVE"
    LOOKALIKE = "LOOKALIKE"
    ATTACK_SUSPECTED = "ATTACK_SUSPECTED"


class Decision(StrEnum):
    """What a person did about a candidate. Never what the machine says."""

    ADMIT = "ADMIT"
    ADMIT_MANUAL = "ADMIT_MANUAL"
    PROVISIONAL = "PROVISIONAL"
    REFUSE = "REFUSE"
    CANCEL = "CANCEL"


ADMITTING = frozenset({Decision.ADMIT, Decision.ADMIT_MANUAL})


class Reason(StrEnum):
    """Why a check-in did not end in a plain match."""

    NOT_ON_ROSTER = "NOT_ON_ROSTER"
    NO_REFERENCE = "NO_REFERENCE"
    ALREADY_ADMITTED = "ALREADY_ADMITTED"
    REFUSED_EARLIER = "REFUSED_EARLIER"
    BELOW_REVIEW = "BELOW_REVIEW"
    BETWEEN_THRESHOLDS = "BETWEEN_THRESHOLDS"
    OTHER_CANDIDATE_SIMILAR = "OTHER_CANDIDATE_SIMILAR"
    KNOWN_TWIN = "KNOWN_TWIN"
    NO_USABLE_PICTURE = "NO_USABLE_PICTURE"
    EQUIPMENT_FAULT = "EQUIPMENT_FAULT"
    NOT_CHECKED = "NOT_CHECKED"


class ReportOutcome(StrEnum):
    """What the server did with one report of a batch."""

    ACCEPTED = "ACCEPTED"
    DUPLICATE = "DUPLICATE"
    RETRY = "RETRY"
    REJECTED = "REJECTED"
    UNAUTHORISED = "UNAUTHORISED"


class ReportProblem(StrEnum):
    """Why a report was not accepted."""

    ENVELOPE_INVALID = "envelope_invalid"  # a field of the envelope is missing or malformed
    DIGEST_MISMATCH = "digest_mismatch"  # the payload is not the text that was digested
    SCHEMA_INVALID = "schema_invalid"  # the payload is no report of a known version
    ENVELOPE_MISMATCH = "envelope_mismatch"  # the envelope names another report than the one inside
    STATION_MISMATCH = "station_mismatch"  # the token is another station's
    JOURNAL_UNKNOWN = "journal_unknown"  # the station was not registered with this journal
    KEY_UNKNOWN = "key_unknown"  # no report that names this key has arrived yet
    SIGNATURE_INVALID = "signature_invalid"  # the signature is not the named key's, or the key's time is over
    DIGEST_CONFLICT = "digest_conflict"  # the same report id was received with another text
    SEQUENCE_CONFLICT = "sequence_conflict"  # another report has that place in the journal
    CHAIN_CONFLICT = "chain_conflict"  # a neighbour in the journal does not fit
    DATABASE_BUSY = "database_busy"  # not this time
