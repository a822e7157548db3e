"""The core: words, spokes and use cases; it knows nothing of any window."""
