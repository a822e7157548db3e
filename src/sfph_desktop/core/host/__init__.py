"""The machine: paths, settings, log."""
