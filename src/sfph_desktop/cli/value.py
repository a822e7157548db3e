"""Commands for value lines: search the library, list, add, set, remove, decide overlaps, show the worth."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from sfph_desktop.cli.office import machine, opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.benefits import Adjustment, ValueLine
from sfph_desktop.core.domain.impact import Selection
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.value_rules import (
    ADJUSTMENT_WORDS,
    CARBON,
    of_hundred,
    standing_words,
    why_check,
    why_never,
)
from sfph_desktop.core.domain.worth import Worth, WorthTold
from sfph_desktop.core.usecases import value_lines as values
from sfph_desktop.core.usecases import worth as worths
from sfph_desktop.core.usecases.library import shipped_library
from sfph_desktop.core.usecases.office import Office

_PLAIN = ("indicator", "unit_value", "unit_value_checked", "contract_ref", "overlap_group")
_COLUMNS = (
    "id", "title", "value", "unit", "price_year", "country", "payer", "standing", "why", "licence", "source", "pack",
)  # fmt: skip
_SHOWN = ("id", "title", "value", "price_year", "country", "payer", "standing", "licence")


def search(asked: Namespace, saying: Saying) -> None:
    """Unit values that fit; with the store's packs where a store is named."""
    import os

    wanted = values.Wanted(text=" ".join(asked.text), payer=asked.payer, standing=asked.standing, country=asked.country)
    if asked.store or os.environ.get("SFPH_STORE"):
        with opened(asked) as office:
            found = values.search_values(office.library, wanted)
    else:
        found = values.search_values(shipped_library(machine()), wanted)
    rows = tuple(
        (
            one.id, one.title, None if one.id == CARBON else float(one.value), one.unit, one.price_year or "undated",
            one.geography, one.payer,
            standing_words(one), why_never(one) or why_check(one), one.licence,
            ", ".join(part for part in (one.publisher, one.source_title, one.year_published) if part), one.pack,
        )
        for one in found
    )  # fmt: skip
    saying.listing(
        Listing(kind="values", columns=_COLUMNS, rows=rows), as_json=asked.json, hide_id=False, columns=_SHOWN
    )


def lines(asked: Namespace, saying: Saying) -> None:
    """Every value line as entered."""
    with opened(asked) as office:
        found = values.value_lines(office)
    documents = [_document(one) for one in found]
    if asked.json:
        saying.document(documents)
        return
    if not found:
        saying.note(
            "No value lines yet. What can be valued: sfph value changes; what one is worth: sfph value search WORDS; "
            "then sfph value add INDICATOR VALUE --years N."
        )
    for line in found:
        _tell_line(line, saying)


def change(asked: Namespace, saying: Saying) -> None:
    """Add a line, change what is named of one, or remove it."""
    with opened(asked) as office:
        if asked.action == "add":
            bare = ValueLine(line_ref=asked.line_ref, indicator="", unit_value="", duration_years=asked.years)
            with _naming_option():
                done = values.add_line(office, _given(asked, bare))
            found = done.value
            for one in done.problems:
                saying.note(f"{one.reason} {one.accepted}.")
        else:
            before = values.line_named(office, asked.ref)
            if asked.action == "remove":
                values.remove_line(office, before.id)
                document = {"removed": before.line_ref}
                saying.either(asked.json, document, lambda: saying.line(f"{before.line_ref} is removed."))
                return
            checked = asked.unit_value_checked is not None
            with _naming_option():
                found = values.change_line(office, _given(asked, before), checked_anew=checked).value
    saying.either(asked.json, _document(found), lambda: _tell_line(found, saying))


@contextmanager
def _naming_option() -> Iterator[None]:
    """A value that somebody has to make sure of first says by which option that is told."""
    try:
        yield
    except UserCanFix as refused:
        if not any(one.column == "unit_value_checked" for one in refused.problems):
            raise
        do = f"{refused.do} Say it with --checked HOW."
        raise UserCanFix(what=refused.what, why=refused.why, do=do, problems=refused.problems) from None


def _given(asked: Namespace, line: ValueLine) -> ValueLine:
    """The line with whatever was named of it."""
    changes: dict[str, Any] = {name: said for name in _PLAIN if (said := getattr(asked, name, None)) is not None}
    if asked.years is not None:
        changes["duration_years"] = asked.years
    for name in ADJUSTMENT_WORDS:
        share, reason, source = (getattr(asked, f"{name}{end}") for end in ("", "_reason", "_source"))
        known: Adjustment = getattr(line, name)
        changes[name] = Adjustment(
            share=known.share if share is None else share,
            reason=known.reason if reason is None else reason,
            source=known.source if source is None else source,
        )
    return replace(line, **changes)


def overlap(asked: Namespace, saying: Saying) -> None:
    """Decide whether lines value the same change."""
    with opened(asked) as office:
        done = values.decide_overlap(office, asked.refs, same=asked.same)
    document = {"decided": "same" if asked.same else "different", "lines": [_document(one) for one in done.value]}
    saying.either(asked.json, document, lambda: saying.line(f"{done.why}."))


