"""The command for the readiness self-check: tell it, answer a question, write it for the board."""

from __future__ import annotations

import argparse
from argparse import Namespace
from pathlib import Path
from typing import Any

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.parsing import Parsers, between, command
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.readiness import ANSWERS, ReadinessLine, next_steps, said_standing
from sfph_desktop.core.usecases import readiness as use


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add it to the other commands."""
    text = "what an enterprise asks itself before it grows: answers, what the records say, what to do next"
    one = command(commands, shared, "readiness", readiness, text, json=True)
    one.add_argument("--question", type=between(1, 999), metavar="N", help="the question that --answer is about")
    one.add_argument("--answer", choices=(*ANSWERS, ""), help="blank takes the answer away")
    one.add_argument("--note", metavar="WORDS")
    one.add_argument("--out", type=Path, metavar="FILE.pdf or FILE.docx", help="the self-check on paper")


def readiness(asked: Namespace, saying: Saying) -> None:
    """Keep an answer where one is given; tell every question, or write the paper."""
    with opened(asked) as office:
        if (asked.question is None) != (asked.answer is None):
            raise UserCanFix(what="A question and its answer belong together.", do="Give --question and --answer.")
        if asked.question is not None:
            use.answer(office, asked.question, asked.answer, asked.note)
        every = use.lines(office)
        out = use.write_readiness(office, asked.out) if asked.out is not None else None
    steps = next_steps(every)
    document: dict[str, Any] = {
        "file": None if out is None else str(out),
        "standing": said_standing(every),
        "questions": use.answers_document(every),
        "next": [one.question.id for one in steps],
    }
    saying.either(asked.json, document, lambda: _tell(every, steps, out, saying))


def _tell(every: tuple[ReadinessLine, ...], steps: tuple[ReadinessLine, ...], out: Path | None, saying: Saying) -> None:
    if out is not None:
        saying.line(str(out))
        return
    theme = ""
    for one in every:
        if one.theme != theme:
            theme = one.theme
            saying.line(f"\n{theme}" if one.question.number > 1 else theme)
        said = ANSWERS[one.answer.answer] if one.answer else "-"
        saying.line(f"{one.question.number:>3}  {said}: {one.question.text}")
        if one.seen:
            saying.line(f"     Your records: {one.seen.words}")
    saying.line(f"\n{said_standing(every)}")
    for place, one in enumerate(steps[:5], 1):
        saying.line(f"{place}. {one.question.next}")
