"""What a kept run offers for an answer: each figure that may be quoted, in three lengths, with what stands behind it.

Only claimed changes, and only what the small-number guard lets leave the machine; of one service or group only what
could not, beside everybody's, point to the few who are left.
"""

from __future__ import annotations

from dataclasses import replace

from sfph_desktop.core.domain.evidence_tray import TrayPiece
from sfph_desktop.core.domain.figures import Figure, figures_of
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.proofs import NOUNS
from sfph_desktop.core.reports import disclosure, indicators, phrases, small_numbers, statements, value_words, wording
from sfph_desktop.core.reports.definitions import define
from sfph_desktop.core.reports.summaries.own_outcomes import may_be_told_apart
from sfph_desktop.core.reports.summaries.telling import made_at, short_count, told_run
from sfph_desktop.core.reports.value_told import told_value

COUNTED = ("people", "assessments", "events", "environment", "sessions", "referrals")
"""Kinds of records whose number stands in an annex: who was due and not measured is left to the statement's guard."""


def tray_pieces(run: ImpactRun) -> tuple[TrayPiece, ...]:
    """Every figure of a run that may be quoted, the strongest first."""
    told = told_run(run)
    found = (piece for figure in figures_of(told) if (piece := _piece(figure, told)) is not None)
    return tuple(sorted(found, key=lambda piece: (-piece.strength, piece.key)))


def piece_of(figure: Figure, run: ImpactRun) -> TrayPiece | None:
    """One figure of a run as it may be quoted; None where it may not."""
    told = told_run(run)
    same = next((one for one in figures_of(told) if (one.kind, one.key) == (figure.kind, figure.key)), None)
    return (
        None if same is None else _piece(replace(same, value=replace(same.value, records=figure.value.records)), told)
    )


def _piece(figure: Figure, run: ImpactRun) -> TrayPiece | None:
    made = {
        "reach": _reach,
        "changes": _change,
        "events": _event,
        "environment": _saving,
        "value": _value,
        "target": _target,
        "partnership": _stated,
        "roles": _stated,
    }.get(figure.kind)
    piece = made(figure, run) if made else None
    if piece is None:
        return None
    when = made_at(run)
    return replace(
        piece,
        about=define(figure.kind, figure.value, run),
        dated=wording.day(when.date()) if when else "",
        records=_behind(figure),
    )


def _reach(figure: Figure, run: ImpactRun) -> TrayPiece | None:
    reach = figure.value
    if disclosure.nobody_at_all(run):
        return None
    people = small_numbers.count(reach.people, "person", guard=True)
    return TrayPiece(
        key=figure.evidence,
        kind="figure",
        title="Who took part",
        words=wording.sentence(f"{people} took part"),
        number=people,
        full=reach.statement,
        strength=40,
    )


def _change(figure: Figure, run: ImpactRun) -> TrayPiece | None:
    change = figure.value
    if not change.claimed or (change.scope and not may_be_told_apart(change, run)):
        return None
    phrase = phrases.change_phrase(change)
    whose = change.scope.casefold()
    return TrayPiece(
        key=figure.evidence,
        kind="figure",
        title=statements.of_scope(wording.capital(f"{phrase.verb} {phrase.better}"), change.scope),
        words=change.statement_short,
        number=f"{short_count(change.improved or 0, change.pairs)} people",
        full=change.statement,
        themes=frozenset({*phrase.themes, whose} - {""}),
        strength=10 * change.evidence_level + (change.improved or 0) / change.pairs,
    )


def _event(figure: Figure, run: ImpactRun) -> TrayPiece | None:
    event = figure.value
    if not event.people or (event.scope and not may_be_told_apart(event, run)):
        return None
    words = phrases.event_phrase(event)
    return TrayPiece(
        key=figure.evidence,
        kind="figure",
        title=statements.of_scope(wording.capital(words.did), event.scope),
        words=event.statement_short,
        number=small_numbers.count(event.people, "person", guard=True),
        full=event.statement,
        themes=frozenset({*words.themes, event.scope.casefold()} - {""}),
        strength=10 * event.evidence_level + event.people / 10_000,
    )


def _saving(figure: Figure, _run: ImpactRun) -> TrayPiece | None:
    saved = figure.value
    if not saved.counted_only and saved.saved_kgco2e <= 0:
        return None
    return TrayPiece(
        key=figure.evidence,
        kind="figure",
        title=wording.capital(phrases.activity_name(saved.activity)),
        words=saved.statement_short,
        number="" if saved.counted_only else statements.saving(saved.saved_kgco2e),
        full=saved.statement,
        themes=frozenset({"environment"}),
        strength=5,
    )


def _value(figure: Figure, run: ImpactRun) -> TrayPiece | None:
    if run.value.total_pv is None:
        return None
    sums = told_value(run, guard=True)
    total = value_words.total_words(sums)
    cost = f" against {wording.about_money(run.value.inputs_pv)} that went in" if run.value.inputs_pv else ""
    return TrayPiece(
        key=figure.evidence,
        kind="figure",
        title="What the changes are worth",
        words=wording.sentence(f"the changes that may be counted are worth {total}{cost}"),
        number=total,
        full=run.value.statement,
        themes=frozenset({"value"}),
        strength=8,
    )


def _target(figure: Figure, run: ImpactRun) -> TrayPiece | None:
    target = figure.value
    if target.delivered is None or indicators.hidden(target, run):
        return None
    return TrayPiece(
        key=figure.evidence,
        kind="target",
        title=f"Promised under {target.contract_ref}",
        words=target.statement,
        strength=6,
        themes=frozenset({"promises"}),
    )


def _stated(figure: Figure, _run: ImpactRun) -> TrayPiece | None:
    partners = figure.kind == "partnership"
    return TrayPiece(
        key=figure.evidence,
        kind="partners" if partners else "staff",
        title="Partners and referrals" if partners else "People in more than one role",
        words=figure.value.statement,
        themes=frozenset({"partners"} if partners else {"workforce", "skills"}),
        strength=4,
    )


def _behind(figure: Figure) -> str:
    """The records behind a figure, by kind, where that may be told: `38 people, 76 questionnaires`."""
    told = []
    for kind, ids in figure.value.records.ids.items():
        if kind not in COUNTED:
            continue
        one, many = NOUNS.get(kind, ("record", "records"))
        number = small_numbers.tell(len(ids), guard=True).words
        told.append(f"{number} {one if number == '1' else many}")
    return ", ".join(told)
