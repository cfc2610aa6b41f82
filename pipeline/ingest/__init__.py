"""Sources to documents: whatever a user names becomes `Document | Failure`, in order, one at a time."""

from pipeline.ingest.plain import document
from pipeline.ingest.readers import LARGEST, READERS, Input
from pipeline.ingest.sources import check_language, read

__all__ = ["LARGEST", "READERS", "Input", "check_language", "document", "read"]
