"""Rows that an earlier import kept outside already, met again: they are not kept twice, nor asked about twice.

The same messy file again would else repeat every held row. A row is the same when it is of one kind and all its cells
are: a corrected one is known by what it was, not by what became of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.workbook import Fate
from sfph_desktop.core.interchange.proposals import Proposal
from sfph_desktop.core.usecases.import_settle import Outcome, Plan

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

WAITS, SETTLED, DROPPED, GONE = "waits", "settled", "dropped", "gone"


def row_print(kind: str, at: str, cells: Mapping[str, str]) -> str:
    """A fingerprint of a row as its sheet had it."""
    said = json.dumps([kind, at, sorted((name, text) for name, text in cells.items() if text)], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def meet_again(plan: Plan, connection: Connection) -> None:
    """Tell the held and refused rows of a plan that an earlier import left waiting, or that were decided since.

    One that waits still waits, once. One that was put right is in: matched. One that was left out for good stays out,
    and so does one that was put right and whose record somebody has removed since.
    """
    if not any(outcome.proposal.troubles for outcome in plan.outcomes):
        return
    earlier = _earlier(connection)
    for outcome in plan.outcomes if earlier else ():
        proposal = outcome.proposal
        for i in list(proposal.troubles):
            found = earlier.get(print_of(proposal, i))
            if found is not None:
                _tell(outcome, i, *found)


def print_of(proposal: Proposal, index: int) -> str:
    """The fingerprint of a row that is held or refused."""
    at = proposal.troubles[index].at
    return row_print(proposal.spec.name, at, proposal.texts(index))


def _tell(outcome: Outcome, i: int, number: str, state: str) -> None:
    proposal, fate = outcome.proposal, outcome.proposal.troubles[i]
    if state == SETTLED:
        del proposal.troubles[i]
        outcome.matched.append(i)
        said = f"It waited after {number}, was put right, and is in."
        outcome.told[i] = replace(proposal.fate(i, "matched", "", said), before=number)
    elif state == DROPPED:
        proposal.troubles[i] = replace(fate, before=number, reason=f"It was left out for good after {number}.")
    elif state == GONE:
        said = f"It waited after {number} and was put right; its record has been removed since, and stays out."
        proposal.troubles[i] = replace(fate, before=number, reason=said)
    else:
        proposal.troubles[i] = replace(fate, before=number)


def _earlier(connection: Connection) -> dict[str, tuple[str, str]]:
    """By fingerprint: the import that kept a row, and whether it waits, is in, or was left out; the latest counts."""
    from sfph_desktop.core.store.queries.imports import kept_imports, kept_rows
    from sfph_desktop.core.store.undo import units

    standing = {info.id for info in units(connection) if not info.undone}
    stands = {row[0] for row in kept_imports(connection) if row[1] in standing}
    found: dict[str, tuple[str, str]] = {}
    for row in kept_rows(connection):
        if row[1] in stands:
            more = json.loads(row[9])
            name = more.get("was") or row_print(more["kind"], str(more.get("at", "")), more["cells"])
            state = _state(more, standing)
            gone = state == SETTLED and _removed(connection, more)
            found[name] = (f"I-{row[1]:04d}", GONE if gone else state)
    return found


def _removed(connection: Connection, more: Mapping[str, Any]) -> bool:
    """Whether a row that was put right named its record, and no record has that name now."""
    from sfph_desktop.core.store.queries.refs import REF_COLUMNS, id_of

    kind = str(more["kind"])
    ref = str(more["cells"].get(REF_COLUMNS.get(kind, ""), "")).strip()
    return bool(ref) and id_of(connection, kind, ref) is None


def _state(more: Mapping[str, Any], standing: set[int]) -> str:
    if more.get("dropped_in") in standing:
        return DROPPED
    return SETTLED if more.get("settled_in") in standing else WAITS


def new_troubles(proposal: Proposal) -> list[tuple[int, Fate]]:
    """The held and refused rows that no earlier import keeps already."""
    return [(i, fate) for i, fate in sorted(proposal.troubles.items()) if not fate.before]
