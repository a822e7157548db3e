"""A return before it leaves: every value with its reason, what is held back and why, and what has changed, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sfph_desktop.core.domain.network import (
    QUALIFIERS,
    NetworkIndicator,
    OrganisationFact,
    Quarter,
    ReturnCell,
    ReturnRow,
    read_quarter,
)
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.returns import GROUP_WORDS, NOT_KNOWN, PreviewLine, ReturnPreview
from sfph_desktop.core.usecases import network_profile, return_ledger
from sfph_desktop.core.usecases.network_return import Sending, Worked, worked_out
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.return_facts import named

_ROW_REASON = "Agreed with the network in writing: two scores of one person, under a made-up name."
_CODED = {"area": "council"}
"""The field of the profile whose list a code is of, where it is called otherwise there."""
_OWN_REASON = "An indicator of your own: the network may look at it, and compares it with nobody."


def preview(office: Office, sending: Sending, quarter: Quarter, *, progress: Progress = silent) -> ReturnPreview:
    """Everything the return for a quarter would hold if it were made now. Raises UserCanFix as `worked_out`."""
    worked = worked_out(office, sending, quarter, progress=progress)
    before = {}
    if worked.before is not None and worked.same is None:
        with office.reading() as connection:
            before = return_ledger.cells_of(connection, worked.before.id)
    content, threshold = worked.content, sending.definitions.threshold
    lines = [*_figures(worked, before), *fact_lines(office, content.organisation), *row_lines(office, content.rows)]
    return ReturnPreview(
        network=content.network,
        member=content.member,
        quarter=str(quarter),
        quarter_words=quarter.words,
        definitions=content.definitions,
        threshold=threshold,
        sequence=content.sequence,
        already=worked.same is not None,
        people=people_words(worked.agreeing, worked.left_out, threshold),
        missing_bases=worked.missing_bases,
        lines=tuple(lines),
        content=content,
    )


def people_words(agreeing: int, left_out: int, threshold: int) -> str:
    """How many people a return is about, and how many are left out for want of consent; small counts are held back."""
    if not agreeing and not left_out:
        return "Nobody came in the twelve months."
    about = _people(agreeing, threshold)
    out = _people(left_out, threshold)
    said = f"It counts {about} of those who came in the twelve months, who agreed to be counted for the network."
    if not agreeing:
        said = "It counts nobody: none of those who came in the twelve months has agreed to be counted for the network."
    if not left_out:
        return f"{said} Everybody who came had agreed."
    return (
        f"{said} {out[:1].upper()}{out[1:]} did not agree, or were not asked, and are left out. Where somebody does "
        "agree, it is written in their record; for many at once the workbook has the sheet consents."
    )


def _people(number: int, threshold: int) -> str:
    if number == 0:
        return "nobody"
    return f"fewer than {threshold} people" if number < threshold else f"{number:,} people"


# --- figures ----------------------------------------------------------------------------------------------------------


def _figures(
    worked: Worked, before: Mapping[tuple[str, str, str], tuple[int | None, str | None]]
) -> Iterator[PreviewLine]:
    asked = {one.id: one for one in worked.sending.asked}
    for one in worked.judged:
        indicator, cell = asked[one.cell.indicator], one.cell
        line = figure_line(indicator, cell, worked.content.quarter, worked.sending.definitions.threshold)
        last = before.get((cell.indicator, cell.group, cell.group_value))
        yield replace(
            line,
            reason=indicator.purpose or (_OWN_REASON if cell.indicator.startswith("own:") else ""),
            held=_why(one.why, worked.sending.definitions.threshold) if one.why else line.held,
            before=_changed(indicator, cell, last, line.says),
        )


def figure_line(indicator: NetworkIndicator, cell: ReturnCell, quarter: Quarter, threshold: int) -> PreviewLine:
    """One figure in words. `threshold`: of fewer people nothing is told."""
    return PreviewLine(
        where="aggregates",
        indicator=cell.indicator,
        name=indicator.name,
        group=group_words(cell.group, cell.group_value),
        time=quarter.words if cell.window == "quarter" else _year(cell),
        says=says(indicator, cell),
        held=_why(cell.qualifier, threshold),
        qualifier=cell.qualifier,
    )


def _year(cell: ReturnCell) -> str:
    start, end = cell.period_start, cell.period_end
    return f"twelve months, {start.day} {start:%B %Y} to {end.day} {end:%B %Y}"


def group_words(group: str, value: str) -> str:
    """For whom a cell is, in words; blank for everybody."""
    if not group:
        return ""
    if not value:
        return f"by {GROUP_WORDS[group]}"
    return f"{GROUP_WORDS[group]}: {value if value != NOT_KNOWN else 'not known'}"


def says(indicator: NetworkIndicator, cell: ReturnCell) -> str:
    """A cell in words, as it leaves; blank where nothing does."""
    if cell.value is None:
        return "" if cell.n is None else f"known of {cell.n:,} people, but not for how many it is true"
    amount = f"{cell.value:,f}"
    if indicator.kind == "count":
        return f"{amount} people" if indicator.unit in {"", "people"} else f"{amount} {indicator.unit}"
    if indicator.kind == "share":
        return f"{amount} of {cell.n:,} people"
    unit = f" {indicator.unit}" if indicator.unit else ""
    if indicator.kind == "mean":
        return f"{'+' if cell.value > 0 else ''}{amount}{unit} on average, {cell.n:,} people"
    return f"{amount}{unit}" + ("" if cell.n is None else f", of {cell.n:,} people")


def _why(qualifier: str, threshold: int) -> str:
    if not qualifier:
        return ""
    if qualifier == "few":
        return f"held back: fewer than {threshold} people, or none"
    return QUALIFIERS.get(qualifier, "")


def _changed(
    indicator: NetworkIndicator, cell: ReturnCell, last: tuple[int | None, str | None] | None, now: str
) -> str:
    """What the last return said of the same, where it said something else."""
    if last is None:
        return ""
    value = None if last[1] is None else Decimal(last[1])
    then = says(indicator, _with(cell, last[0], value)) or "held back"
    return "" if then == (now or "held back") else then


def _with(cell: ReturnCell, n: int | None, value: Decimal | None) -> ReturnCell:
    return replace(cell, n=n, value=value)


# --- facts and rows ---------------------------------------------------------------------------------------------------


def fact_lines(office: Office, facts: Iterable[OrganisationFact]) -> Iterator[PreviewLine]:
    """What is said of the enterprise, by what each field is called; one that a later program made has its own name."""
    known, codes = named(office), network_profile.choices(office)
    for one in facts:
        yield _fact(one, *known.get(one.field, (one.field.replace("_", " "), "")), codes)


def _fact(one: OrganisationFact, name: str, reason: str, codes: Mapping[str, Mapping[str, str]]) -> PreviewLine:
    told = {"few": "held back: a small number of people, or none", "not_measured": "left out: it is not written down"}
    return PreviewLine(
        where="organisation",
        indicator=one.field,
        name=name.rstrip("."),  # a question on readiness is a sentence; here its answer follows
        says=_fact_says(one, codes),
        reason=reason,
        held=told.get(one.qualifier, QUALIFIERS[one.qualifier] if one.qualifier else ""),
        qualifier=one.qualifier,
    )


def _fact_says(one: OrganisationFact, codes: Mapping[str, Mapping[str, str]]) -> str:
    """The value in words: of a code of a list what it stands for, and the code that leaves."""
    if one.value and one.unit == "code":
        known = codes.get(_CODED.get(one.field, one.field), {})
        named = "; ".join(known.get(code, code) for code in one.value.split())
        return named if named == one.value else f"{named} (as {one.value})"
    bare = one.unit in {"", "code", "year", "yes or no", "financial year", "answer"}
    return one.value if bare or not one.value else f"{one.value} {one.unit}"


def row_lines(office: Office, rows: Iterable[ReturnRow]) -> Iterator[PreviewLine]:
    """Two scores of somebody each, by the name of the questionnaire and the quarters in words."""
    instruments = office.library.instruments()
    for one in rows:
        known = instruments.get(one.instrument)
        yield PreviewLine(
            where="items",
            indicator=one.instrument,
            name=(known.abbreviation or known.name) if known is not None else one.instrument,
            group=", ".join(part for part in (one.gender, one.age_band) if part),
            time=f"{_quarter_words(one.first_quarter)} and {_quarter_words(one.latest_quarter)}",
            says=f"{one.first_score:f} at first, {one.latest_score:f} latest; made-up name {one.pseudonym}",
            reason=_ROW_REASON,
        )


def _quarter_words(text: str) -> str:
    found = read_quarter(text)
    return text if found is None else found.words


def document(found: ReturnPreview) -> dict[str, Any]:
    """The same for programs."""
    names = ("where", "indicator", "name", "group", "time", "says", "reason", "held", "qualifier", "before")
    return {
        "network": found.network,
        "member": found.member,
        "quarter": found.quarter,
        "definitions": found.definitions,
        "threshold": found.threshold,
        "sequence": found.sequence,
        "already": found.already,
        "people": found.people,
        "missing_bases": list(found.missing_bases),
        "leaving": len(found.leaving),
        "held": len(found.held),
        "lines": [{name: getattr(one, name) for name in names} for one in found.lines],
    }
