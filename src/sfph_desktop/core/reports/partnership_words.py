"""Working with others, in words: which partners, who was referred, how soon they were met. Small counts held back."""

from __future__ import annotations

from collections.abc import Mapping

from sfph_desktop.core.domain.impact import PartnershipFigure
from sfph_desktop.core.domain.partner_rules import KIND_WORDS
from sfph_desktop.core.reports import small_numbers, wording
from sfph_desktop.core.reports.small_numbers import THRESHOLD

OTHERWISE = "themselves, family or others"


def partnership_statement(figure: PartnershipFigure, *, guard: bool) -> str:
    """What the figure says, as plain sentences; blank when there is nothing to tell."""
    if not figure.any:
        return ""
    return wording.sentences(
        _partners(figure), _came(figure, guard=guard), _met(figure, guard=guard), _sent(figure, guard=guard)
    )


def _partners(figure: PartnershipFigure) -> str:
    """Organisations are not people: their counts are never held back."""
    number = sum(figure.partners.values())
    if not number:
        return ""
    kinds = [f"{count} {KIND_WORDS[kind][count != 1]}" for kind, count in _ranked(figure.partners)]
    every = wording.name_list(kinds)
    return f"Referrals joined us with {wording.counted(number, 'partner')}: {every}"


def _came(figure: PartnershipFigure, *, guard: bool) -> str:
    if not figure.referred_in:
        return ""
    whole = small_numbers.tell(figure.referred_in, guard=guard)
    people = _people(figure.referred_in, figure.people_in, guard=guard)
    kept, others = told_kinds(figure.in_by_kind, guard=guard) if whole.exact else ([], 0)
    sources = [f"{count} by {_by(kind)}" for kind, count in kept]
    if others:
        sources.append(f"{others} otherwise")
    were = "was" if whole.words == "1" else "were"
    by = f": {wording.name_list(sources)}" if sources else ""
    noun = "referral" if whole.words == "1" else "referrals"
    return f"{wording.capital(whole.words)} {noun} {were} made to us{people}{by}"


def _people(referrals: int, people: int, *, guard: bool) -> str:
    """How many people the referrals are about, where that is another number and may stand beside it."""
    apart = referrals - people
    if not apart or (guard and min(people, apart) < THRESHOLD):
        return ""
    return f", about {wording.counted(people, 'person')}"


def _met(figure: PartnershipFigure, *, guard: bool) -> str:
    followed = figure.referred_in - figure.not_known
    if not followed or (guard and 0 < figure.not_known < THRESHOLD):
        return ""
    told = small_numbers.tell(figure.contacted, followed, guard=guard)
    of = " whose outcome was written down" if figure.not_known else ""
    met = f"We had met or spoken with people after {told.words}{of} by the end of the period"
    if told.exact and figure.median_days is not None and figure.contacted >= THRESHOLD:
        days = f"{wording.quantity(figure.median_days)} {'day' if figure.median_days == 1 else 'days'}"
        met += ", half of them on the same day" if figure.median_days == 0 else f", half of them within {days}"
    return met


def _sent(figure: PartnershipFigure, *, guard: bool) -> str:
    if not figure.referred_out:
        return ""
    told = small_numbers.tell(figure.referred_out, guard=guard)
    kept, _ = told_kinds(figure.out_by_kind, guard=guard) if told.exact else ([], 0)
    to = wording.name_list([f"{count} to {KIND_WORDS[kind][1]}" for kind, count in kept if kind in KIND_WORDS])
    noun = "referral" if told.words == "1" else "referrals"
    return f"We made {told.words} {noun} on to others, each with the person's consent{f': {to}' if to else ''}"


def told_kinds(counts: Mapping[str, int], *, guard: bool) -> tuple[list[tuple[str, int]], int]:
    """The kinds whose counts may be told, the largest first, and how many are left over.

    With the guard, a kind below the threshold is never told, and the rest is never a few: the smallest told kind joins
    it until the rest is nobody or enough.
    """
    ranked = _ranked(counts)
    if not guard:
        return ranked, 0
    kept = [(kind, count) for kind, count in ranked if count >= THRESHOLD]
    whole = sum(counts.values())
    while kept and 0 < whole - sum(count for _, count in kept) < THRESHOLD:
        kept.pop()
    return kept, (whole - sum(count for _, count in kept)) if kept else 0


def _ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(((kind, count) for kind, count in counts.items() if count), key=lambda one: (-one[1], one[0]))


def _by(kind: str) -> str:
    return KIND_WORDS[kind][1] if kind in KIND_WORDS else OTHERWISE
