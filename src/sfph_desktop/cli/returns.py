"""Commands for the return to the network, and for the lawful bases it rests on."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.memberships import SentReturn
from sfph_desktop.core.domain.network import Return
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.returns import FIELDS, PreviewLine
from sfph_desktop.core.usecases import (
    lawful_bases,
    network_folder,
    network_restored,
    network_return,
    return_making,
    return_opened,
    return_preview,
    return_rows,
)
from sfph_desktop.core.usecases.network_known import our_desk
from sfph_desktop.core.usecases.return_to import sending

_FILES = {"aggregates": "Figures", "organisation": "About you", "items": "Rows of single people"}
_OPENED = {**_FILES, "organisation": "About the enterprise"}


def preview(asked: Namespace, saying: Saying) -> None:
    """Every value that would leave, with its reason; what is held back and why."""
    with opened(asked) as office:
        found = return_preview.preview(office, sending(office, asked.quarter, asked.to), asked.quarter)

    def tell() -> None:
        saying.line(f"Return {found.sequence} of {found.member} to {found.network}: {found.quarter_words}")
        saying.line(found.people)
        for field in found.missing_bases:
            saying.line(f"No lawful basis is recorded for {field}: nothing made of it leaves.")
        if found.missing_bases:
            saying.note("Where people's consent is the basis, record it for all of these: sfph lawful-basis set all")
        _tell_files(saying, found.lines, _FILES)
        saying.note("Already made: making it again writes the same file." if found.already else "Nothing has left yet.")

    saying.either(asked.json, return_preview.document(found), tell)


def _tell_files(saying: Saying, lines: Sequence[PreviewLine], headings: Mapping[str, str]) -> None:
    for where, heading in headings.items():
        mine = [one for one in lines if one.where == where]
        if mine:
            saying.line(f"\n{heading}")
            _tell_lines(saying, mine)


def _tell_lines(saying: Saying, lines: Iterable[PreviewLine]) -> None:
    reason = ""
    for one in lines:
        if one.reason != reason:
            reason = one.reason
            saying.line(f"  {reason}")
        named = ", ".join(part for part in (one.name, one.group, one.time) if part)
        held = f" ({one.held})" if one.says and one.held else one.held
        before = f"; the last return said {one.before}" if one.before else ""
        saying.line(f"    {named}: {one.says}{held}{before}")


def make(asked: Namespace, saying: Saying) -> None:
    """Write the return for a quarter, signed and sealed; its receipt is kept."""
    with opened(asked) as office:
        to = sending(office, asked.quarter, asked.to)
        out = asked.out or network_folder.return_place(office, asked.quarter)
        if out is None:
            raise UserCanFix(
                what="It is not said where the return goes.",
                do="Give --out FILE.sfph-return, or name a folder once: sfph network watch DIR",
            )
        done = return_making.make_return(office, to, asked.quarter, out, progress=saying.progress)
    made = done.value
    document = {
        "file": str(made.file),
        "network": made.content.network,
        "quarter": str(made.content.quarter),
        "sequence": made.receipt.sequence,
        "already": made.already,
        "digest": made.receipt.digest,
        "cells": len(made.content.cells),
        "rows": len(made.content.rows),
    }

    def tell() -> None:
        saying.line(f"{made.file}: {done.why}, sealed for {made.content.network}.")
        saying.note("Carry it over on a memory stick, or send it by e-mail. Nobody else can open it.")

    saying.either(asked.json, document, tell)


def inspect(asked: Namespace, saying: Saying) -> None:
    """Everything that is in a return: one of ours, or at the desk one that is for it."""
    with opened(asked) as office:
        found = network_return.open_return(office, asked.file)
        words = return_opened.told(office, found.content)
    content = found.content
    document = {**_head(content), "digest": found.digest, "checked": list(found.checked)}
    for name in ("cells", "organisation", "rows"):
        document[name] = [asdict(one) for one in getattr(content, name)]

    def tell() -> None:
        sample = " It is a sample: made of invented records." if content.sample else ""
        saying.line(f"Return {content.sequence} of {words.member} to {content.network}: {words.quarter}.{sample}")
        for said in found.checked:
            saying.line(f"  {said}")
        _tell_files(saying, words.lines, _OPENED)

    saying.either(asked.json, document, tell)


def _head(content: Return) -> dict[str, Any]:
    names = ("member", "member_key", "network", "desk_key", "definitions", "sequence", "sample", "program")
    return {name: getattr(content, name) for name in names} | {"quarter": str(content.quarter)}


def listed(asked: Namespace, saying: Saying) -> None:
    """The receipts of the returns that were made."""
    with opened(asked) as office:
        found = network_return.receipts(office)
    rows = [_receipt(one) for one in found]

    def tell() -> None:
        for one in rows:
            size = f"{one['bytes']:,} bytes"
            saying.line(
                f"Return {one['sequence']} for {one['quarter']}, made on {one['made_on']}, {size}: {one['digest']}"
            )
        if not rows:
            saying.note("No return was made yet.")

    saying.either(asked.json, {"returns": rows}, tell)


def _receipt(one: SentReturn) -> dict[str, Any]:
    names = ("id", "quarter", "sequence", "definitions", "digest", "made_on", "sample")
    return {name: getattr(one, name) for name in names} | {"bytes": len(one.content)}


def bring_back(asked: Namespace, saying: Saying) -> None:
    """Take the files of returns that were sent back in."""
    with opened(asked) as office:
        done = network_restored.bring_back(office, asked.files)
    found = done.value
    numbers = [one.sequence for one in found.returns]
    document = {"sequences": numbers, "told": found.told, "unknown": found.unknown}
    saying.either(asked.json, document, lambda: saying.line(f"{done.why}."))


def carry_on(asked: Namespace, saying: Saying) -> None:
    """Number the next return after what the desk has already."""
    with opened(asked) as office:
        done = network_restored.carry_on(office, asked.after, files_are_lost=asked.files_are_lost)
    saying.either(asked.json, {"next": done.value}, lambda: saying.line(f"{done.why}."))


def agree(asked: Namespace, saying: Saying) -> None:
    """Agree to the network's words about rows of single people, or end that."""
    from sfph_desktop.core.usecases.network_known import newest_definitions

    with opened(asked) as office:
        desk = our_desk(office)
        if asked.end:
            ended = return_rows.end_agreement(office, desk)
            saying.either(asked.json, {"ended": len(ended.value)}, lambda: saying.line(f"{ended.why}."))
            return
        done = return_rows.agree(office, desk, newest_definitions(office))
    told = done.value

    def tell() -> None:
        saying.line(f"{done.why}, in these words:")
        saying.line(told.words)
        saying.note("Rows need a lawful basis too: sfph lawful-basis set rows --basis ... --condition ...")

    saying.either(asked.json, {"agreed_on": told.agreed_on.isoformat(), "words": told.words}, tell)


