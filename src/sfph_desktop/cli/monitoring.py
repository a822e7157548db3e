"""Commands for the monitoring report: the funder's layout, the answers, and the document."""

from __future__ import annotations

import argparse
import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.parsing import Parsers, command
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.contracts import Contract
from sfph_desktop.core.domain.monitoring import LayoutId, ReportLayout, ReportSection
from sfph_desktop.core.domain.monitoring_rules import FIELDS, LayoutParts, fields_of, read_quarter
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import commissioners, contracts, monitoring
from sfph_desktop.core.usecases.office import Office

_PART = ("kind", "heading", "fields", "question")


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    text = "the report of a contract and quarter, in the funder's own layout"
    made = command(commands, shared, "monitoring-report", report, text, json=True)
    made.add_argument("--contract", required=True, metavar="REF")
    made.add_argument("--quarter", required=True, metavar="2026Q1", help="of the calendar year")
    made.add_argument("--out", required=True, type=Path, metavar="FILE.pdf or FILE.docx")
    made.add_argument("--snapshot", default="", metavar="S-0001", help="print a run that was kept before")
    made.add_argument("--contact", default="", help="whom to ask, printed at the end")
    made.add_argument("--large-print", action="store_true")
    parser = commands.add_parser("report-layout", help="how a funder wants its monitoring report")
    ways = parser.add_subparsers(required=True, metavar="show|set|remove", dest="action")
    for name, told in (("show", "the layout of a contract"), ("set", "draw it"), ("remove", "take a layout away")):
        one = command(ways, shared, name, layout, told, json=True)
        whose = one.add_mutually_exclusive_group(required=True)
        whose.add_argument("--contract", default="", metavar="REF")
        whose.add_argument("--commissioner", default="", metavar="NAME", help="for all its contracts")
        if name == "set":
            kinds = ", ".join(FIELDS)
            one.add_argument("file", type=Path, metavar="FILE.json", help=f"title, name, sections; kinds: {kinds}")
    told = "what is written under a question of the report, for one quarter"
    one = command(commands, shared, "report-answer", answer, told, json=True)
    one.add_argument("--contract", required=True, metavar="REF")
    one.add_argument("--quarter", required=True, metavar="2026Q1")
    one.add_argument("--question", type=int, default=0, metavar="NUMBER", help="counted from 1; all are shown without")
    one.add_argument("--text", metavar="WORDS", help="blank takes the answer away")


def report(asked: Namespace, saying: Saying) -> None:
    """Write the monitoring report of a contract and quarter."""
    with opened(asked) as office:
        made = monitoring.make_report(
            office,
            asked.contract,
            asked.quarter,
            asked.out,
            snapshot_number=asked.snapshot,
            contact=asked.contact,
            large_print=asked.large_print,
            progress=saying.progress,
        )
    if made.nothing:
        saying.note("Nothing was recorded under this contract in this quarter; the report says so.")
    for question in made.unanswered:
        saying.note(f"Not answered yet: {question}")
    document = {
        "file": str(made.path),
        "snapshot": made.snapshot,
        "quarter": made.quarter,
        "nothing_recorded": made.nothing,
        "not_answered": list(made.unanswered),
    }
    saying.either(asked.json, document, lambda: saying.line(str(made.path)))


