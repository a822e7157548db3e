"""Reads the one file of colours, spaces and sizes, and works out what each role looks like in each theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sfph_desktop.ui.theme.token_file import read_tokens

Rgb = tuple[int, int, int]


class Tokens(NamedTuple):
    """The design tokens as read from `tokens.toml`: base colours per theme, roles, spaces, type, sizes."""

    themes: Mapping[str, Mapping[str, str]]
    levels: Mapping[str, str]
    roles: Mapping[str, Any]
    contrast: Mapping[str, float]
    """`text on window` and the least contrast that pair may have."""
    space: Mapping[str, int]
    radius: Mapping[str, int]
    type: Mapping[str, Any]
    size: Mapping[str, int]
    text_sizes: Mapping[str, Any]
    chart: Mapping[str, str]

    @classmethod
    def read(cls, path: Path) -> Tokens:
        """Read the file; raises OSError or tomllib.TOMLDecodeError when the program is not whole."""
        return cls(**read_tokens(path.read_text(encoding="utf-8")))

    @property
    def names(self) -> tuple[str, ...]:
        """The themes there are, in their order in the file."""
        return tuple(self.themes)

    @property
    def text_choices(self) -> Sequence[int]:
        """Text sizes offered, in per cent."""
        return tuple(self.text_sizes["choices"])

    def title(self, theme: str) -> str:
        """The word for a theme on screen."""
        return self.themes[theme]["title"]

    def colours(self, theme: str) -> dict[str, str]:
        """Every role of one theme as `#rrggbb`; KeyError when a role names a colour that the theme lacks."""
        base = {**self.levels, **self.themes[theme]}
        wanted = {name: said for name, said in self.roles.items() if isinstance(said, str)}
        wanted.update(self.roles.get(theme, {}))
        return {role: _laid(said, base) for role, said in wanted.items()}

    def text_percent(self, wanted: int) -> int:
        """A text size within the bounds the file sets."""
        return max(int(self.text_sizes["smallest"]), min(int(self.text_sizes["largest"]), wanted))


def _laid(said: str, base: Mapping[str, str]) -> str:
    """`accent/13`: thirteen per cent of the accent laid over the paper."""
    name, slash, percent = said.partition("/")
    colour = rgb(base[name])
    if not slash:
        return base[name]
    share = int(percent) / 100
    paper = rgb(base["paper"])
    mixed = (round(top * share + under * (1 - share)) for top, under in zip(colour, paper, strict=True))
    return "#" + "".join(f"{part:02X}" for part in mixed)


def rgb(colour: str) -> Rgb:
    """`#rrggbb` as three numbers from 0 to 255; ValueError when it is not one."""
    if len(colour) != 7 or not colour.startswith("#"):
        raise ValueError(f"not a colour: {colour}")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance of sRGB)."""
    light, dark = sorted((_luminance(rgb(one)), _luminance(rgb(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
