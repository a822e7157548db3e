"""Commands for public social partnerships: kept through their stages, and a document for each."""

from __future__ import annotations

import argparse
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.parsing import Parsers, command, day
from sfph_desktop.cli.promise_arguments import OUT, pounds
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.psp_rules import KIND_WORDS, STAGE_WORDS
from sfph_desktop.core.domain.psps import ENTRY_KINDS, STAGES, Psp, PspEntry, PspPartner
from sfph_desktop.core.usecases import psps

_FACTS = (
    *("title", "public_body", "stage", "starts_on", "pilot_from", "pilot_to", "pilot_cost", "tender_by", "note"),
    "contract_ref",
)
_ENTRY = ("stage", "kind", "text", "by_whom", "evidence", "cost")


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    parser = commands.add_parser("psp", help="public social partnerships, stage by stage")
    ways = parser.add_subparsers(
        required=True, metavar="add|change|partner|write|list|show|paper|remove", dest="action"
    )
    command(ways, shared, "list", psp, "the partnerships, the newest first", json=True)
    for name, text in (("show", "one with its record"), ("remove", "remove one with its record")):
        command(ways, shared, name, psp, text, json=True).add_argument("psp", metavar="PSP", help="its reference")
    for name, text in (("add", "add one"), ("change", "change facts of one")):
        one = command(ways, shared, name, psp, text, json=True)
        if name == "add":
            one.add_argument("title", metavar="WORDS", help="the service that is designed")
            one.add_argument("--ref", help="your own reference; the next one unless said")
        else:
            one.add_argument("psp", metavar="PSP", help="its reference")
            one.add_argument("--title", metavar="WORDS")
        one.add_argument("--with", dest="public_body", metavar="WHO", help="the public body")
        one.add_argument("--stage", choices=STAGES)
        for flag in ("starts-on", "pilot-from", "pilot-to", "tender-by"):
            one.add_argument(f"--{flag}", type=day, metavar="DAY")
        one.add_argument("--pilot-cost", type=pounds, metavar="POUNDS")
        one.add_argument("--contract", dest="contract_ref", metavar="REF")
        one.add_argument("--note")
    one = command(ways, shared, "partner", psp, "name one who takes part", json=True)
    one.add_argument("psp", metavar="PSP", help="its reference")
    one.add_argument("name", metavar="NAME")
    one.add_argument("--role", default="", metavar="WORDS")
    one = command(ways, shared, "write", psp, "write a line into the record of a stage", json=True)
    one.add_argument("psp", metavar="PSP", help="its reference")
    one.add_argument("text", metavar="WORDS")
    one.add_argument("--stage", required=True, choices=STAGES)
    one.add_argument("--kind", required=True, choices=ENTRY_KINDS)
    one.add_argument("--on", dest="date", type=day, metavar="DAY", help="today unless said")
    one.add_argument("--by", dest="by_whom", metavar="WHO", help="who said or decided it")
    one.add_argument("--evidence", metavar="E-0001")
    one.add_argument("--cost", type=pounds, metavar="POUNDS")
    one = command(ways, shared, "paper", psp, "the document of a stage", json=True)
    one.add_argument("psp", metavar="PSP", help="its reference")
    one.add_argument("--stage", required=True, choices=STAGES)
    one.add_argument("--out", type=Path, required=True, metavar=OUT)


def psp(asked: Namespace, saying: Saying) -> None:
    """Everything that is done with a partnership."""
    with opened(asked) as office:
        if asked.action == "list":
            saying.listing(psps.list_psps(office), as_json=asked.json)
            return
        if asked.action == "add":
            one = psps.add_psp(office, Psp(psp_ref=asked.ref or "", **_given(asked, _FACTS))).value
        else:
            one = psps.psp_named(office, asked.psp)
        if asked.action == "change":
            one = psps.change_psp(office, int(one.id), **_given(asked, _FACTS)).value
        elif asked.action == "partner":
            psps.add_partner(office, PspPartner(psp_id=one.id, name=asked.name, role=asked.role))
        elif asked.action == "write":
            when = asked.date or office.clock.today()
            psps.add_entry(office, PspEntry(psp_id=one.id, date=when, **_given(asked, _ENTRY)))
        elif asked.action == "paper":
            out = psps.write_stage(office, int(one.id), asked.stage, asked.out)
            saying.either(asked.json, {"file": str(out)}, lambda: saying.line(str(out)))
            return
        elif asked.action == "remove":
            psps.remove_psp(office, int(one.id))
            saying.either(asked.json, {"removed": one.psp_ref}, lambda: saying.line(f"{one.title} is removed."))
            return
        page = psps.psp_page(office, int(one.id))
    document = {
        **asdict(page.psp),
        "pilot_cost": None if page.psp.pilot_cost is None else page.psp.pilot_cost.in_pounds,
        "partners": [asdict(each) for each in page.partners],
        "record": [
            {**asdict(each), "cost": None if each.cost is None else each.cost.in_pounds} for each in page.entries
        ],
    }

    def tell() -> None:
        saying.line(f"{page.psp.psp_ref}  {page.psp.title}: {STAGE_WORDS[page.psp.stage]}")
        for member in page.partners:
            saying.line(f"  with {member.name}" + (f" ({member.role})" if member.role else ""))
        for each in page.entries:
            saying.line(f"  {each.date:%d/%m/%Y}  {KIND_WORDS[each.kind]}: {each.text}")

    saying.either(asked.json, document, tell)


def _given(asked: Namespace, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name in names if (value := getattr(asked, name, None)) is not None}
