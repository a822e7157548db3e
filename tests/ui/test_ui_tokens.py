"""The tokens: every pair can be read in every theme, and no colour is written anywhere else."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sfph_desktop.ui.theme.token_file import read_tokens
from sfph_desktop.ui.theme.tokens import Tokens, contrast, rgb

THEMES = ("light", "dark", "cream")


@pytest.fixture(scope="module")
def tokens(root: Path) -> Tokens:
    return Tokens.read(root / "resources" / "theme" / "tokens.toml")


def test_the_three_themes_are_there(tokens: Tokens) -> None:
    assert tokens.names == THEMES


@pytest.mark.parametrize("theme", THEMES)
def test_every_pair_has_the_contrast_it_needs(tokens: Tokens, theme: str) -> None:
    colours = tokens.colours(theme)
    for pair, least in tokens.contrast.items():
        upper, under = pair.split(" on ")
        assert least in {3.0, 4.5}
        assert contrast(colours[upper], colours[under]) >= least, (theme, pair)


@pytest.mark.parametrize("theme", THEMES)
def test_every_role_that_is_written_with_has_a_pair(tokens: Tokens, theme: str) -> None:
    measured = {pair.split(" on ")[0] for pair in tokens.contrast}
    grounds = {"window", "sidebar", "field", "line", "notice", "scroll", "scroll_hover", "accent_hover"}
    for role in tokens.colours(theme):
        assert role in measured or role in grounds or role.endswith(("_soft", "_faint")), role


def test_contrast_is_the_published_measure() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)
    assert contrast("#123456", "#123456") == pytest.approx(1.0)


def test_a_colour_that_is_none_is_refused() -> None:
    for wrong in ("red", "#12345", "123456#"):
        with pytest.raises(ValueError, match=r"not a colour|invalid literal"):
            rgb(wrong)


def test_levels_look_the_same_in_every_theme(tokens: Tokens) -> None:
    seen = {tuple(tokens.colours(theme)[level] for level in tokens.levels) for theme in THEMES}
    assert seen == {("#0072B2", "#D55E00", "#009E73")}


def test_text_size_stays_within_its_bounds(tokens: Tokens) -> None:
    assert [tokens.text_percent(wanted) for wanted in (10, 90, 150, 900)] == [90, 90, 150, 200]


def test_spaces_are_steps_of_four(tokens: Tokens) -> None:
    assert all(space % 4 == 0 for name, space in tokens.space.items() if name != "hair")


def test_no_colour_is_written_outside_the_tokens(root: Path) -> None:
    written = re.compile(r"#[0-9a-fA-F]{6}\b|\brgba?\(\d|QColor\(\s*[\"'\d]|Qt\.GlobalColor\.(?!transparent)")
    places = [*(root / "src/sfph_desktop/ui").rglob("*.py"), root / "resources/theme/window.qss"]
    offenders = [str(place) for place in places if written.search(place.read_text(encoding="utf-8"))]
    assert not offenders


def test_the_style_sheet_asks_only_for_what_is_there(root: Path, tokens: Tokens) -> None:
    sheet = (root / "resources/theme/window.qss").read_text(encoding="utf-8")
    roles = set(tokens.colours("light"))
    bare = set(re.findall(r"\$([a-z_]+)\b", sheet))
    assert bare <= roles, bare - roles


def test_icons_are_one_set(root: Path) -> None:
    icons = sorted((root / "resources/icons").glob("*.svg"))
    assert len(icons) > 40
    for icon in icons:
        text = icon.read_text(encoding="utf-8")
        assert 'viewBox="0 0 24 24"' in text, icon.name
        assert set(re.findall(r'(?:stroke|fill)="([^"]+)"', text)) <= {"currentColor", "none"}, icon.name
        weights = set(re.findall(r'stroke-width="([^"]+)"', text))
        assert weights <= {"1.7"}, icon.name


def test_every_icon_that_is_asked_for_is_there(root: Path) -> None:
    there = {icon.stem for icon in (root / "resources/icons").glob("*.svg")}
    asked: set[str] = set()
    for module in (root / "src/sfph_desktop/ui").rglob("*.py"):
        text = module.read_text(encoding="utf-8")
        asked |= set(re.findall(r'\bicon="([a-z-]+)"', text))
        asked |= set(re.findall(r'(?:mark|icon_button|\.icon|\.dress|\.pixmap)\([\w.]+, "([a-z-]+)"', text))
    assert len(asked) > 20
    assert asked <= there, asked - there


def test_the_file_is_understood_without_tomllib_and_as_tomllib_does(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (root / "resources" / "theme" / "tokens.toml").read_text(encoding="utf-8")
    expected = tomllib.loads(text)
    monkeypatch.setitem(sys.modules, "tomllib", None)  # importing it now fails
    assert read_tokens(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        'a = "x\\ty"',
        "[a]\nb = -1\n[a.c]\nd = 'e'",
        "[a.b]\nc = 1_000\n[a]\nd = true",
        '[a]\nb = [1,\n 2]\n"c d" = { e = 1 }',
        "[a]\nb.c = 01.5e3",
        "[a]\nb = 1\nb = 2",
        "[a]\nb = 1\n[a.b]\nc = 2",
        "[a]\nb = 1\n[a]\nc = 2",
        "[a.]\nb = 1",
        "a = 1e5\r\nb = 0x10",
        'a = "\u00e9 # no comment" # one\n[b] # another\nc = 1.5',
    ],
)
def test_what_else_toml_can_say_is_read_or_refused_as_tomllib_does(text: str) -> None:
    def tried(read: Callable[[str], dict[str, Any]]) -> object:
        try:
            return read(text)
        except tomllib.TOMLDecodeError:
            return "refused"

    assert tried(read_tokens) == tried(tomllib.loads)
