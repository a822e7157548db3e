"""Pieces that know domain values but no use case."""
