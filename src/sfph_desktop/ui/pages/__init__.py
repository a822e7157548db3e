"""The places, one module each."""
