"""Is confidence what it says: calibration error and reliability diagram on documents that it was not learnt from.

    python benchmarks/calibration.py [GOLD_FOLDER...] [--statements CARB.tsv] [--png docs/reliability.png]

Prints, for each kind of claim, how many were judged, the share that is right, the mean confidence, the expected
calibration error with ten bins of equal width and its 95% interval over documents, the error that perfect probabilities
would show by chance on as many claims, the error with bins of equal number, and how often a right claim ranks above a wrong
one. Every confidence comes from weights learnt without its document.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.evaluation.reliability import Pairs, bins, calibration_error
from pipeline.training.__main__ import PROJECT_GOLD
from pipeline.training.confidence_table import gather, held_out, pairs_of, report

COLOURS = {"statistic": "#2a7f3f", "relation": "#1f6fb4", "statement": "#b0651d"}


def draw(measured: dict[str, Pairs], file: Path) -> None:
    """A curve for each kind; how large a point is, and how long its bar, says how many claims it rests on."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    from pipeline.assessment.precision import wilson

    figure, axes = pyplot.subplots(figsize=(5, 5), dpi=100, layout="constrained")
    axes.plot([0, 1], [0, 1], color="grey", linewidth=1, linestyle="--", label="as it should be")
    for kind, pairs in measured.items():
        found = bins(pairs)
        reach = [wilson(round(b.right * b.claims), b.claims) for b in found]
        bars = [  # an interval that ends at 0 or 1 may miss it by a rounding error
            [max(b.right - low, 0) for b, (low, _) in zip(found, reach, strict=True)],
            [max(high - b.right, 0) for b, (_, high) in zip(found, reach, strict=True)],
        ]
        axes.errorbar(
            [b.confidence for b in found], [b.right for b in found], yerr=bars, fmt="o-", markersize=4, capsize=2, linewidth=1,
            color=COLOURS.get(kind, "black"), label=f"{kind} ({len(pairs)} claims, error {calibration_error(pairs):.3f})",
        )  # fmt: skip
    axes.set(xlabel="confidence", ylabel="share that is right (95% interval)", xlim=(0, 1), ylim=(0, 1), aspect="equal")
    axes.legend(loc="upper left", fontsize=8, frameon=False)
    # No date and no version, so that the same figures give the same file.
    figure.savefig(file, metadata={"Software": None})


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--statements", type=Path)
    parser.add_argument("--model")
    parser.add_argument("--png", type=Path)
    options = parser.parse_args()
    claims = gather([*PROJECT_GOLD, *options.gold], options.statements, options.model)
    measured = held_out(claims)
    for line in report(measured):
        print(line)
    if options.png:
        draw({str(kind): pairs_of(documents) for kind, documents in measured.items()}, options.png)
        print(f"{options.png}: {options.png.stat().st_size} bytes")


if __name__ == "__main__":
    main()
