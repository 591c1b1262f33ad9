"""What an evaluation says, in words: sentences for those who are no experts, figures as people write them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from recognition.calibration import ENOUGH
from recognition.centring import MIN_PEOPLE
from recognition.evaluation.evaluation import TARGET_FMR, Evaluation
from recognition.evaluation.groups import GroupRates
from recognition.evaluation.measuring import MeasuredPoint

_SPACE = "\N{NO-BREAK SPACE}"
_UNSEEN = frozenset({"Cc", "Cs", "Cn"})  # control characters, halves of pairs, unassigned
_LEFT_OUT = 0.10  # of the pictures, in the sentence on quality


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of the head of the report."""

    label: str
    value: str
    detail: str


@dataclass(frozen=True, slots=True)
class PointRow:
    """One line of the table of operating points; ``missing`` says why it was not measured."""

    often: str
    fmr: str
    is_reference: bool
    missing: str = ""
    threshold: str = ""
    threshold_interval: str = ""
    fnmr: str = ""
    fnmr_interval: str = ""
    misses: str = ""
    rough: bool = False


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One line of the table of groups; a rate that rests on fewer than `ENOUGH` errors is rough."""

    name: str
    people: str
    impostor: str
    fmr: str
    fmr_rough: bool
    genuine: str
    fnmr: str
    fnmr_interval: str
    fnmr_rough: bool


def facts(result: Evaluation) -> Iterator[Fact]:
    """The figures of the head of the report."""
    failed = len(result.templates.failed)
    yield Fact("Photos", f"{result.n_images:,}", f"of {counted(result.people, 'person', 'people')}")
    yield Fact("Without a template", f"{failed:,}", f"failure to acquire {_percent(result.fta)}")
    yield Fact("Comparisons", f"{len(result.genuine.scores):,}", "of one person")
    yield Fact("Comparisons", f"{int(result.impostor.sum()):,}", "of different people")
    yield Fact("Time a photo", f"{result.templates.seconds * 1000:.1f}{_SPACE}ms", "from file to template")
    yield Fact("Centred", "yes" if result.centred else "no", centring(result))


def centring(result: Evaluation) -> str:
    """On what the templates were centred, or why they were not."""
    if result.centred:
        return "on the mean of this set"
    return f"fewer than {MIN_PEOPLE} people" if result.people < MIN_PEOPLE else "this engine does not gain by it"


def why_nothing(result: Evaluation) -> str:
    """Why there is no operating point; empty where there is one."""
    if result.reference_point is not None:
        return ""
    if not len(result.genuine.scores):
        return "No two photos of one person were compared, so nobody could be missed or recognised."
    impostor = int(result.impostor.sum())
    if not impostor:
        return "No photos of different people were compared, so nobody could be mistaken for another."
    laxest = max((point.fmr for point in result.points), default=TARGET_FMR)
    return (
        f"This set gives {impostor:,} comparisons of different people. A rate of {_one_in(laxest)} needs "
        f"{_needed(laxest):,} before it can be measured."
    )


def meaning(result: Evaluation) -> Iterator[str]:
    """What the reference point says, in words."""
    point = result.reference_point
    if point is None or point.fnmr is None or point.fnmr_ci is None or point.threshold is None:
        return
    yield (
        f"A comparison gives a score, and whoever reaches the threshold, here {score(point.threshold)}, passes. "
        f"Of {1 / point.fmr:,.0f} strangers, each compared once with somebody else, about one would pass."
    )
    made, (low, high) = len(result.genuine.scores), point.fnmr_ci
    if point.fnmr == 0:
        yield (
            f"Of the right people none missed it in {counted(made, 'comparison', 'comparisons')}. That does not prove "
            f"that none ever will: with {counted(people_twice(result), 'person', 'people')}, up to {_percent(high)} "
            "would still be plausible."
        )
        return
    base = _base(point.fnmr)
    yield (
        f"Of {base:,} right people, each compared once with themselves, about {base * point.fnmr:,.0f} would miss it "
        f"(with 95{_SPACE}% confidence {base * low:,.0f} to {base * high:,.0f}). To miss it is no finding against "
        "anybody: the pictures did not settle who it is, and a person has to look."
    )


def point_row(result: Evaluation, point: MeasuredPoint) -> PointRow:
    """An operating point as its line of the table."""
    often, fmr = _one_in(point.fmr), f"{point.fmr:.0e}".replace("e-0", "e-")
    if point.threshold is None or point.fnmr is None or point.fnmr_ci is None:
        impostor = int(result.impostor.sum())
        missing = (
            f"Too few comparisons to measure: {_needed(point.fmr):,} of different people are needed, there are "
            f"{impostor:,}."
            if impostor < _needed(point.fmr)
            else "Not measured: there is no comparison of one person."
            if not len(result.genuine.scores)
            else "Not measured: too few in each draw, or too many photos of different people are the same."
        )
        return PointRow(often, fmr, is_reference=False, missing=missing)
    made = len(result.genuine.scores)
    misses = round(point.fnmr * made)
    return PointRow(
        often,
        fmr,
        is_reference=point is result.reference_point,
        threshold=score(point.threshold),
        threshold_interval=f"{score(point.threshold_ci[0])} to {score(point.threshold_ci[1])}"
        if point.threshold_ci
        else "too few people",
        fnmr=_percent(point.fnmr),
        fnmr_interval=f"{_percent(point.fnmr_ci[0])} to {_percent(point.fnmr_ci[1])}",
        misses=f"{misses:,} of {made:,}",
        rough=misses < ENOUGH,
    )


def extremes(result: Evaluation) -> str:
    """Where the two kinds of comparisons begin and end."""
    scores, highest = result.genuine.scores, result.highest_impostor
    if not len(scores) or highest is None:
        return ""
    below = int((scores < highest).sum())
    start = f"The highest score of different people is {score(highest)}, the lowest of one person "
    start += f"{score(float(scores.min()))}"
    if not below:
        return f"{start}: no comparison of one person lies below the highest of different people."
    return (
        f"{start}. Of the comparisons of one person {below:,} of {len(scores):,} ({_percent(below / len(scores))}) lie "
        "below the highest of different people."
    )


def discard_sentence(result: Evaluation) -> str:
    """By how much FNMR falls without the worst tenth; why there is no curve where there is none."""
    if not result.discard:
        if result.reference_point is None:
            return "No threshold could be measured, so there is no error rate to follow."
        if result.fused:
            return "It is measured on single photos: a fused template has the quality of none of its pictures."
        if not np.isfinite(result.templates.quality).all():
            count = int((~np.isfinite(result.templates.quality)).sum())
            return (
                f"The quality of {counted(count, 'picture', 'pictures')} could not be assessed, so there is no order."
            )
        return "There is no comparison of one person left to follow."
    start = result.discard[0].fnmr
    nearest = min(result.discard, key=lambda each: abs(each.share - _LEFT_OUT))
    left_out = f"without the {nearest.share:.0%} of the pictures with the lowest quality score".replace(
        "%", f"{_SPACE}%"
    )
    if start == 0:
        return "Not one comparison of one person missed the threshold, so there is nothing to improve."
    misses = round(start * len(result.genuine.scores))
    rough = f" It rests on {counted(misses, 'miss', 'misses')} only, so take it for rough." if misses < ENOUGH else ""
    if nearest.fnmr < start:
        return (
            f"FNMR falls from {_percent(start)} to {_percent(nearest.fnmr)} {left_out}: "
            f"{_percent(1 - nearest.fnmr / start, digits=0)} of it is gone.{rough}"
        )
    verb = "stays at" if nearest.fnmr == start else f"rises from {_percent(start)} to"
    return f"FNMR {verb} {_percent(nearest.fnmr)} {left_out}: on this set the score does not find what fails.{rough}"


def group_row(group: GroupRates) -> GroupRow:
    """The rates of a group as its line of the table."""
    fmr_errors, fnmr_errors = (group.fmr or 0) * group.impostor, (group.fnmr or 0) * group.genuine
    return GroupRow(
        visible(group.group),
        f"{group.people:,}",
        f"{group.impostor:,}",
        "none made" if group.fmr is None else _rate(group.fmr),
        group.fmr is not None and round(fmr_errors) < ENOUGH,
        f"{group.genuine:,}",
        "none made" if group.fnmr is None else _percent(group.fnmr),
        "" if group.fnmr_ci is None else f"{_percent(group.fnmr_ci[0])} to {_percent(group.fnmr_ci[1])}",
        group.fnmr is not None and round(fnmr_errors) < ENOUGH,
    )


def differentials(groups: Sequence[GroupRates]) -> Iterator[str]:
    """The highest rate of any group over the lowest that is not zero: nothing can be a multiple of that."""
    for name, rates in (
        ("FMR", [(each.fmr, each.group) for each in groups if each.fmr is not None]),
        ("FNMR", [(each.fnmr, each.group) for each in groups if each.fnmr is not None]),
    ):
        if len(rates) < 2:
            yield f"{name}: fewer than two groups have such comparisons."
            continue
        erring = [each for each in rates if each[0] > 0]
        without = ", ".join(visible(group) for rate, group in rates if rate == 0)
        if not erring:
            yield f"{name}: no group has an error."
            continue
        (low, lowest), (high, highest) = min(erring), max(erring)
        sentence = f"{name}: {high / low:.1f} times as high in {visible(highest)} as in {visible(lowest)}"
        if len(erring) == 1:
            sentence = f"{name}: only {visible(highest)} has an error"
        yield f"{sentence}; none was seen in {without}." if without else f"{sentence}."


def people_twice(result: Evaluation) -> int:
    """How many people FNMR rests on: those who were compared with themselves."""
    return len(np.unique(result.genuine.people))


def visible(text: str) -> str:
    """A name from outside, with a mark for every character that has no shape."""
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(each) in _UNSEEN else each for each in text)


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many}"


def score(value: float) -> str:
    """A comparison score, to the four places in which thresholds are told."""
    return f"{value:.4f}".replace("-", "\N{MINUS SIGN}")


def _percent(share: float, digits: int = 2) -> str:
    return f"0{_SPACE}%" if share == 0 else f"{100 * share:.{digits}f}{_SPACE}%"


def _one_in(rate: float) -> str:
    return f"1 in {1 / rate:,.0f}"


def _rate(rate: float) -> str:
    """A rate of any size, to two figures."""
    return "0" if rate == 0 else f"1 in {float(f'{1 / rate:.2g}'):,.0f}" if rate < 0.05 else _percent(rate)


def _needed(rate: float) -> int:
    """Comparisons of different people that it takes to measure a rate."""
    return round(ENOUGH / rate)


def _base(rate: float) -> int:
    """Of how many people to speak, so that the whole number that errs has two figures."""
    return next((base for base in (100, 1_000, 10_000, 100_000) if rate * base >= 9.5), 1_000_000)