# --- lawful bases -----------------------------------------------------------------------------------------------------


def bases(asked: Namespace, saying: Saying) -> None:
    """On which basis each field is used, and which have none."""
    with opened(asked) as office:
        now = lawful_bases.in_force(office)
        every = lawful_bases.bases(office)
    document = {
        "in_force": [asdict(one) for one in now.values()],
        "missing": [field for field in FIELDS if field not in now],
        "all": [asdict(one) for one in every],
    }

    def tell() -> None:
        for field, words in FIELDS.items():
            basis = now.get(field)
            said = "none: nothing made of it leaves" if basis is None else f"{basis.words}, from {basis.from_date}"
            saying.line(f"{field:12} {words}: {said}")

    saying.either(asked.json, document, tell)


def set_basis(asked: Namespace, saying: Saying) -> None:
    """Record the basis of one field, or consent for every field that has none."""
    with opened(asked) as office:
        if asked.field == "all":
            every = lawful_bases.use_consent(office, reason=asked.reason)
            saying.either(asked.json, {"set": [one.field for one in every.value]}, lambda: saying.line(f"{every.why}."))
            return
        done = lawful_bases.set_basis(
            office, asked.field, asked.basis, condition=asked.condition, reason=asked.reason, on=asked.on
        )
    saying.either(asked.json, asdict(done.value), lambda: saying.line(f"{done.why}."))


def end_basis(asked: Namespace, saying: Saying) -> None:
    """From a day on a field has no basis: nothing made of it leaves."""
    with opened(asked) as office:
        done = lawful_bases.end_basis(office, asked.field, on=asked.on)
    saying.either(asked.json, asdict(done.value), lambda: saying.line(f"{done.why}."))
