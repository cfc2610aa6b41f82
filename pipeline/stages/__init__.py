"""Components of the spaCy pipeline, one per file; they meet only in the Doc."""
