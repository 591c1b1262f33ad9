"""The plots of a report, as SVG that stands within HTML.

Each plot is a `Figure` of its own, drawn with the settings below whatever the user's own are; they are put back after.
Texts stay text, so that they are small, can be searched and take the page's font. Colours become the page's CSS
variables, so that the plots follow its light and its dark scheme. Lines differ by their style too, not by colour alone.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator
from matplotlib.typing import RcKeyType
from numpy.typing import NDArray

from recognition.calibration import ENOUGH
from recognition.evaluation.discarding import Discard
from recognition.evaluation.measuring import MeasuredPoint
from recognition.scoring import BINS, Counts, bin_of, edge
from recognition.types import Vector

STEPS = 100  # of the score plot, over -1 to 1
_RATES = 240  # of the DET curve, evenly apart on its axis
_LABEL_WIDTH = 0.032  # of the score plot's width
_SIZE = (5.6, 4.1)  # inches of 72 units: small, so that texts can be read on a telephone

INK, SECONDARY, LINE, SAME, OTHER = "#0f1b2d", "#4a5a70", "#dce3ec", "#123a63", "#9a5b00"
_VARIABLES = {INK: "ink", SECONDARY: "secondary", LINE: "line", SAME: "same", OTHER: "other"}
_SETTINGS: dict[RcKeyType, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "hadir",
    "font.family": ["sans-serif"],
    "font.sans-serif": ["DejaVu Sans"],  # matplotlib's own, to measure with; the page sets another
    "font.size": 10,
    "text.color": INK,
    "axes.edgecolor": SECONDARY,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "xtick.color": SECONDARY,
    "ytick.color": SECONDARY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "hatch.color": OTHER,
    "hatch.linewidth": 0.5,
}
Floats = NDArray[np.float64]


def score_plot(
    genuine: Vector, impostor: Counts, points: Sequence[MeasuredPoint], reference: MeasuredPoint | None
) -> str:
    """How often each score occurs, for one person and for different people, on a logarithmic scale.

    Raises:
        ValueError: there is no comparison of either kind.
    """
    kinds = [
        ("different people", OTHER, "-", "////", _shares(impostor)),
        ("one person", SAME, "--", None, _shares(np.bincount(bin_of(genuine), minlength=BINS))),
    ]
    drawn = [kind for kind in kinds if kind[-1].any()]
    if not drawn:
        raise ValueError("expected comparisons to draw, got none")
    least = min(float(shares[shares > 0].min()) for *_, shares in drawn)
    floor = float(10.0 ** np.floor(np.log10(least) - 1e-9))

    def draw(axes: Axes) -> None:
        edges = np.linspace(-1, 1, STEPS + 1)
        for label, colour, style, hatch, shares in drawn:
            values = np.maximum(shares, floor)
            axes.stairs(values, edges, baseline=floor, fill=True, color=colour, alpha=0.1, lw=0)
            if hatch:
                axes.stairs(values, edges, baseline=floor, fill=True, facecolor="none", hatch=hatch, lw=0, alpha=0.75)
            axes.stairs(values, edges, baseline=floor, color=colour, lw=1.6, ls=style, label=label)
        axes.set_yscale("log")
        axes.set_ylim(floor, 1.0)
        _frequencies(axes, "y", floor, 1.0, "1 in {:,.0f}")
        there = np.flatnonzero(np.sum([shares for *_, shares in drawn], axis=0))
        axes.set_xlim(max(-1.0, edges[there[0]] - 0.06), min(1.0, edges[there[-1] + 1] + 0.06))
        axes.set_xlabel("comparison score (higher is more alike)")
        axes.set_ylabel("share of the comparisons")
        _thresholds(axes, points, reference)
        axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False, fontsize=10)

    return _svg("scores", draw)


def det_plot(genuine: Vector, impostor: Counts, points: Sequence[MeasuredPoint]) -> str | None:
    """Detection error trade-off: FNMR over FMR; None where no rate can be measured.

    The curve ends where fewer than `ENOUGH` comparisons of different people lie above the threshold; it is dotted
    where fewer than `ENOUGH` of one person lie below it, and is not drawn where none does.
    """
    fmr, fnmr = _det(genuine, impostor)
    measured = [point for point in points if point.fnmr is not None and point.fnmr_ci is not None]
    if not len(fmr) or not (fnmr.any() or measured):
        return None
    values = [*fnmr[fnmr > 0], *(value for point in measured for value in _there(point))]
    # Where an interval reaches down to none at all, leave it some way to go.
    deeper = any(0 in (point.fnmr_ci or ()) for point in measured)
    bottom = float(10.0 ** (np.floor(np.log10(min(values)) - 1e-9) - deeper))
    top = float(10.0 ** np.ceil(np.log10(max(values)) - 1e-9))
    left = float(min([fmr.min(), *(point.fmr for point in measured)])) * 0.7

    def draw(axes: Axes) -> None:
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlim(left, 1.0)
        axes.set_ylim(bottom, top)
        _frequencies(axes, "x", left, 1.0, "1 in\n{:,.0f}")
        _percentages(axes, bottom, top)
        axes.grid(color=LINE, lw=0.8)
        seen = fnmr > 0
        sure = fnmr * len(genuine) >= ENOUGH - 0.5
        if sure.any():
            axes.plot(fmr[sure], fnmr[sure], color=SAME, lw=2.0, label=f"{ENOUGH} or more")
        if seen.any():
            axes.plot(fmr[seen], fnmr[seen], color=SAME, lw=1.4, ls=":", label=f"fewer than {ENOUGH} misses")
        for point in measured:
            _operating_point(axes, point, bottom)
        axes.set_xlabel("FMR: different people who pass")
        axes.set_ylabel("FNMR: right people who miss")
        if seen.any():
            axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False, fontsize=10)

    return _svg("det", draw)


def discard_plot(discard: Sequence[Discard]) -> str:
    """FNMR over the share of pictures left out. Raises ValueError without a curve."""
    if not discard:
        raise ValueError("expected a curve to draw, got none")

    def draw(axes: Axes) -> None:
        shares = [100 * each.share for each in discard]
        rates = [100 * each.fnmr for each in discard]
        level = axes.axhline(rates[0], color=OTHER, lw=1.2, ls="--", label="quality that tells nothing")
        level.set_zorder(1)
        axes.plot(shares, rates, color=SAME, lw=2.0, marker="o", ms=4, label="measured")
        axes.set_ylim(0, max(*rates, 0.0) * 1.15 or 1.0)
        axes.set_xlim(-0.5, shares[-1] + 0.5)
        axes.grid(color=LINE, lw=0.8)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g} %"))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.3g} %"))
        axes.set_xlabel("pictures left out, those of lowest quality")
        axes.set_ylabel("FNMR of the rest")
        axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False, fontsize=10)

    return _svg("discard", draw)


def _shares(counts: Counts) -> Floats:
    """The share of the comparisons in each of `STEPS` equal steps of the score; all zero without any."""
    edges = np.round(np.linspace(0, BINS, STEPS + 1)).astype(np.int64)
    return np.asarray(np.add.reduceat(counts, edges[:-1]) / max(int(counts.sum()), 1), dtype=np.float64)


def _det(genuine: Vector, impostor: Counts) -> tuple[Floats, Floats]:
    """FMR and FNMR at thresholds from the strictest that is measured to the laxest; empty when none is."""
    total = int(impostor.sum())
    if total < ENOUGH or not len(genuine):
        return np.empty(0), np.empty(0)
    reached = np.cumsum(impostor[::-1])[::-1]
    wanted = np.geomspace(ENOUGH / total, 1.0, _RATES)
    bins = np.unique(np.searchsorted(-reached, -wanted * total))[::-1]
    bins = bins[(bins < BINS)]
    bins = bins[reached[bins] >= ENOUGH]
    thresholds = np.array([edge(int(index)) for index in bins])
    fnmr = np.searchsorted(np.sort(genuine), thresholds.astype(genuine.dtype), side="left") / len(genuine)
    return reached[bins] / total, np.asarray(fnmr, dtype=np.float64)


def _there(point: MeasuredPoint) -> list[float]:
    """Which of a point's rates a logarithmic axis can show."""
    return [value for value in (point.fnmr, *(point.fnmr_ci or ())) if value]


