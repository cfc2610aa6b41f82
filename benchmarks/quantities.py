"""Accuracy of the grammar of values on the specifications of Microsoft Recognizers-Text (English).

    python benchmarks/quantities.py CORPORA_FOLDER [--show]

CORPORA_FOLDER holds `recognizers-text/*.json`. An expected result counts as right when `find` gives a value that overlaps
it, with the same number and, where the specification names one, the same unit. Results that this project's record does
not want are ruled out by `OUT_OF_SCOPE`, reason by reason, and counted.
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

