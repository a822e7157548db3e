"""The words of the command line, and which function each leads to."""

from __future__ import annotations

import argparse
from pathlib import Path

from sfph_desktop import __version__
from sfph_desktop.cli import (
    bid_arguments,
    briefings,
    bulk,
    changes_arguments,
    comparison_arguments,
    contract_arguments,
    data,
    delivery_arguments,
    demonstration,
    environment_arguments,
    handover_arguments,
    held_rows,
    impact,
    input_arguments,
    joint_arguments,
    library,
    monitoring,
    network_arguments,
    next_steps,
    office,
    opportunity_arguments,
    outcome_arguments,
    partner_arguments,
    people_arguments,
    practice,
    promise_arguments,
    psps,
    questionnaire_arguments,
    readiness,
    return_arguments,
    story_arguments,
    theory,
    value_arguments,
)
from sfph_desktop.cli.parsing import Parsers, Words
from sfph_desktop.cli.parsing import between as _between
from sfph_desktop.cli.parsing import command as _command
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.sheet_plans import REGISTER
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.domain.workbook import SHEET_NAMES
from sfph_desktop.core.usecases.lists import KINDS

_Parsers = Parsers


def read(words: list[str]) -> argparse.Namespace:
    """The command as asked; wrong usage ends the program with status 2 and says what would be accepted."""
    shared = _shared(argparse.SUPPRESS)
    parser = Words(
        prog="sfph",
        parents=[_shared(None)],
        description="Keep an enterprise's people, outcomes and contracts; prove what changed; print it for a bid.",
        epilog="Exit status: 0 done; 1 refused, nothing half-done; 2 wrong usage; 3 wrong passphrase or damaged store.",
    )
    parser.add_argument("--version", action="version", version=f"sfph {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    kinds = (
        changes_arguments.add,
        delivery_arguments.add,
        partner_arguments.add,
        contract_arguments.add,
        monitoring.add,
        opportunity_arguments.add,
        bid_arguments.add,
        joint_arguments.add,
        network_arguments.add,
        promise_arguments.add,
        psps.add,
        people_arguments.add,
        bulk.add,
        questionnaire_arguments.add,
        outcome_arguments.add,
        next_steps.add,
        theory.add,
        value_arguments.add,
        environment_arguments.add,
        comparison_arguments.add,
        input_arguments.add,
        story_arguments.add,
        handover_arguments.add,
        briefings.add,
        readiness.add,
        return_arguments.add,
        practice.add,
    )
    for add in (_office, _data, *kinds, _library, _impact):
        add(commands, shared)
    asked = parser.parse_args(words)
    for name, value in (("quiet", False), ("debug", False), ("json", False), ("store", None)):
        if getattr(asked, name, None) is None:
            setattr(asked, name, value)
    return asked


def _shared(default: object) -> argparse.ArgumentParser:
    """Options that may stand before or after the command."""
    shared = argparse.ArgumentParser(add_help=False, argument_default=default)
    shared.add_argument("--store", type=Path, metavar="FILE", help="the store (or SFPH_STORE)")
    shared.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="holds the passphrase (or SFPH_PASSPHRASE_FILE)"
    )
    shared.add_argument("--quiet", action="store_true", help="say nothing but results and errors")
    shared.add_argument("--debug", action="store_true", help="write a trace of a fault to sfph-fault.log")
    return shared


