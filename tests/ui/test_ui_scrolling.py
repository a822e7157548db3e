"""A page whose words wrap can stand at any width without Qt chasing its own tail."""

from __future__ import annotations

import subprocess
import sys

_CHASE = """
import sys
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from PySide6.QtCore import Qt
from sfph_desktop.ui.theme.pieces import Prose, column, held, scroller, words
app = QApplication(["x", "-style", "fusion"])
pieces = [made("one two three four five " * (n % 7 + 1)) for n in range(8) for made in (words, Prose)]
area = scroller(held(column(*pieces, gap=4)), "A page")
area.show()
for width in range(240, 700, 7):
    for height in range(200, 900, 70):
        area.resize(width, height)
        app.processEvents()
bar = area.verticalScrollBar()
area.resize(600, 200); app.processEvents()
assert bar.isVisible() and bar.maximum() > 0
room = area.viewport().width()
area.resize(600, 4000); app.processEvents()
assert bar.isVisible() and bar.maximum() == 0
assert area.viewport().width() == room
print("still")
"""


def test_a_page_keeps_its_width_whether_it_scrolls_or_not() -> None:
    done = subprocess.run([sys.executable, "-c", _CHASE], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "still"
