"""`hadir verify`: photos of one person against one picture."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from cli.context import AcceptLicence, Engine, ModelDirectory, Threads, context_of, recognition_flags
from models.errors import NotMeasuredError
from recognition.errors import ImageError
from recognition.images import read_image
from recognition.recogniser import open_recogniser
from recognition.types import Image, ModelId
from station.checkin import verification
from station.checkin.policy import DEFAULT_TARGET_FMR, Policy, policy_for
from station.checkin.verification import Verification
from wire.vocabulary import Verdict

EXIT_CODES = {Verdict.MATCH: 0, Verdict.NO_MATCH: 1, Verdict.INCONCLUSIVE: 3}


def verify(
    context: typer.Context,
    references: Annotated[list[Path], typer.Argument(metavar="REFERENCE...", help="Registered photos of one person.")],
    probe: Annotated[Path, typer.Option("--probe", help="The picture to compare with them.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of sentences.")] = False,
    target_fmr: Annotated[
        float | None, typer.Option("--target-fmr", help="False match rate of the accepting threshold.")
    ] = None,
    engine: Engine = None,
    accept_licence: AcceptLicence = None,
    model_directory: ModelDirectory = None,
    threads: Threads = None,
) -> None:
    """Is the person in the probe the one in the reference photos?

    Prints the verdict, the comparison score (-1 to 1), the threshold, and the false match rate (FMR) that the
    threshold was measured at: the share of strangers who would pass it.

    Exit codes: 0 match; 1 no match; 3 could not tell (no face in the probe, several, too blurred or too small, or
    a score between the two thresholds); 2 bad input (not a picture, damaged, too large, a reference without
    exactly one face, a wrong command line).
    """
    hadir = context_of(context)
    config = hadir.config(
        station={"target_fmr": target_fmr},
        recognition=recognition_flags(engine, accept_licence, model_directory, threads),
    )
    registry = hadir.registry(config.recognition)
    entry = registry.entry(config.recognition.engine)
    # Fused templates of strangers are more alike than single ones, so they have thresholds of their own.
    points = entry.fused_operating_points if len(references) > 1 else entry.operating_points
    if not points:
        raise NotMeasuredError(
            f"nobody has measured thresholds of the engine {entry.name} for {len(references)} reference(s); "
            "docs/engines.md says how"
        )
    policy = policy_for(points, config.station.target_fmr or DEFAULT_TARGET_FMR)
    pictures = {str(path): _read(path) for path in references}
    recogniser = open_recogniser(registry, entry.name, portraits=True)
    result = verification.verify(pictures, _read(probe), recogniser, policy)
    fields = _fields(result, policy, recogniser.model_id)
    typer.echo(json.dumps(fields) if as_json else _sentences(result, policy, entry.measured_on))
    raise typer.Exit(EXIT_CODES[result.verdict])


def _read(path: Path) -> Image:
    try:
        return read_image(path)
    except OSError as error:
        raise ImageError(f"{path} cannot be read: {error.strerror}") from error


def _fields(result: Verification, policy: Policy, model_id: ModelId) -> dict[str, object]:
    return {
        "verdict": result.verdict,
        "reason": result.reason,
        "score": round(result.score, 4) if result.score is not None else None,
        "threshold": policy.accept.threshold,
        "fmr": policy.accept.fmr,
        "review_threshold": policy.review.threshold,
        "review_fmr": policy.review.fmr,
        "faces": result.faces,
        "failing": [quality.measure for quality in result.failing],
        "model_id": model_id,
    }


def _sentences(result: Verification, policy: Policy, measured_on: str) -> str:
    words = {
        Verdict.MATCH: "match: the same person",
        Verdict.NO_MATCH: "no match: another person",
        Verdict.INCONCLUSIVE: "could not tell",
    }
    lines = [f"verdict    {result.verdict.value} ({words[result.verdict]})"]
    if result.score is not None:
        lines.append(f"score      {result.score:.4f}")
    elif result.faces == 0:
        lines.append("score      none: no face was found in the probe")
    else:
        names = ", ".join(
            f"{quality.measure} ({quality.raw:.2f})" for quality in result.failing if quality.raw is not None
        )
        lines.append(f"score      none: the probe is not good enough: {names or 'no detail in the face'}")
    for name, point in (("threshold", policy.accept), ("review", policy.review)):
        strangers = f"{round(1 / point.fmr):,}"
        lines.append(f"{name:10} {point.threshold:.4f}  (FMR {point.fmr:g}: 1 stranger in {strangers} would pass)")
    lines.append(f"measured   {measured_on}")
    return "\n".join(lines)
