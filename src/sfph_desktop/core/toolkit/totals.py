"""Value as a whole: three totals, never one heap; the ratio only with its parts; what it would take to break even."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from sfph_desktop.core.domain.benefits import PAYERS, Adjustment
from sfph_desktop.core.domain.impact import Choices, Records, ValueLineFigure, ValueSummary
from sfph_desktop.core.domain.impact_facts import ReferenceFacts
from sfph_desktop.core.toolkit.inputs import InputsFound
from sfph_desktop.core.toolkit.ledger import ZERO, Ledger
from sfph_desktop.core.toolkit.prices import price_base, to_pence
from sfph_desktop.core.toolkit.quantities import NOT_FUNDED
from sfph_desktop.core.toolkit.uncertainty import Spread, monte_carlo, terms, tornado
from sfph_desktop.core.toolkit.valuation import (
    FISCAL_TOTAL,
    SOCIAL_TOTAL,
    WorkedLine,
    level_of_line,
    notes_of,
    split_by_contract,
    sum_up,
)


def value_summary(
    lines: Sequence[WorkedLine],
    inputs: InputsFound,
    choices: Choices,
    reference: ReferenceFacts,
    *,
    people: int,
    improved_people: int,
) -> ValueSummary:
    """Every figure of value but the draws and the tornado (see `with_uncertainty`).

    `people`: reached in the run; `improved_people`: unique people better on at least one claimed scale.
    """
    book, base = Ledger.of(lines, inputs.total), price_base(choices.price_base, reference.deflator)
    cost = float(inputs.total)
    summary = ValueSummary(
        price_base="" if base is None else str(base),
        inputs_pv=cost,
        inputs=inputs.figures,
        lines=tuple(_line_figure(book, place) for place in range(len(book.lines))),
        cost_per_person=cost / people if cost and people else None,
        cost_per_improved_person=cost / improved_people if cost and improved_people else None,
        undecided_overlaps=book.found.undecided,
        reason=_reason(book),
        seed=choices.seed,
        records=_behind_all(book, inputs),
    )
    return _with_totals(summary, book) if book.total_known else summary


def _behind_all(book: Ledger, inputs: InputsFound) -> Records:
    """What stands behind the totals: the lines, what went in, and everything behind each line."""
    behind: dict[str, set[int]] = {"value_lines": {one.line.id for one in book.lines}}
    for worked in book.lines:
        for kind, records in (worked.quantity.records if worked.quantity else {}).items():
            behind.setdefault(kind, set()).update(records)
    return Records(ids={"inputs": inputs.ids, **{kind: tuple(sorted(records)) for kind, records in behind.items()}})


def _reason(book: Ledger) -> str:
    """Why there is no total, or no ratio."""
    if book.found.undecided:
        told = "; ".join(" and ".join(together) for together in book.found.undecided)
        return (
            f"There is no total yet, because these value lines may count the same change in the same people: {told}. "
            "Give them the same overlap group, so that only the largest counts, or different groups, so that all do."
        )
    if not book.counted:
        return (
            "No value line counts in this run, so there is no total."
            if book.lines
            else "No value line is recorded, so nothing is said about what this is worth."
        )
    return "" if book.inputs > 0 else "No inputs are recorded for this period and scope, so there is no ratio."


def _with_totals(summary: ValueSummary, book: Ledger) -> ValueSummary:
    total, inputs = sum(pence for _, pence in book.counted), book.inputs
    fiscal = [(worked, pence) for worked, pence in book.counted if worked.fiscal]
    avoided = sum(pence for _, pence in fiscal)
    by_payer = sum_up({worked.payer: pence} for worked, pence in book.counted)
    returned = sum_up({worked.payer: pence} for worked, pence in fiscal)
    by_contract = sum_up(split_by_contract(pence, _funding(worked)) for worked, pence in book.counted)
    return replace(
        summary,
        total_pv=total / 100,
        total_social=(total - avoided) / 100,
        total_fiscal=avoided / 100,
        total_cashable=sum(_cashable(worked, pence) for worked, pence in fiscal) / 100,
        net_present_value=float(Decimal(total) / 100 - inputs),
        ratio=float(Decimal(total) / 100 / inputs) if inputs > 0 else None,
        break_even_deadweight=book.break_even("deadweight"),
        break_even_attribution=book.break_even("attribution"),
        payback_months=book.payback_months(),
        by_payer=_in_order({payer: pence / 100 for payer, pence in by_payer.items()}),
        fiscal_return_by_payer=_in_order(
            {payer: float(Decimal(pence) / 100 / inputs) for payer, pence in returned.items()} if inputs > 0 else {}
        ),
        by_contract={name: by_contract[name] / 100 for name in sorted(by_contract, key=lambda x: (x == NOT_FUNDED, x))},
    )


def _in_order(by_payer: Mapping[str, float]) -> dict[str, float]:
    """Payers in their usual order, unusual ones last."""
    return {
        payer: by_payer[payer]
        for payer in sorted(by_payer, key=lambda name: (PAYERS.index(name) if name in PAYERS else 99, name))
    }


def _funding(worked: WorkedLine) -> tuple[tuple[str, Decimal], ...]:
    return worked.quantity.funding if worked.quantity else ()


def _cashable(worked: WorkedLine, pence: int) -> int:
    """Pence of a fiscal line that are cash really released; 0 where no share was recorded."""
    share = worked.line.cashable
    return to_pence(Decimal(pence) / 100 * share.share) if share.given and share.share is not None else 0


def _line_figure(book: Ledger, place: int) -> ValueLineFigure:
    worked, line = book.lines[place], book.lines[place].line
    unit, found, price, net = worked.unit, worked.quantity, worked.price, worked.net_quantity()
    pence = None if worked.missing else book.pence[place]
    shares = {name: None if name in worked.missing else float(worked.share(name)) for name in _SHARES}
    return ValueLineFigure(
        line_ref=line.line_ref,
        indicator=line.indicator,
        level=level_of_line(worked),
        unit_value_id=line.unit_value,
        unit_value_title=unit.title if unit else "",
        unit_value_printed=float(price.printed) if price else None,
        price_year=unit.price_year if unit else "",
        geography=unit.geography if unit else "",
        confidence_grade=unit.confidence if unit else "",
        quantity=float(found.value) if found else None,
        quantity_low=found.low if found else None,
        quantity_high=found.high if found else None,
        deadweight=shares["deadweight"],
        displacement=shares["displacement"],
        attribution=shares["attribution"],
        drop_off=shares["drop_off"],
        duration_years=float(line.duration_years),
        net_quantity=None if net is None else float(net),
        unit_value=float(price.central) if price else None,
        pv=None if pence is None else pence / 100,
        total="" if unit is None else FISCAL_TOTAL if worked.fiscal else SOCIAL_TOTAL,
        payer=worked.payer if unit else "",
        cashable=float(line.cashable.share) if line.cashable.given and line.cashable.share is not None else 0.0,
        overlap_group=line.overlap_group.strip() or None,
        proposed_overlap=book.found.proposed.get(place, ()),
        counted=not book.reasons[place],
        reason=book.reasons[place],
        break_even_deadweight=book.line_break_even(place),
        by_contract={name: part / 100 for name, part in split_by_contract(pence, _funding(worked)).items()}
        if pence is not None
        else {},
        source=", ".join(part for part in (unit.publisher, unit.source_title, unit.year_published) if part)
        if unit
        else "",
        because={name: why for name in (*_SHARES, "cashable") if (why := _because(getattr(line, name)))},
        checked=line.unit_value_checked,
        notes=notes_of(worked),
        records=Records(ids={**(found.records if found else {}), "value_lines": (line.id,)}),
    )


def _because(adjustment: Adjustment) -> str:
    """A share's reason, with its source in brackets; blank where no share is given."""
    if not adjustment.given:
        return ""
    source = adjustment.source.strip()
    return f"{adjustment.reason.strip()} ({source})" if source else adjustment.reason.strip()


