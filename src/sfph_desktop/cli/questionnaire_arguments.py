"""The words of the commands for questionnaires and for instruments of the office's own."""

from __future__ import annotations

import argparse
from pathlib import Path

from sfph_desktop.cli import questionnaires
from sfph_desktop.cli.parsing import Parsers, command, day
from sfph_desktop.core.domain.measures import STAGES
from sfph_desktop.core.domain.printed import LAYOUTS


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Questionnaires: print, enter, due; instruments of one's own."""
    paper = command(commands, shared, "questionnaire", None, "print, enter from paper, see what is due")
    ways = paper.add_subparsers(required=True, metavar="ACTION")
    printed = command(ways, shared, "print", questionnaires.print_paper, "a paper to be filled in", json=True)
    printed.add_argument("instrument", metavar="INSTRUMENT")
    printed.add_argument("--person", default="", metavar="REF", help="for whom; without one, for anybody")
    printed.add_argument("--stage", default="", choices=STAGES)
    printed.add_argument("--layout", default="normal", choices=LAYOUTS)
    printed.add_argument("--with-name", action="store_true", help="print the person's name, not only the code")
    printed.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    entered = command(ways, shared, "enter", questionnaires.enter, "type the answers of a paper", json=True)
    entered.add_argument(
        "what",
        metavar="CODE",
        help="the six signs at the head of a paper printed for one person; with --person, the questionnaire",
    )
    entered.add_argument(
        "answers", nargs="*", metavar="ANSWER", help="in order, right after the code; . for one left out"
    )
    entered.add_argument("--person", default="", metavar="REF")
    entered.add_argument("--stage", default="", choices=STAGES)
    entered.add_argument("--date", type=day, metavar="DATE", help="filled in on; today without it")
    command(ways, shared, "due", questionnaires.list_due, "what is due, overdue or begun", json=True)
    own = command(commands, shared, "instrument", None, "questionnaires of your own")
    deeds = own.add_subparsers(required=True, metavar="ACTION")
    added = command(deeds, shared, "add", questionnaires.add, "make one from an XLSForm or JSON", json=True)
    added.add_argument("file", type=Path, metavar="FILE.xlsx|FILE.json")
    changed = command(deeds, shared, "change", questionnaires.change, "change or supersede one", json=True)
    changed.add_argument("instrument", metavar="INSTRUMENT")
    changed.add_argument("file", type=Path, metavar="FILE.xlsx|FILE.json")
    for parser in (added, changed):
        parser.add_argument("--name", default="", help="in place of the file's")
        parser.add_argument("--short-name", default="", help="in place of the file's")
        parser.add_argument("--construct", default="", metavar="WORDS", help="what it shows")
        parser.add_argument("--higher", default="", choices=tuple(questionnaires.BETTER), help="what a higher score is")
    away = command(deeds, shared, "away", questionnaires.put_away, "offer one no more", json=True)
    away.add_argument("instrument", metavar="INSTRUMENT")
    away.add_argument("--back", action="store_true", help="offer it again")
    show = command(deeds, shared, "show", questionnaires.show, "write one as the JSON that add reads")
    show.add_argument("instrument", metavar="INSTRUMENT")
    said = "the wording you may use of one that may not be shipped"
    worded = command(deeds, shared, "word", questionnaires.word, said, json=True)
    worded.add_argument("instrument", metavar="INSTRUMENT")
    worded.add_argument("file", nargs="?", type=Path, metavar="FILE.json", help="without one, writes what to fill in")
    worded.add_argument("--by", default="", metavar="NAME", help="who declares that you may use it")
    worded.add_argument("--terms", default="", metavar="WORDS", help="registration number, licence or permission")
    worded.add_argument("--take-out", action="store_true", help="take the wording out again")
