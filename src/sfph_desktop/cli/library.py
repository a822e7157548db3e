"""Commands for the reference library, and scoring without a store."""

from __future__ import annotations

import os
from argparse import Namespace
from dataclasses import asdict

from sfph_desktop.cli.office import machine, opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.own_measures import OWN_MARK
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import method as stating
from sfph_desktop.core.usecases import reference as referring
from sfph_desktop.core.usecases import scoring
from sfph_desktop.core.usecases.library import shipped_library

SHOWN = {
    "instruments": ("id", "short_name", "construct", "items", "scores", "use", "wording_held"),
    "frameworks": ("id", "title", "jurisdiction", "year", "status", "outcomes"),
    "values": ("id", "title", "value", "low", "high", "unit", "price_year", "payer", "standing"),
    "thresholds": ("id", "title", "value", "jurisdiction", "effective_from", "standing"),
}
"""What is worth showing on a terminal; --json gives every column."""


def score(asked: Namespace, saying: Saying) -> None:
    """Score every row of a file of answers; an instrument of the office's own by its store."""
    if asked.instrument.startswith(OWN_MARK):
        with opened(asked) as office:
            rows = scoring.score_file(office.library, asked.instrument, asked.file)
    else:
        rows = scoring.score_file(shipped_library(machine()), asked.instrument, asked.file)
    if asked.json:
        saying.document([asdict(row) for row in rows])
        return
    for row in rows:
        told = ", ".join(f"{name} {'no score' if value is None else value}" for name, value in row.scores.items())
        saying.line(f"row {row.row}: {row.error or told}")


def listing(asked: Namespace, saying: Saying) -> None:
    """Instruments, frameworks, values or thresholds; with the store's packs where a store is named."""
    show = {
        "instruments": referring.list_instruments,
        "frameworks": referring.list_frameworks,
        "values": referring.list_values,
        "thresholds": referring.list_thresholds,
    }[asked.kind]
    if asked.store or os.environ.get("SFPH_STORE"):
        with opened(asked) as office:
            found = show(office.library, asked.text)
    else:
        found = show(shipped_library(machine()), asked.text)
    saying.listing(found, as_json=asked.json, hide_id=False, columns=SHOWN[asked.kind])


def reference(asked: Namespace, saying: Saying) -> None:
    """Load a pack into the store, or list the packs in it."""
    with opened(asked) as office:
        if asked.action == "list":
            saying.listing(referring.packs(office), as_json=asked.json)
            return
        if asked.pack is None:
            raise UserCanFix(what="No pack was named.", do="Write: sfph reference add PACK.")
        done = referring.add_pack(office, asked.pack, declared_by=asked.declared_by)
    saying.either(asked.json, {"pack": str(done.value)}, lambda: saying.line(f"Loaded {done.value}."))


def method(asked: Namespace, saying: Saying) -> None:
    """The statement of the method: written as a PDF, or told as JSON; with the store's packs where one is named."""
    if asked.out is None and not asked.json:
        raise UserCanFix(what="No file was named.", do="Write: sfph method --out METHOD.pdf, or sfph method --json.")
    if asked.store or os.environ.get("SFPH_STORE"):
        with opened(asked) as office:
            _state(asked, saying, stating.of_office(office))
    else:
        _state(asked, saying, stating.as_shipped(machine()))


def _state(asked: Namespace, saying: Saying, source: stating.MethodSource) -> None:
    if asked.out is not None:
        out = stating.print_method(source, asked.out)
        (saying.note if asked.json else saying.line)(f"Written: {out}")
    if asked.json:
        saying.document(asdict(stating.statement_of(source)))
