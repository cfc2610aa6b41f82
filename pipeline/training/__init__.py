"""Corpora to training sets to models."""