_SHARES = ("deadweight", "displacement", "attribution", "drop_off")


# --- uncertainty ----------------------------------------------------------------------------------


def with_uncertainty(summary: ValueSummary, lines: Sequence[WorkedLine], choices: Choices) -> ValueSummary:
    """The summary with its tornado and the percentiles of its draws; unchanged while there is no total."""
    book = Ledger.of(lines, ZERO)
    if not book.total_known:
        return summary
    varying = [one for one in (terms(worked, choices.assumed_range) for worked, _ in book.counted) if one is not None]
    spread = monte_carlo(varying, summary.inputs_pv, choices)
    summary = replace(summary, tornado=tornado(varying, summary.inputs_pv), draws=spread.draws)
    return summary if spread.total is None else _with_spread(summary, spread, summary.inputs_pv)


def _with_spread(summary: ValueSummary, spread: Spread, inputs: float) -> ValueSummary:
    low, middle, high = spread.total or (0.0, 0.0, 0.0)
    per = (lambda pounds: pounds / inputs) if inputs > 0 else (lambda _: None)
    return replace(
        summary,
        ratio_p05=per(low),
        ratio_p50=per(middle),
        ratio_p95=per(high),
        total_p05=low,
        total_p50=middle,
        total_p95=high,
        share_of_draws_above_1=spread.share_above,
        by_payer_low=_in_order({payer: ends[0] for payer, ends in spread.payers.items()}),
        by_payer_high=_in_order({payer: ends[1] for payer, ends in spread.payers.items()}),
    )
