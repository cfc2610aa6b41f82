"""claimspan: what an article claims, as records with exact spans. Importing this does no work.

>>> import pipeline
>>> for claim in pipeline.extract("article.txt"):
...     print(claim.text, claim.evidence.quote)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from pipeline.version import __version__

if TYPE_CHECKING:
    from pipeline.checking import check
    from pipeline.converting import convert
    from pipeline.delivery import Summary
    from pipeline.errors import PipelineError, RecordError, ResourceError, SinkError, SourceError, TrainingError
    from pipeline.records import Claim, Document, Failure, Result
    from pipeline.run import Options, Pipeline, annotate, deliver, extract, load, results
    from pipeline.sinks import read_claims, read_results, write

# Public name -> where it lives; imported when first used, so that importing this package costs nothing.
_HOMES = {
    "Claim": "pipeline.records",
    "Document": "pipeline.records",
    "Failure": "pipeline.records",
    "Options": "pipeline.run",
    "Pipeline": "pipeline.run",
    "PipelineError": "pipeline.errors",
    "RecordError": "pipeline.errors",
    "ResourceError": "pipeline.errors",
    "Result": "pipeline.records",
    "SinkError": "pipeline.errors",
    "SourceError": "pipeline.errors",
    "Summary": "pipeline.delivery",
    "TrainingError": "pipeline.errors",
    "annotate": "pipeline.run",
    "check": "pipeline.checking",
    "convert": "pipeline.converting",
    "deliver": "pipeline.run",
    "extract": "pipeline.run",
    "load": "pipeline.run",
    "read_claims": "pipeline.sinks",
    "read_results": "pipeline.sinks",
    "results": "pipeline.run",
    "write": "pipeline.sinks",
}

__all__ = [
    "Claim",
    "Document",
    "Failure",
    "Options",
    "Pipeline",
    "PipelineError",
    "RecordError",
    "ResourceError",
    "Result",
    "SinkError",
    "SourceError",
    "Summary",
    "TrainingError",
    "__version__",
    "annotate",
    "check",
    "convert",
    "deliver",
    "extract",
    "load",
    "read_claims",
    "read_results",
    "results",
    "write",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
