"""Reads what the sample enterprises tell a sample network."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.problems import OurBug
from sfph_desktop.core.domain.sample_enterprises import SampleMember


def sample_members(file: Path) -> tuple[SampleMember, ...]:
    """The members in the order of their profiles. OurBug when the file is not as it came."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        return tuple(_read(dict(one)) for one in told["member"])
    except (OSError, KeyError, TypeError, ValueError) as trouble:
        raise OurBug(f"The sample network cannot be read: {trouble}") from trouble


def _read(one: dict[str, Any]) -> SampleMember:
    youngest, oldest, most = one.pop("ages")
    green = tuple((str(factor), str(instead), float(amount)) for factor, instead, amount in one.pop("green", ()))
    return SampleMember(ages=(youngest, oldest, most), green=green, themes=tuple(one.pop("themes", ())), **one)
