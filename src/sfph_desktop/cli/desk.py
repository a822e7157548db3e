"""Commands of the network's desk for a quarter: returns in, how it stands, packs and the sector report out."""

from __future__ import annotations

import argparse
from argparse import Namespace
from pathlib import Path
from typing import Any

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.parsing import Parsers, command
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.network import Quarter, read_quarter
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import desk_quarter, desk_receiving, desk_sending_back
from sfph_desktop.core.usecases.office import Office


def add(ways: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands of a network."""
    one = command(ways, shared, "receive", receive, "at the desk: check returns and take them in", json=True)
    one.add_argument("files", type=Path, nargs="+", metavar="FILE", help="returns, or a folder with returns in it")
    text = "at the desk: who has reported for a quarter, and what is odd"
    one = command(ways, shared, "status", status, text, json=True)
    one.add_argument("--quarter", metavar="2026Q1", help="the last that has ended unless said")
    text = "at the desk: a pack for each member, the sector report and the open data, into a folder"
    one = command(ways, shared, "benchmark", benchmark, text, json=True)
    one.add_argument("--quarter", metavar="2026Q1", help="the last that has ended unless said")
    one.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    text = "a new edition, with the returns that came since the quarter was published; else the same is written again"
    one.add_argument("--anew", action="store_true", help=text)
    one.add_argument("--engine", default="duckdb", metavar="ENGINE", help="duckdb, spark:URL or postgresql:URL")


def receive(asked: Namespace, saying: Saying) -> None:
    """Take returns in; status 1 where one of them was refused."""
    with opened(asked) as office:
        done = desk_receiving.receive(office, asked.files, progress=saying.progress)
    refused = [one for one in done.value if one.fate == "refused"]
    rows = [
        {"file": one.file, "fate": one.fate, "why": one.why, "member": one.member, "quarter": one.quarter,
         "sequence": one.sequence}
        for one in done.value
    ]  # fmt: skip

    def tell() -> None:
        for one in done.value:
            whose = f" ({one.member}, {one.quarter})" if one.member else ""
            saying.line(f"{one.file}{whose}: {one.why}")
        saying.line(f"{done.why}.")

    saying.either(asked.json, {"returns": rows}, tell)
    if refused:
        raise UserCanFix(
            what=f"{len(refused)} of {len(rows)} {'file was' if len(rows) == 1 else 'files were'} refused.",
            why="; ".join(f"{one.file}: {one.why}" for one in refused[:3]),
            do="What is right was taken in; what was refused changed nothing.",
        )


def status(asked: Namespace, saying: Saying) -> None:
    """How a quarter stands."""
    with opened(asked) as office:
        found = desk_quarter.standing(office, _quarter(office, asked.quarter))
    document: dict[str, Any] = {
        "quarter": str(found.quarter),
        "definitions": found.definitions.version if found.definitions else None,
        "edition": found.published.edition if found.published else None,
        "published_on": found.published.published_on.isoformat() if found.published else None,
        "members": [
            {
                "member": one.member.name,
                "received_on": one.received_on.isoformat() if one.received_on else None,
                "sequence": one.sequence or None,
                "earlier": one.earlier,
                "late": one.late,
                "odd": list(one.odd),
            }
            for one in found.reported
        ],
    }

    def tell() -> None:
        saying.line(f"{found.quarter.words}: {found.come} of {len(found.reported)} members have reported.")
        if found.published:
            on, edition = found.published.published_on, found.published.edition
            saying.line(f"Published on {on:%d/%m/%Y} (edition {edition}), from {found.published.members} returns.")
        for one in found.reported:
            came = f"came on {one.received_on:%d/%m/%Y}, number {one.sequence}" if one.received_on else "awaited"
            came += ", after the quarter was published: not counted in it" if one.late else ""
            saying.line(f"{one.member.name}: {came}")
            for odd in one.odd:
                saying.line(f"     {odd}")

    saying.either(asked.json, document, tell)


def benchmark(asked: Namespace, saying: Saying) -> None:
    """Collate a quarter and write what goes back."""
    with opened(asked) as office:
        quarter = _quarter(office, asked.quarter)
        done = desk_sending_back.send_back(
            office, quarter, asked.out, anew=asked.anew, engine=asked.engine, progress=saying.progress
        )
    found = done.value
    document = {
        "quarter": str(quarter),
        "members": found.collation.members,
        "packs": [
            {"member": one.member, "file": str(one.file) if one.file else None, "benchmarks": one.benchmarks,
             "why_not": one.why_not}
            for one in found.packs
        ],
        "files": [str(one) for one in found.files],
        "edition": found.publication.edition,
        "published_on": found.publication.published_on.isoformat(),
        "late": found.late,
        "as_before": found.publication.held.split(),
        "facts_as_before": found.publication.facts_held,
    }  # fmt: skip

    def tell() -> None:
        for one in found.packs:
            saying.line(f"{one.member}: {one.file or one.why_not}")
        for file in found.files:
            saying.line(str(file))
        stands = found.publication
        saying.line(f"Edition {stands.edition} of {quarter.words}, from {stands.members} returns; always the same.")
        if found.late:
            saying.line(f"{found.late} came after it was published: kept, and not counted in it.")
        for held in stands.held.split():
            saying.line(f"As published before, because too few returns differ: {held}")

    saying.either(asked.json, document, tell)


def _quarter(office: Office, text: str | None) -> Quarter:
    if not text:
        return desk_quarter.last_quarter(office)
    found = read_quarter(text)
    if found is None:
        raise UserCanFix(what=f"'{text}' is no quarter.", do="Write it as 2026Q1.")
    return found
