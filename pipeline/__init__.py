"""claimspan: what an article claims, as records with exact spans. Importing this does no work."""

__version__ = "0.1.0"
