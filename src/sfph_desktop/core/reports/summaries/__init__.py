"""Runs turned into blocks, one module per document."""
