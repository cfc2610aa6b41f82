"""Text to numbers, units, values and times: pure functions on strings, linear in their length, without spaCy."""