def _office(commands: _Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    made = _command(commands, shared, "init", office.init, "make a new encrypted store")
    made.add_argument("--name", required=True, help="the enterprise's name")
    made.add_argument("--recovery-sheet", type=Path, metavar="FILE.pdf", help="print the recovery key here")
    opened = _command(commands, shared, "open", office.open_window, "open the window on a store")
    opened.add_argument("path", type=Path, metavar="STORE")
    backup = _command(commands, shared, "backup", office.backup, "make a sealed, verified copy", json=True)
    backup.add_argument("file", type=Path, metavar="FILE")
    restore = _command(
        commands, shared, "restore", office.restore, "restore a copy, tried before it is taken", json=True
    )
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--to", type=Path, required=True, metavar="STORE")
    recover = _command(commands, shared, "recover", office.recover, "set a new passphrase with the recovery sheet")
    recover.add_argument("--recovery-key-file", type=Path, metavar="FILE", help="holds the key; asked for otherwise")
    restore.add_argument(
        "--recovery-key-file", type=Path, metavar="FILE",
        help="holds the recovery key, where the passphrase is lost; a passphrase given as well becomes the new one",
    )  # fmt: skip
    _recovery(commands, shared)
    _command(commands, shared, "check", office.check, "check the store's integrity", json=True)


def _recovery(commands: _Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("recovery", help="the printed recovery sheet: prove it, or make a new one")
    ways = parser.add_subparsers(required=True, metavar="confirm|new")
    confirm = _command(
        ways, shared, "confirm", office.confirm_recovery, "type a part of the recovery key back: this ends the set-up"
    )
    confirm.add_argument(
        "--recovery-key-file", type=Path, metavar="FILE", help="prove the whole key in this file instead"
    )
    new = _command(
        ways, shared, "new", office.new_recovery_sheet, "a new recovery key on a new sheet; older sheets open nothing"
    )
    new.add_argument("--recovery-sheet", type=Path, required=True, metavar="FILE.pdf", help="print it here")


def _data(commands: _Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    sample = _command(commands, shared, "sample", data.sample, "fill an empty store with a sample enterprise")
    sample.add_argument("--people", type=_between(1, 200_000), default=150)
    sample.add_argument("--seed", type=_between(0, 2**63 - 1), default=2008)
    sample.add_argument("--name", default="")
    template = _command(commands, shared, "template", data.template, "write the empty SFPH workbook")
    template.add_argument("file", type=Path, metavar="FILE.xlsx")
    copy = _command(
        commands,
        shared,
        "export",
        data.export,
        "a copy of everything, in open formats with a data dictionary",
        json=True,
    )
    copy.add_argument("folder", type=Path, metavar="DIR", help="new or empty; it will name people, and is not locked")
    bring = _command(
        commands, shared, "import", data.bring_in, "bring in a spreadsheet; every row gets a fate", json=True
    )
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("--sheet", default="", help="only this sheet")
    bring.add_argument("--as", dest="kind", default="", choices=(*SHEET_NAMES, REGISTER), metavar="KIND",
                       help=f"what the rows are: {', '.join((*SHEET_NAMES, REGISTER))}")  # fmt: skip
    bring.add_argument("--mapping", type=Path, metavar="FILE.toml", help="how its sheets and columns are read")
    bring.add_argument("--write-mapping", type=Path, metavar="FILE.toml", help="write how they are read, to be edited")
    bring.add_argument("--say", type=_set_to, action="append", default=[], metavar="NAME=VALUE",
                       help="what the sheets do not say: service, instrument, date, first_day (of Week 1)")  # fmt: skip
    bring.add_argument("--rehearse", action="store_true", help="say every row's fate, change nothing")
    _command(commands, shared, "imports", data.imports, "list the imports", json=True)
    held = _command(commands, shared, "held", held_rows.held, "rows that did not come in: see, correct", json=True)
    held.add_argument("import_id", nargs="?", default="", metavar="IMPORT_ID", help="only those of this import")
    held.add_argument("--sheet", default="", help="with --row: the one row")
    held.add_argument("--row", type=_between(1, 2_000_000), metavar="N", help="as the spreadsheet counts it")
    held.add_argument("--column", default="", help="where one line gave several rows: which of them")
    decide = held.add_mutually_exclusive_group()
    decide.add_argument(
        "--set", dest="corrections", type=_set_to, action="append", default=[], metavar="COLUMN=VALUE",
        help="correct a cell and try the row again; may be given several times",
    )  # fmt: skip
    decide.add_argument("--as-it-is", action="store_true", help="what was only doubtful is right: let the row in")
    decide.add_argument("--drop", action="store_true", help="leave the row out for good")
    decide.add_argument("--again", action="store_true", help="try again, without a change: one row, or all that wait")
    held.add_argument("--dropped", action="store_true", help="list the rows that were left out for good")
    pairs = _command(commands, shared, "likely", held_rows.likely, "people who may be there twice", json=True)
    pairs.add_argument("import_id", nargs="?", default="", metavar="IMPORT_ID", help="only those of this import")
    say = pairs.add_mutually_exclusive_group()
    say.add_argument("--same", nargs=2, metavar=("REF", "OTHER"), help="one person: REF counts as OTHER, both stay")
    say.add_argument("--different", nargs=2, metavar=("REF", "OTHER"), help="two people: never offered again")
    say.add_argument("--apart", metavar="REF", help="take the join of REF back")
    pairs.add_argument("--reason", default="", metavar="TEXT", help="why it is so decided; kept with the decision")
    listing = _command(commands, shared, "list", data.listing, "list what the store holds", json=True)
    listing.add_argument("kind", metavar="KIND", choices=KINDS, help=", ".join(KINDS))


def _library(commands: _Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    score = _command(commands, shared, "score", library.score, "score answers without a store", json=True)
    score.add_argument("instrument", metavar="INSTRUMENT")
    score.add_argument("file", type=Path, metavar="FILE.csv")
    for name, text in (
        ("instruments", "list the instruments"),
        ("frameworks", "list the outcome frameworks"),
        ("values", "list the unit values"),
        ("thresholds", "list the procurement thresholds"),
    ):
        parser = _command(commands, shared, name, library.listing, text, json=True)
        parser.add_argument("text", nargs="?", default="", help="only those that hold this word")
        parser.set_defaults(kind=name)
    method = _command(commands, shared, "method", library.method, "what the toolkit does, exactly, on paper", json=True)
    method.add_argument("--out", type=Path, metavar="FILE.pdf")
    reference = _command(commands, shared, "reference", library.reference, "load a licensed or newer pack", json=True)
    reference.add_argument("action", choices=("add", "list"))
    reference.add_argument("pack", type=Path, nargs="?", metavar="PACK")
    reference.add_argument("--declared-by", default="", help="who declares the right to use a licensed pack")


def _impact(commands: _Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    toolkit = _command(commands, shared, "toolkit", impact.toolkit, "run the Health Impact Toolkit", json=True)
    wanted = toolkit.add_mutually_exclusive_group(required=True)
    wanted.add_argument("--period", type=_period, metavar="FROM:TO")
    wanted.add_argument("--again", metavar="S-0007", help="work a kept run out again and compare every figure")
    _scope(toolkit)
    toolkit.add_argument("--price-base", type=_between(1900, 2200), metavar="YEAR")
    toolkit.add_argument("--draws", type=_between(100, 1_000_000), default=10_000)
    toolkit.add_argument("--seed", type=_between(0, 2**63 - 1), default=20_080_417)
    toolkit.add_argument("--discount-first-year", action="store_true", help="the SROI Guide's convention")
    evidence = _command(commands, shared, "evidence", impact.evidence, "open an evidence number", json=True)
    evidence.add_argument("number", metavar="E-NNNN")
    evidence.add_argument("--names", action="store_true", help="name the people behind it; that is kept in the history")
    proof = _command(commands, shared, "proof", impact.proof, "hand over the evidence behind figures, redacted")
    proof.add_argument("numbers", nargs="*", metavar="E-NNNN")
    proof.add_argument("--all", action="store_true", help="all figures of a run: the newest, or that of --snapshot")
    proof.add_argument("--snapshot", default="", metavar="ID", help="with --all: which run")
    proof.add_argument("--out", type=Path, metavar="DIR", help="a new or empty folder; without it, what would leave")
    summary = _command(commands, shared, "summary", impact.summary, "write the bid-ready benefit summary")
    summary.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    text = "of this kept run; the newest unless a period is said"
    summary.add_argument("--snapshot", default="", metavar="ID", help=text)
    _selection(summary)
    summary.add_argument("--framework", default="", metavar="ID", help="the buyer's outcomes, as SCO-NHWO")
    summary.add_argument("--length", choices=("one-page", "full"), default="full")
    summary.add_argument("--contact", default="", help="whom to ask, printed at the end")
    summary.add_argument("--large-print", action="store_true")
    demo = _command(commands, shared, "demo", demonstration.demo, "the whole chain on the sample", json=True)
    demo.add_argument("--out", type=Path, default=Path("sfph-demo"), metavar="DIR")
    demo.add_argument("--people", type=_between(1, 200_000), default=150)
    demo.add_argument("--fresh", action="store_true", help="make the sample store anew")
    demo.add_argument("--network", action="store_true", help="with it a sample network: its desk, and nineteen members")
    demo.add_argument("--seed", type=_between(0, 2**63 - 1), default=2008, help="of the sample network")


def _selection(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--period", type=_period, metavar="FROM:TO")
    _scope(parser)


def _scope(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--service", default="")
    parser.add_argument("--contract", default="", metavar="REF")


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except UserCanFix as trouble:
        raise argparse.ArgumentTypeError(str(trouble)) from None


def _set_to(text: str) -> tuple[str, str]:
    column, sign, value = text.partition("=")
    if not sign or not column.strip():
        raise argparse.ArgumentTypeError(f"'{text}' is not COLUMN=VALUE")
    return column.strip(), value
