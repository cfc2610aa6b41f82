"""The version of this package: every claim carries it."""

__version__ = "0.1.0"
