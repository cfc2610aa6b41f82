"""Claims against references."""
