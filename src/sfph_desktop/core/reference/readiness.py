"""The questions of the readiness self-check, as they come with the program."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.readiness import ReadinessQuestion, ReadinessTheme


def readiness_themes(file: Path) -> tuple[ReadinessTheme, ...]:
    """The themes in their order, their questions numbered through. Raises UserCanFix when they are missing."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        themes, number = [], 0
        for theme in told["theme"]:
            questions = tuple(
                _question(one, theme["id"], number + place) for place, one in enumerate(theme["question"], 1)
            )
            number += len(questions)
            themes.append(ReadinessTheme(id=theme["id"], name=theme["name"], why=theme["why"], questions=questions))
    except (OSError, KeyError, tomllib.TOMLDecodeError):
        raise UserCanFix(
            what="The program's own questions on readiness are missing or damaged.", do="Install the program again."
        ) from None
    return tuple(themes)


def _question(told: dict[str, Any], theme: str, number: int) -> ReadinessQuestion:
    return ReadinessQuestion(
        id=told["id"],
        number=number,
        theme=theme,
        text=told["text"],
        next=told["next"],
        place=told.get("place", ""),
        key=told.get("key", False),
    )
