"""A claim beside the series of the reference: the picture behind a verdict."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ResourceError, SinkError
from pipeline.records import Claim, Verification
from pipeline.verify.asked import asked

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FORMATS = (".png", ".svg")
# Colours that colour-blind readers can tell apart (Okabe and Ito 2008).
_SERIES, _CLAIM = "#0072B2", "#D55E00"


def draw(claim: Claim, path: Path) -> None:
    """Draw a verified statistic against its reference's history into a PNG or SVG file; same claim, same bytes.

    Raises SinkError for another suffix or where it cannot be written, ResourceError when the claim has nothing to draw
    or matplotlib is missing.
    """
    if path.suffix.lower() not in FORMATS:
        raise SinkError(f"Cannot draw {str(path)!r}: end its name with .png or .svg.")
    verification = claim.verification
    if claim.value is None or verification is None or not verification.history:
        note = f" ({verification.note})" if verification and verification.note else ""
        raise ResourceError(f"Claim {claim.id} has no series to draw: the reference gives none for it{note}.")
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError:
        raise ResourceError("Drawing needs matplotlib: pip install 'claimspan[plots]'.") from None
    with matplotlib.rc_context({"svg.hashsalt": claim.id, "svg.fonttype": "path", "font.size": 10}):
        figure = Figure(figsize=(8, 4.5), layout="constrained")
        axes = figure.add_subplot()
        _series(axes, claim, verification)
        _claim(axes, claim)
        _words(axes, claim, verification)
        figure.suptitle(claim.text, fontsize=11, wrap=True)
        metadata = {"Date": None, "Creator": None} if path.suffix.lower() == ".svg" else {"Software": None}
        try:
            figure.savefig(path, dpi=150, metadata=metadata)
        except OSError as error:
            raise SinkError(f"Cannot write {str(path)!r}: {error.strerror}.") from error


def _series(axes: Axes, claim: Claim, verification: Verification) -> None:
    """The value of each edition; editions without one leave a gap."""
    known = {int(edition): amount for edition, amount in verification.history}
    years = range(min(known), max(known) + 1)
    amounts = [known.get(year) for year in years]
    name = verification.reference.source if verification.reference else "reference"
    numbers = [float("nan") if a is None else a for a in amounts]
    axes.plot(years, numbers, color=_SERIES, marker="o", markersize=3.5, linewidth=1.2, label=name)


def _claim(axes: Axes, claim: Claim) -> None:
    """The claimed value at the time that it is about, with its range or bound."""
    value = claim.value
    if value is None:
        return
    low = value.low if value.low is not None else value.amount
    high = value.high if value.high is not None else value.amount
    if low is None or high is None:
        return
    span = asked(claim).years
    label = f"claim: {value.text}"
    axes.axhspan(low, high, color=_CLAIM, alpha=0.15) if high > low else axes.axhline(
        low, color=_CLAIM, linewidth=0.8, linestyle="--"
    )
    if span is None:
        axes.plot([], [], color=_CLAIM, linestyle="--", label=label)
        return
    middle = (span[0] + span[1]) / 2
    marker = {">": "^", ">=": "^", "<": "v", "<=": "v"}.get(value.bound or "", "D")
    axes.plot([middle], [(low + high) / 2], color=_CLAIM, marker=marker, markersize=9, linestyle="none", label=label)


def _words(axes: Axes, claim: Claim, verification: Verification) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    reference = verification.reference
    unit = claim.value.unit if claim.value else ""
    told = f"{verification.verdict}: {reference.source} {reference.edition}, {reference.quote}" if reference else ""
    axes.set_title("\n".join(t for t in (told, verification.note or "") if t), fontsize=9, loc="left", wrap=True)
    axes.set_xlabel("edition")
    axes.set_ylabel(claim.predicate.label + ("" if unit in ("1", "") else f" ({unit})"))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:,.10g}"))
    axes.margins(y=0.15)
    axes.grid(alpha=0.25)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=9)
