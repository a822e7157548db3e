"""Reads the worked profiles that come with the program."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.problems import OurBug
from sfph_desktop.core.domain.sample_enterprises import SampleEnterprise


def sample_enterprises(file: Path) -> tuple[SampleEnterprise, ...]:
    """The profiles in their order. OurBug when the file is not as it came."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        year = int(told["as_of"])
        return tuple(_read(number, dict(one), year) for number, one in enumerate(told["enterprise"], start=1))
    except (OSError, KeyError, TypeError, ValueError) as trouble:
        raise OurBug(f"The sample enterprises cannot be read: {trouble}") from trouble


def _read(number: int, one: dict[str, Any], year: int) -> SampleEnterprise:
    outcomes = tuple((part["level"], part["text"]) for part in one.pop("outcomes"))
    lists: dict[str, Any] = {name: tuple(one.pop(name)) for name in ("commissioners", "partners")}
    return SampleEnterprise(number=number, years=year - int(one["began"]), outcomes=outcomes, **lists, **one)
