"""The errors a caller may want to catch.

    PipelineError
    ├── SourceError        an input cannot be read: missing, empty, binary, undecodable, not English
    ├── ResourceError      a model or table is missing or damaged
    ├── RecordError        a claim file does not hold claim records
    ├── SinkError          claims cannot be written where they were sent
    └── TrainingError      a training run cannot start or go on

Every message names the thing that failed and the way out.
"""


class PipelineError(Exception):
    """Anything this package raises on purpose; `str(error)` is fit to show to a user."""


class SourceError(PipelineError):
    """An input cannot be read or should not be: the message names it and says what to do."""


class ResourceError(PipelineError):
    """A model or a table that ships with the package, or that the user named, is missing or damaged."""


class RecordError(PipelineError):
    """A line or file does not hold valid `claimspan/1` records."""


class SinkError(PipelineError):
    """Claims cannot be written to the place named."""


class TrainingError(PipelineError):
    """A corpus, config or checkpoint keeps a training run from starting or going on."""