def _thresholds(axes: Axes, points: Sequence[MeasuredPoint], reference: MeasuredPoint | None) -> None:
    """An upright line for each threshold, with its rate where there is room beside the line before."""
    left, right = axes.get_xlim()
    before = left
    for point in points:
        if point.threshold is None:
            continue
        heavy = point is reference
        colour, width, style = (INK, 1.6, "-") if heavy else (SECONDARY, 0.9, ":")
        axes.axvline(point.threshold, color=colour, lw=width, ls=style)
        if heavy or point.threshold - before > _LABEL_WIDTH * (right - left):
            axes.annotate(
                f"1 in {1 / point.fmr:,.0f}",
                (point.threshold, 1.0),
                xycoords=("data", "axes fraction"),
                xytext=(-1, -2),
                textcoords="offset points",
                rotation=90,
                ha="right",
                va="top",
                fontsize=7.2,
                color=colour,
                fontweight="bold" if heavy else "normal",
            )
        before = point.threshold


def _operating_point(axes: Axes, point: MeasuredPoint, bottom: float) -> None:
    if point.fnmr is None or point.fnmr_ci is None:
        return
    low, high = point.fnmr_ci
    axes.plot([point.fmr] * 2, [max(low, bottom), max(high, bottom)], color=INK, lw=1.1, marker="_", ms=8)
    if point.fnmr > 0:
        axes.plot([point.fmr], [point.fnmr], color=INK, marker="o", ms=5.5, ls="none")
    else:
        axes.plot([point.fmr], [high], color=INK, marker="v", ms=7, ls="none")


