"""Commands that lay one evidence out for several readers: briefings, the poster, slides, and two runs side by side."""

from __future__ import annotations

import argparse
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.parsing import Parsers, command
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.briefings import AUDIENCES
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import briefings
from sfph_desktop.core.usecases.briefings import BriefingMade


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    text = "two pages for an integration authority or health board, in its outcomes"
    one = command(commands, shared, "briefing", briefing, text, json=True)
    one.add_argument("--for", dest="for_whom", default="", metavar="NAME", help="as NHS Fife, or Fife partnership")
    one.add_argument("--list", action="store_true", dest="listed", help="name all of them")
    one.add_argument("--audience", choices=tuple(AUDIENCES), default="health")
    one.add_argument("--framework", default="", metavar="ID", help="other outcomes than the body's first")
    one.add_argument("--snapshot", default="", metavar="S-0001", help="the newest run unless said")
    one.add_argument("--out", type=Path, metavar="FILE.pdf or FILE.docx")
    one.add_argument("--contact", default="", help="whom to ask, printed at the end")
    one.add_argument("--large-print", action="store_true")
    for name, told in (
        ("poster", "a poster of a run, one page of A1"),
        ("slides", "slides of a run, one finding each, with its chart and evidence number"),
    ):
        one = command(commands, shared, name, poster if name == "poster" else slides, told, json=True)
        one.add_argument("--snapshot", default="", metavar="S-0001", help="the newest run unless said")
        one.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
        one.add_argument("--contact", default="", help="whom to ask, printed at the end")
    one = command(commands, shared, "twelve-months", twelve_months, "two kept runs side by side", json=True)
    one.add_argument("--from", dest="earlier", required=True, metavar="S-0001", help="the earlier run")
    one.add_argument("--to", dest="later", required=True, metavar="S-0002", help="the later run")
    one.add_argument("--out", type=Path, required=True, metavar="FILE.pdf or FILE.docx")
    one.add_argument("--contact", default="", help="whom to ask, printed at the end")
    one.add_argument("--large-print", action="store_true")


def briefing(asked: Namespace, saying: Saying) -> None:
    """Write a briefing, or name the bodies one may be for."""
    with opened(asked) as office:
        if asked.listed:
            known = briefings.all_authorities(office)

            def tell() -> None:
                for one in known:
                    saying.line(f"{one.code}  {one.full_name}")

            saying.either(asked.json, {"authorities": [asdict(one) for one in known]}, tell)
            return
        if not asked.for_whom or asked.out is None:
            raise UserCanFix(
                what="It is not said for whom, or where to.", do="Give --for NAME and --out FILE.pdf, or --list."
            )
        made = briefings.make_briefing(
            office,
            asked.for_whom,
            asked.audience,
            asked.out,
            snapshot_number=asked.snapshot,
            framework=asked.framework,
            contact=asked.contact,
            large_print=asked.large_print,
            progress=saying.progress,
        )
    _tell(asked, saying, made)


def poster(asked: Namespace, saying: Saying) -> None:
    """Write the poster of a run."""
    with opened(asked) as office:
        made = briefings.make_poster(
            office, asked.out, snapshot_number=asked.snapshot, contact=asked.contact, progress=saying.progress
        )
    _tell(asked, saying, made)


def slides(asked: Namespace, saying: Saying) -> None:
    """Write the slides of a run."""
    with opened(asked) as office:
        made = briefings.make_slides(
            office, asked.out, snapshot_number=asked.snapshot, contact=asked.contact, progress=saying.progress
        )
    _tell(asked, saying, made)


def twelve_months(asked: Namespace, saying: Saying) -> None:
    """Write what two kept runs say side by side."""
    with opened(asked) as office:
        made = briefings.make_twelve_months(
            office,
            asked.earlier,
            asked.later,
            asked.out,
            contact=asked.contact,
            large_print=asked.large_print,
            progress=saying.progress,
        )
    _tell(asked, saying, made)


def _tell(asked: Namespace, saying: Saying, made: BriefingMade) -> None:
    document = {
        "file": str(made.path),
        "snapshot": made.snapshot,
        "for": made.for_whom,
        "framework": made.framework,
    }
    saying.either(asked.json, document, lambda: saying.line(str(made.path)))
