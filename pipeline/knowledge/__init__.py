"""What is known before reading: things with their names, and reference facts over the years.

Built by `claimspan build-knowledge FOLDER` from public-domain sources (the CIA World Factbook's editions 1990-2025,
Natural Earth, ISO country codes) and the hand-kept tables in `data/knowledge/curated`; the same folder gives the same
bytes. Wikidata ids of places come with the sources, those of other things from the hand-kept tables.
"""
