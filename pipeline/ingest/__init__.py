"""Sources to documents: whatever a user names becomes `Document | Failure`, in order, one at a time."""

from pipeline.ingest.columns import Columns
from pipeline.ingest.limits import LARGEST
from pipeline.ingest.plain import document
from pipeline.ingest.readers import READERS, Input
from pipeline.ingest.sources import check_language, container, read

__all__ = ["LARGEST", "READERS", "Columns", "Input", "check_language", "container", "document", "read"]
