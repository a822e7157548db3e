"""The sums: pure functions on domain values; no files, no clock, no database."""
