"""Where the tests' themes put their drawn marks: one folder a process, so that the style sheet is the same in each."""

from __future__ import annotations

import os
from pathlib import Path

DRAWN = Path(__file__).resolve().parent.parent / "build" / "drawn" / os.environ.get("PYTEST_XDIST_WORKER", "alone")
