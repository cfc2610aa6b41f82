"""Claims to files, folders and databases, and back."""

from pipeline.sinks.registry import SINKS, Sink, read_claims, read_results, sink, sinks, write

__all__ = ["SINKS", "Sink", "read_claims", "read_results", "sink", "sinks", "write"]