def _frequencies(axes: Axes, which: str, lowest: float, highest: float, form: str) -> None:
    """Tick every power of ten as "1 in 1,000"."""
    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_locator(FixedLocator(_powers(lowest, highest)))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda value, _: "all" if value > 0.99 else form.format(1 / value)))


def _percentages(axes: Axes, lowest: float, highest: float) -> None:
    axes.yaxis.set_major_locator(FixedLocator(_powers(lowest, highest)))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:g} %"))


def _powers(lowest: float, highest: float) -> list[float]:
    first, last = math.ceil(np.log10(lowest) - 1e-9), round(np.log10(highest))
    step = 1 if last - first <= 6 else 2
    return [10.0**exponent for exponent in range(last, first - 1, -step)]


def _svg(name: str, draw: Callable[[Axes], None]) -> str:
    """Draw, and turn into an SVG element whose identifiers begin with a name."""
    buffer = io.StringIO()
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        figure = Figure(figsize=_SIZE, layout="constrained")
        axes = figure.add_subplot()
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(length=3)
        axes.set_axisbelow(True)
        draw(axes)
        nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
        figure.savefig(buffer, format="svg", transparent=True, metadata=nothing)
    return _for_html(buffer.getvalue(), name)


def _for_html(svg: str, name: str) -> str:
    """Without what only a file of its own needs; identifiers of its own; colours as variables of the page."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<svg[^>]*?viewBox=\"([^\"]*)\"[^>]*>", r'<svg viewBox="\1" aria-hidden="true">', svg, count=1)
    svg = re.sub(r'(\sid="|href="#|url\(#)', rf"\1{name}-", svg.replace("xlink:href", "href"))
    svg = re.sub(r"<!--.*?-->\s*|<style.*?</style>\s*", "", svg, flags=re.DOTALL)  # a style would hold for all the page
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour, f"var(--{variable})")
    return svg.strip()
