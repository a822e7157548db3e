"""The gate: whatever enters or leaves as a file."""
