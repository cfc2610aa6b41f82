"""Sources to Documents."""
