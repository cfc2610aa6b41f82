"""Looking inside: which rule made a claim and why it is believed, and what became of the rest of a text."""
