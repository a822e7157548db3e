"""SFPH Desktop: from an answer given to a figure that can be proved."""

__version__ = "0.1.0"
