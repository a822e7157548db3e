"""PySide6 6.12.0 dropped a reference to None on every call under Python 3.11 and aborted after about 5,200 calls."""

from __future__ import annotations

import sys

from PySide6 import __version_info__
from PySide6.QtCore import QObject


def test_calls_that_return_none_give_none_back_its_reference() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(2000):
        thing.setObjectName("x")
    lost = before - sys.getrefcount(None)
    # From Python 3.12 None is immortal and its count stands still; on 3.11 a handful may come and go.
    assert lost < 200, f"{lost} references to None lost in 2,000 calls"


def test_the_version_is_one_that_was_tried() -> None:
    assert __version_info__[:2] < (6, 12)
