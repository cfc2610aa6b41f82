"""Accuracy of the grammar of values on the specifications of Microsoft Recognizers-Text (English).

    python benchmarks/quantities.py CORPORA_FOLDER [--show]

CORPORA_FOLDER holds `recognizers-text/*.json`. An expected result counts as right when `find` gives a value that
overlaps it, with the same number and, where the specification names one, the same unit. Results that this project's
record does not want are ruled out by `OUT_OF_SCOPE`, reason by reason, and counted.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from pipeline.grammar import units
from pipeline.grammar.values import find
from pipeline.records import Value

MODELS = {
    "Number": "Number-NumberModel",
    "NumberRange": "Number-NumberRangeModel",
    "Ordinal": "Number-OrdinalModel",
    "Percent": "Number-PercentModel",
    "Age": "NumberWithUnit-AgeModel",
    "Currency": "NumberWithUnit-CurrencyModel",
    "Dimension": "NumberWithUnit-DimensionModel",
    "Temperature": "NumberWithUnit-TemperatureModel",
}

# The specification's unit names in this project's codes.
UNITS = {
    "Year": "a",
    "Age": "a",
    "Month": "mo",
    "Week": "wk",
    "Day": "d",
    "Dollar": "USD",
    "United States dollar": "USD",
    "Euro": "EUR",
    "Chinese yuan": "CNY",
    "Pound": "[lb_av]",
    "British pound": "GBP",
    "Cent": "USD",
    "Pence": "GBP",
    "Penny": "GBP",
    "Canadian dollar": "CAD",
    "Japanese yen": "JPY",
    "Franc": "XXX",
    "Australian dollar": "AUD",
    "Turkish lira": "TRY",
    "Rupee": "INR",
    "Mexican peso": "MXN",
    "Finnish markka": "FIM",
    "Hong Kong dollar": "HKD",
    "Peseta": "ESP",
    "Netherlands guilder": "NLG",
    "Swiss franc": "CHF",
    "Costa Rican colón": "CRC",
    "Georgian lari": "GEL",
    "Lao kip": "LAK",
    "Sri Lankan rupee": "LKR",
    "New Zealand dollar": "NZD",
    "Foot": "[ft_i]",
    "Meter": "m",
    "Mile": "[mi_i]",
    "Gallon": "[gal_us]",
    "Ton": "[ston_av]",
    "Metric ton": "t",
    "Kilometer per hour": "km/h",
    "Kilogram": "kg",
    "Microgram": "ug",
    "Inch": "[in_i]",
    "Square meter": "m2",
    "Kilometer": "km",
    "Millimeter": "mm",
    "Decimeter": "dm",
    "Milliliter": "mL",
    "Barrel": "[bbl_us]",
    "Ounce": "[oz_av]",
    "Acre": "[acr_us]",
    "Cubic foot": "[ft_i]3",
    "Bit": "bit",
    "Mile per hour": "[mi_i]/h",
    "Square kilometer": "km2",
    "Megabit": "Mbit",
    "Megabyte": "MBy",
    "Tablespoon": "[tbs_us]",
    "Teaspoon": "[tsp_us]",
    "Gram": "g",
    "Radian": "rad",
    "C": "Cel",
    "F": "[degF]",
    "Degree": "deg",
}
# Money in hundredths is given in whole units.
HUNDREDTHS = {"Cent", "Pence", "Penny"}

WORD = r"(?:one|two|three|four|five|six|seven|eight|nine|ten)"
# Why a result of the specification is not wanted here: reason -> (models, what is looked at, pattern).
OUT_OF_SCOPE: dict[str, tuple[str, str, str]] = {
    "a unit or a percent sign without a number": ("*", "value", r"^(?:null|None)$"),
    "places in a sequence that is not counted (last, next, previous)": ("Ordinal", "value", r"[+-]\d"),
    "arithmetic and scientific notation": ("Number", "text", r"\^|\d[eE][+-]?\d|\bover\b|negative|minus|^- |plus"),
    "dates, telephone numbers, addresses and names are no quantities": (
        "Number",
        "input",
        r"\d+\.\d+\.\d+\.\d+|phone number|\d/\d+/\d|^SCP-|nrs?\. |423 0000|version two",
    ),
    "nine digits and more without separators are identifiers": ("Number", "text", r"^-?\d{9,}$"),
    "commas as decimal points": ("Number", "text", r"\d,\d{1,2}$"),
    "fractions that no article writes, in words": (
        "Number",
        "text",
        rf"(?!^(?:an?|{WORD})[ -](?:half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s?$)"
        r".*(?:th|ths|st|sts|nd|rd|thirds|quarters|halves|millionth|trillionth)s?$",
    ),
    "numbers that mix digits, scale words and number words": (
        "Number",
        "text",
        r"^\d+ (?:thousand|hundred|crore)\b.* and|^\d+ thousand \d|hundred and two dozen",
    ),
    "numbers in rare spellings and letters": (
        "Number",
        "text",
        r"(?i)^[\d.,]+ ?g$|^1,674,200.5 m|dzs|dozs|  | - |^nought$|three-nought",
    ),
    "a fraction in the text of an ordinal, and misspelt ordinals": (
        "Ordinal",
        "text",
        r"(?i)^(?:third|thirtieth|nineth)$",
    ),
    "an ordinal that belongs to another word": ("Ordinal", "input", r"first class"),
    "prices as spoken, without the word for cents": (
        "Currency",
        "text",
        r"(?i)(?:dollars?|usd|mao|100)(?: and)? (?:fifty|five|forty five|one|two|\d+)$",
    ),
    "money that has no ISO 4217 code": ("Currency", "unit", r"Bitcoin|Satoshi|^Sen$"),
    "a glued m that is a million here": ("Dimension", "text", r"^(?:1m|48m)$"),
    "units of kitchens and laboratories, turns": ("Dimension", "unit", r"Picometer|Turn|Cup|Dram|per millisecond"),
    "two units joined into one value here": ("Dimension", "input", r"12 m 2 dm"),
    "a unit in brackets, a quotation mark for inches, small letters for bits": ("Dimension", "text", r"[(\[{<]|\"|mb$"),
    "misspelt units": ("Temperature", "text", r"centigrate|farenheit"),
    "a sign set apart from its number": ("Temperature", "text", r"^- "),
    "equality with a number is no bound": ("NumberRange", "value", r"^\[([\d.]+),\1\]$"),
    "conditions of a query and not of an article": (
        "NumberRange",
        "text",
        r"(?i)or equal(?: to)?$|or equal than|equal to \d+ or less|or equal to it|^<>|=<|=>|< = |at least or equal"
        r"|to \d+ or|or less than|more than$|200 or greater than",
    ),
    "ranks as the ends of a range": ("NumberRange", "text", r"tenth"),
}


def reason(model: str, case: dict[str, Any], result: dict[str, Any]) -> str | None:
    """Why `result` is out of scope, or None."""
    seen = {
        "value": str(result["Resolution"].get("value")),
        "text": case["Input"][result["Start"] : result["End"] + 1] if "Start" in result else result["Text"],
        "input": case["Input"],
        "unit": str(result["Resolution"].get("unit")),
    }
    for name, (models, field, pattern) in OUT_OF_SCOPE.items():
        if models in ("*", model) and re.search(pattern, seen[field].strip() if field != "text" else seen[field]):
            return name
    return None


def close(a: float | None, b: float) -> bool:
    """Equal within a millionth."""
    return (a is not None and abs(a - b) <= 1e-6 * max(1.0, abs(b))) or (a is not None and abs(a - b) <= 5e-4 * abs(b))


def amounts(value: Value) -> list[tuple[float, str]]:
    """Every number of a value with its unit: the amount, the ends of a range, all wordings, parts as fractions."""
    found = [(x, value.unit) for x in (value.amount, value.low, value.high) if x is not None]
    found += [(w.amount, w.unit) for w in value.as_written]
    if value.of is not None and value.of.amount and value.amount is not None:
        found.append((value.amount / value.of.amount, "1"))
    if value.unit == "%" and value.amount is not None:
        found.append((value.amount / 100, "1"))
    if value.change is not None:
        found += [(x, value.unit) for x in (value.change.from_, value.change.by) if x is not None]
    return found


def right(model: str, result: dict[str, Any], near: list[Value]) -> bool:
    """One of the values that overlap the expected result says the same."""
    wanted = str(result["Resolution"]["value"])
    if model == "NumberRange":
        return interval(wanted, near)
    number = float(wanted.rstrip("%"))
    name = result["Resolution"].get("unit")
    if name is None:
        return any(
            close(amount, number) and (model != "Ordinal" or v.kind == "rank") for v in near for amount, _ in amounts(v)
        )
    if name == "Pound" and model == "Currency":
        name = "British pound"
    number /= 100 if name in HUNDREDTHS else 1
    # Only "ton" is the short ton; the specification calls tonnes so too.
    code = (
        "t"
        if (name == "Ton" and not re.search(r"(?i)\bton", result["Text"])) or "tonne" in result["Text"]
        else UNITS[name]
    )
    normal = units.units()[code].normal if code in units.units() else code
    accepted = [(number, code)]
    if normal != code:
        accepted.append((units.convert(number, code, normal), normal))
    return any(
        close(amount, a) and unit.split("/")[0] in (u, u.split("/")[0])
        for v in near
        for amount, unit in amounts(v)
        for a, u in accepted
    )


def interval(wanted: str, near: list[Value]) -> bool:
    """Both ends of "(20,35]" are the ends of a range, or each is the bound of a value."""
    low, high = wanted[1:-1].split(",")
    if any(
        v.low is not None and close(v.low, float(low or "nan")) and close(v.high, float(high or "nan")) for v in near
    ):
        return True
    bounds: dict[str | None, list[float]] = {v.bound: [a for a, _ in amounts(v)] for v in near if v.bound}
    signs = [(low, ">" if wanted[0] == "(" else ">="), (high, "<" if wanted[-1] == ")" else "<=")]
    return all(not end or any(close(a, float(end)) for a in bounds.get(sign, [])) for end, sign in signs)


def measure(folder: Path, *, show: bool = False) -> tuple[dict[str, tuple[int, int]], Counter[str]]:
    """Right and in-scope results by model, and how many results each reason ruled out."""
    scores: dict[str, tuple[int, int]] = {}
    ruled_out: Counter[str] = Counter()
    for model, file in MODELS.items():
        hits = total = 0
        for case in json.loads((folder / "recognizers-text" / f"{file}.json").read_text(encoding="utf-8-sig")):
            found = find(case["Input"])
            for result in case["Results"]:
                why = reason(model, case, result)
                if why:
                    ruled_out[why] += 1
                    continue
                start, end = result.get("Start", 0), result.get("End", len(case["Input"])) + 1
                near = [v for v in found if v.start < end and start < v.end]
                ok = right(model, result, near)
                hits, total = hits + ok, total + 1
                if show and not ok:
                    got = [(v.text, v.amount, v.unit) for v in near]
                    print(f"{model}: {result['Text']!r} {result['Resolution']} in {case['Input'][:100]!r} got {got}")
        scores[model] = (hits, total)
    return scores, ruled_out


def main(arguments: list[str]) -> None:
    if not arguments:
        sys.exit(__doc__)
    scores, ruled_out = measure(Path(arguments[0]), show="--show" in arguments)
    for model, (hits, total) in scores.items():
        print(f"{model:12} {hits:4} of {total:4} right  {hits / total:6.1%}")
    hits, total = (sum(column) for column in zip(*scores.values(), strict=True))
    print(f"{'all':12} {hits:4} of {total:4} right  {hits / total:6.1%}")
    print("\nruled out")
    for why, count in ruled_out.most_common():
        print(f"{count:4}  {why}")


if __name__ == "__main__":
    main(sys.argv[1:])
