"""Claims to files and streams, and back."""

from pipeline.sinks.jsonl import read_claims
from pipeline.sinks.registry import SINKS, Sink, sink, write

__all__ = ["SINKS", "Sink", "read_claims", "sink", "write"]