def changes(asked: Namespace, saying: Saying) -> None:
    """What was found that a unit value may be put on, each with the indicator that a value line names it by."""
    with opened(asked) as office:
        selection, kept = _selection(office, asked)
        desk = worths.lay_out(office, worths.worth_facts(office), selection)
    saying.note(_looked_at(selection, kept, asked))
    rows = tuple((one.indicator, one.said, one.hint) for one in desk.candidates)
    listing = Listing(kind="valued_changes", columns=("indicator", "found", "search_for"), rows=rows)
    if rows or asked.json:
        saying.listing(listing, as_json=asked.json)
    else:
        missing = "A change needs ten people with both questionnaires; sfph next says what is missing."
        saying.note(f"Nothing that was found can be valued yet. {missing}")


def show(asked: Namespace, saying: Saying) -> None:
    """The worth of a selection as the lines stand now; nothing is kept."""
    with opened(asked) as office:
        selection, kept = _selection(office, asked)
        desk, found = worths.worth_at_once(office, selection)
    told = worths.told(desk, found, desk.facts.value_lines)

    def tell() -> None:
        saying.line(_looked_at(selection, kept, asked))
        _tell_worth(found, told, saying)

    saying.either(asked.json, _worth_document(found, told), tell)


def _selection(office: Office, asked: Namespace) -> tuple[Selection, str]:
    return worths.selection_to_value(office, asked.period, asked.service, asked.contract)


def _looked_at(selection: Selection, kept: str, asked: Namespace) -> str:
    """`2025-04-01:2026-03-31, Lunch: as in the newest kept run, S-0002`; of a part asked for, only the days are."""
    told = ", ".join(part for part in (str(selection.period), selection.service, selection.contract_ref) if part)
    how = "in the days of" if asked.service or asked.contract else "as in"
    return f"{told}{f': {how} the newest kept run, {kept}' if kept else ''}"


# --- telling ----------------------------------------------------------------------------------------------------------


def _document(line: ValueLine) -> dict[str, Any]:
    """A line with its shares as numbers and its adjustments as in the workbook."""
    found: dict[str, Any] = {}
    for name, value in asdict(line).items():
        if isinstance(value, dict):
            found[name] = None if value["share"] is None else float(value["share"])
            found[f"{name}_reason"], found[f"{name}_source"] = value["reason"], value["source"]
        else:
            found[name] = float(value) if isinstance(value, Decimal) else value
    return found


def _tell_line(line: ValueLine, saying: Saying) -> None:
    years = f"{line.duration_years:f} {'year' if line.duration_years == 1 else 'years'}"
    saying.line(f"{line.line_ref}  {line.indicator} x {line.unit_value}, {years}")
    for name, meaning in ADJUSTMENT_WORDS.items():
        one: Adjustment = getattr(line, name)
        if name == "cashable" and one.share is None:
            continue
        share = "not given yet" if one.share is None else of_hundred(one.share)
        because = f": {one.reason}" if one.reason else ": no reason yet"
        source = f" ({one.source})" if one.source else " (no source)"
        saying.line(f"    {meaning}: {share}{because if one.share is not None else ''}{source if one.given else ''}")
    for what, said in (("contract", line.contract_ref), ("overlap group", line.overlap_group)):
        if said:
            saying.line(f"    {what}: {said}")


def _worth_document(found: Worth, told: WorthTold) -> dict[str, Any]:
    value = found.run.value
    selection = found.run.selection
    period = selection.period
    return {
        "period": {"from": period.start.isoformat(), "to": period.end.isoformat()},
        "selection": {"service": selection.service, "contract_ref": selection.contract_ref},
        "price_base": value.price_base,
        "inputs_pv": value.inputs_pv,
        "total_pv": value.total_pv,
        "total_social": value.total_social,
        "total_fiscal": value.total_fiscal,
        "total_cashable": value.total_cashable,
        "ratio": value.ratio,
        "ratio_p05": value.ratio_p05,
        "ratio_p95": value.ratio_p95,
        "share_of_draws_above_1": value.share_of_draws_above_1,
        "cost_per_person": value.cost_per_person,
        "cost_per_improved_person": value.cost_per_improved_person,
        "by_contract": dict(value.by_contract),
        "scenarios": asdict(found.scenarios) if found.scenarios is not None else None,
        "overlaps": [asdict(pair) for pair in found.overlaps],
        "lines": [
            {"line_ref": one.line_ref, "pv": one.pv, "counted": one.counted, "reason": one.reason}
            for one in value.lines
        ],
        "troubles": [asdict(one) for one in told.troubles],
    }


def _tell_worth(found: Worth, told: WorthTold, saying: Saying) -> None:
    for trouble in told.troubles:
        saying.line(f"! {trouble.what} {trouble.do}")
    if found.run.value.inputs_pv <= 0:
        saying.line(
            "  by hand: sfph input add cash 12000 --from 2025-04-01 --to 2026-03-31; also staff, volunteer_hours"
        )
    for pair in found.overlaps:
        if pair.open:
            saying.line(
                f"  {pair.one} and {pair.other}: sfph value overlap {pair.one} {pair.other} --same, or --different"
            )
    for one in told.lines:
        state = one.worth if one.counted else f"not added: {one.reason}"
        saying.line(f"{one.line_ref}  {one.what}: {state}")
        for mark in one.marks:
            saying.line(f"    {mark}")
    scenarios = (told.cautious, told.central, told.even, told.break_even)
    for said in (told.totals, *scenarios, told.tornado, told.trials, told.per_person):
        if said:
            saying.line(said)
    if told.paid_by:
        saying.line("Who paid for it, to the penny:")
    for contract, part in told.paid_by:
        saying.line(f"    {contract}: {part}")
