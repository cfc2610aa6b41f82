"""The knowledge base: build it from sources, look entities and facts up."""