def layout(asked: Namespace, saying: Saying) -> None:
    """Show, draw or remove the layout of a contract, or of all contracts of a commissioner."""
    with opened(asked) as office:
        contract, commissioner = _whose(office, asked)
        if asked.action == "set":
            drawn, sections = _read(asked.file, contract, commissioner)
            parts = monitoring.keep_layout(office, drawn, sections).value
        elif contract is not None:
            parts = monitoring.layout_for(office, contract)
        else:
            parts = _of_commissioner(office, commissioner)
        if asked.action == "remove":
            if not parts.layout.id:
                raise UserCanFix(what="No layout was drawn for it.", do="There is nothing to remove.")
            monitoring.remove_layout(office, parts.layout.id)
    document = {
        "name": parts.layout.name,
        "title": parts.layout.title,
        "contract_ref": parts.layout.contract_ref,
        "commissioner": parts.layout.commissioner,
        "kept": bool(parts.layout.id) and asked.action != "remove",
        "sections": [{name: getattr(one, name) for name in _PART} for one in parts.sections],
    }

    def tell() -> None:
        saying.line(parts.layout.name + ("" if parts.layout.id else " (offered; nothing is kept yet)"))
        for number, one in enumerate(parts.sections, start=1):
            shown = " ".join(fields_of(one))
            saying.line(f"  {number}. {one.kind}: {one.heading or one.question or shown}")

    saying.either(asked.json, document, tell)


def answer(asked: Namespace, saying: Saying) -> None:
    """Write under a question, or show them all with last quarter's words."""
    quarter = read_quarter(asked.quarter)
    with opened(asked) as office:
        contract = contracts.contract_named(office, asked.contract)
        if asked.text is not None:
            monitoring.answer(office, contract, quarter, asked.question, asked.text)
        found = monitoring.asked(office, contract, quarter)
    rows = [
        {
            "number": number,
            "heading": one.section.heading,
            "question": one.section.question,
            "text": one.text,
            "earlier": one.earlier,
            "earlier_quarter": one.earlier_quarter,
        }
        for number, one in enumerate(found, start=1)
    ]

    def tell() -> None:
        for row in rows:
            saying.line(f"{row['number']}. {row['heading'] or row['question']}")
            saying.line(f"   {row['text'] or 'Not answered yet.'}")
            if row["earlier"]:
                saying.line(f"   {row['earlier_quarter']}: {row['earlier']}")

    saying.either(asked.json, {"quarter": quarter, "questions": rows}, tell)


def _whose(office: Office, asked: Namespace) -> tuple[Contract | None, str]:
    if asked.contract:
        return contracts.contract_named(office, asked.contract), ""
    return None, commissioners.commissioner_named(office, asked.commissioner).name


def _of_commissioner(office: Office, name: str) -> LayoutParts:
    found = next((one for one in monitoring.layouts(office) if one.layout.commissioner == name), None)
    if found is None:
        raise UserCanFix(what=f"No layout was drawn for {name}.", do="Draw one: sfph report-layout set.")
    return found


def _read(file: Path, contract: Contract | None, commissioner: str) -> tuple[ReportLayout, list[ReportSection]]:
    """A layout as written in a file: `{"title": …, "sections": [{"kind": "targets", "fields": "promised due"}]}`."""
    try:
        told = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as trouble:
        raise UserCanFix(what=f"{file.name} could not be read.", why=f"{trouble.strerror}.") from None
    except (UnicodeDecodeError, json.JSONDecodeError) as trouble:
        raise UserCanFix(what=f"{file.name} is no JSON.", why=f"{trouble}.", do="Nothing was changed.") from None
    listed = told.get("sections") if isinstance(told, dict) else None
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        do = 'Write {"title": "...", "sections": [{"kind": "targets"}]}. Nothing was changed.'
        raise UserCanFix(what=f"{file.name} holds no layout.", do=do)
    ref = contract.contract_ref if contract else ""
    drawn = ReportLayout(
        name=_text(told, "name") or f"Layout for {ref or commissioner}",
        title=_text(told, "title"),
        contract_ref=ref,
        commissioner=commissioner,
    )
    return drawn, [_part(one) for one in listed]


def _part(told: dict[str, Any]) -> ReportSection:
    kind, heading, fields, question = (_text(told, name) for name in _PART)
    return ReportSection(layout_id=LayoutId(0), kind=kind, heading=heading, fields=fields, question=question)


def _text(told: dict[str, Any], name: str) -> str:
    found = told.get(name, "")
    return " ".join(map(str, found)) if isinstance(found, list) else str(found if found is not None else "")
