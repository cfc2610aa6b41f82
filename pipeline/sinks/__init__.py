"""Claims to files and databases."""
