"""Jobs and messages."""
