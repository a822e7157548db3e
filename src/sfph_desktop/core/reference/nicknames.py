"""Given names that stand for one another, as shipped: Peggy is Margaret, Seumas is James."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def load_nicknames(file: Path) -> Mapping[str, tuple[str, ...]]:
    """By folded name: the other names of every group it stands in, each once."""
    others: dict[str, dict[str, None]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        group = [] if line.startswith("#") else line.split()
        for name in group:
            others.setdefault(name, {}).update(dict.fromkeys(other for other in group if other != name))
    return {name: tuple(group) for name, group in others.items()}
