"""The figures of a kept run as a partner in a bid may have them: what may be quoted in a tender, and no more."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from sfph_desktop.core.domain.figures import Figure, figures_of
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.joint import SharedFigure
from sfph_desktop.core.reports.small_numbers import tell
from sfph_desktop.core.reports.tender_words import tray_pieces

KINDS = ("reach", "changes", "events", "environment", "value", "partnership", "roles")
"""Promises under other contracts are no partner's business."""


def shared_figures(run: ImpactRun) -> tuple[SharedFigure, ...]:
    """Every figure of the run that may leave, the strongest first; small counts are held back."""
    by_number = {figure.evidence: figure for figure in figures_of(run)}
    found = []
    for piece in tray_pieces(run):
        figure = by_number[piece.key]
        if figure.kind in KINDS:
            shared = SharedFigure(
                evidence=piece.key,
                kind=figure.kind,
                key=figure.key,
                title=piece.title,
                words=piece.words,
                number=piece.number,
                full=piece.full,
                about=piece.about,
                behind=piece.records,
                level=str(getattr(figure.value, "level", "")),
                evidence_level=getattr(figure.value, "evidence_level", None),
            )
            found.append(_counted(shared, figure))
    return tuple(found)


def _counted(shared: SharedFigure, figure: Figure) -> SharedFigure:
    value = figure.value
    if figure.kind in {"reach", "events"}:
        told = tell(value.people, guard=True)
        return replace(shared, people=value.people if told.exact else None)
    if figure.kind == "changes":
        told = tell(value.improved or 0, value.pairs, guard=True)
        rule = value.improved_rule or "any change of the score"
        shared = replace(shared, rule=rule)
        return replace(shared, people=value.improved, whole=value.pairs) if told.exact else shared
    if figure.kind == "environment" and not value.counted_only:
        kilos = Decimal(repr(value.saved_kgco2e)).quantize(Decimal("0.1"))
        return replace(shared, quantity=kilos, unit="kg CO2e")
    return shared
