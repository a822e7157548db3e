"""The steps in their order. Each file stands alone and is never edited once it has been released."""

from __future__ import annotations

ORDER = ("0001_first", "0002_recording", "0003_toolkit", "0004_tenders", "0005_network")
"""Names of the step files, the oldest first. A step's revision is the number its name begins with."""
