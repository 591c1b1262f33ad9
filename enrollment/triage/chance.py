"""The chance that a candidate's own face is not matched at the desk, by what their registered photos are like.

Measured, not guessed: `python -m benchmarks.trouble FOLDER` on the development part of LFW (SFace as the project runs
it; threshold for FMR 1e-4, templates centred; 765 people with several photos, 397 with three and more). A photo as
registered is compared with another photo of the same person; the table holds the share that misses. Of all quality
measures two count, the unified score and sharpness; the others add nothing to these (docs/triage.md). LFW has few bad
photos, so most of the bad ones are LFW's own, made worse: blurred, moved, dark, glaring, small, compressed. What no
picture shows, such as years gone by or a veil, is in no table. The desk compares several frames of a person who holds
still, where the tables compare one photo of another day: so they rank well, and err on the side of saying too much.

Another engine's own errors are not in these tables; what its photos are like is put on the same scale.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

FLOOR = 0.001  # so few people cannot show less: the best cell's interval is 0.01 to 0.22 %
NO_PHOTO = 1.0  # whoever has a photo may still be matched: the worst cell has 0.96

# Lower edges of rows and columns. Both components are those of `recognition.quality`; 22 is where sharpness passes.
QUALITY_EDGES = (0, 5, 10, 20, 35, 50, 65, 80, 90, 95, 98)
SHARPNESS_EDGES = (0, 3, 22)
STRENGTH_EDGES = (0.0, 1.0, 2.0, 3.0, 4.0)
_UNKNOWN_QUALITY = 95  # of an engine without a score: in this row as many miss as of all of LFW's photos, 1.2 %


class Agreement(IntEnum):
    """How alike a candidate's own photos are on average, by the engine's single-picture thresholds."""

    POOR = 0  # below the threshold for FMR 1e-2, where the desk says that it is somebody else
    FAIR = 1
    GOOD = 2  # at or above the threshold for FMR 1e-4


@dataclass(frozen=True, slots=True)
class Share:
    """A share of missed comparisons with its 95 % interval, from drawing people again."""

    value: float
    low: float
    high: float


Cells = tuple[tuple[Share, ...], ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """``single`` of one photo, by quality and sharpness; ``several`` by strength and `Agreement`. All fall both ways.

    Strength is the number of decimals of the product of the photos' single chances: 3 for two photos of which one in
    twenty and one in fifty would miss.
    """

    single: Cells
    several: Cells


# As the benchmark prints it. In its first lines are the photos of which hardly any is still recognised.
MEASURED = Tables(
    single=(
        (Share(0.9649, 0.9396, 0.9859), Share(0.9462, 0.8819, 0.9917), Share(0.8786, 0.8377, 0.9182)),
        (Share(0.8513, 0.7893, 0.9073), Share(0.7727, 0.6064, 0.9091), Share(0.5826, 0.4931, 0.6705)),
        (Share(0.7202, 0.6533, 0.7883), Share(0.6435, 0.5045, 0.7981), Share(0.4085, 0.3352, 0.4812)),
        (Share(0.5914, 0.5125, 0.6688), Share(0.4833, 0.3723, 0.5886), Share(0.2610, 0.1925, 0.3303)),
        (Share(0.4659, 0.3794, 0.5492), Share(0.2504, 0.1732, 0.3151), Share(0.1545, 0.1107, 0.2012)),
        (Share(0.4057, 0.3195, 0.4906), Share(0.2504, 0.1872, 0.3372), Share(0.1094, 0.0792, 0.1456)),
        (Share(0.2282, 0.1698, 0.2893), Share(0.1049, 0.0708, 0.1351), Share(0.0510, 0.0374, 0.0661)),
        (Share(0.2164, 0.1490, 0.2836), Share(0.1026, 0.0677, 0.1422), Share(0.0251, 0.0180, 0.0334)),
        (Share(0.1690, 0.0780, 0.2701), Share(0.0389, 0.0182, 0.0639), Share(0.0186, 0.0119, 0.0271)),
        (Share(0.1324, 0.0000, 0.2917), Share(0.0285, 0.0091, 0.0437), Share(0.0114, 0.0071, 0.0165)),
        (Share(0.1324, 0.0000, 0.3530), Share(0.0285, 0.0053, 0.0718), Share(0.0051, 0.0021, 0.0088)),
    ),
    several=(
        (Share(0.5279, 0.4508, 0.6033), Share(0.3301, 0.2293, 0.4330), Share(0.1228, 0.0476, 0.2200)),
        (Share(0.2028, 0.1269, 0.2137), Share(0.0427, 0.0193, 0.0701), Share(0.0234, 0.0086, 0.0420)),
        (Share(0.2028, 0.1976, 0.2612), Share(0.0140, 0.0027, 0.0305), Share(0.0041, 0.0007, 0.0085)),
        (Share(0.2018, 0.1705, 0.2348), Share(0.0064, 0.0000, 0.0232), Share(0.0041, 0.0008, 0.0089)),
        (Share(0.0885, 0.0678, 0.1118), Share(0.0045, 0.0000, 0.0110), Share(0.0009, 0.0001, 0.0022)),
    ),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What counts of one usable photo: components 0 to 100; None where a measure could not be taken."""

    quality: int | None
    sharpness: int | None


def chance_of_trouble(photos: Sequence[Seen], agreement: Agreement, tables: Tables = MEASURED) -> float:
    """The chance, 0 to 1, that the genuine candidate is not matched; `NO_PHOTO` without a usable photo.

    ``agreement`` counts for two photos and more.
    """
    if not photos:
        return NO_PHOTO
    if len(photos) == 1:
        return single_chance(photos[0], tables.single)
    strength = strength_of(photos, tables.single)
    return _floored(tables.several[row_of(strength)][agreement])


def single_chance(photo: Seen, single: Cells) -> float:
    """The chance of somebody with this photo alone."""
    row, column = cell_of(photo)
    return _floored(single[row][column])


def cell_of(photo: Seen) -> tuple[int, int]:
    """The row and column of a photo in the table of single ones."""
    quality = _UNKNOWN_QUALITY if photo.quality is None else photo.quality
    sharpness = SHARPNESS_EDGES[-1] if photo.sharpness is None else photo.sharpness
    return bisect_right(QUALITY_EDGES, quality) - 1, bisect_right(SHARPNESS_EDGES, sharpness) - 1


def strength_of(photos: Sequence[Seen], single: Cells) -> float:
    """The strength of several photos together, see `Tables`."""
    return -math.fsum(math.log10(single_chance(photo, single)) for photo in photos)


def row_of(strength: float) -> int:
    """The row of a strength in the table of several photos."""
    return bisect_right(STRENGTH_EDGES, strength) - 1


def _floored(share: Share) -> float:
    return max(share.value, FLOOR)
