"""A kept run worked out again: the same to the last digit, or what is not, figure by figure, and why that may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sfph_desktop.core.domain.figures import figures_of, main_number
from sfph_desktop.core.domain.impact import ImpactRun

WORDS = {"evidence", "records", "statement", "statement_short", "statement_technical"}
"""Fields of a figure that are given to it later, or are words made of its numbers."""
BESIDE = {
    "tco2e_saved": "tonnes of carbon saved, by year",
    "outcomes": "what was found for your outcomes",
    "theory": "the theory of change",
    "workforce": "the workforce",
    "evidence_level": "the strength of evidence",
    "not_known": "what we do not yet know",
}
"""What a run tells beside its figures, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One figure that does not come out as it was kept."""

    evidence: str
    """Blank of what is no figure."""
    title: str
    then: str
    now: str
    parts: tuple[str, ...] = ()
    """The fields that differ, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedAgain:
    """A kept run beside the same run worked out again, from what was kept of the records."""

    snapshot: str
    made_at: str
    figures: int
    """How many figures were compared."""
    differences: tuple[Difference, ...] = ()
    reasons: tuple[str, ...] = ()
    """What is not as it was on the day, in words; told where something differs."""
    program_then: str = ""
    program_now: str = ""

    @property
    def same(self) -> bool:
        """Whether every figure came out to the last digit."""
        return not self.differences

    @property
    def verdict(self) -> str:
        """In one sentence."""
        if self.same:
            return f"The same, to the last digit: {self.figures:,} figures."
        of = sum(bool(one.evidence) for one in self.differences)
        beside = " What is told beside them differs as well." if of and of < len(self.differences) else ""
        if not of:
            return f"All {self.figures:,} figures are the same, but not what is told beside them."
        return f"{of:,} of {self.figures:,} figures come out differently.{beside}"


def differences(
    then: ImpactRun, kept: Mapping[str, Any], now: ImpactRun, made: Mapping[str, Any]
) -> tuple[Difference, ...]:
    """What differs between a kept run and the same run of today; `kept` and `made` are the two as plain values.

    Only what was kept is compared: a figure may know more today. Points of a chart are compared in any order, since
    theirs says nothing.
    """
    today = dict(_figures(now, made))
    answers = {(one.kind, one.key): main_number(one) for one in figures_of(now)}
    found = []
    for figure, (where, plain) in zip(figures_of(then), _figures(then, kept), strict=True):
        parts = _differing(plain, today[where]) if where in today else ("all of it",)
        if parts:
            told = Difference(
                evidence=figure.evidence,
                title=main_number(figure) if not getattr(figure.value, "statement", "") else figure.value.statement,
                then=main_number(figure),
                now=answers.get(where, "nothing"),
                parts=parts,
            )
            found.append(told)
    known = {(one.kind, one.key) for one in figures_of(then)}
    found += [
        Difference(evidence="new", title="A figure that was not there", then="nothing", now=answer)
        for where, answer in answers.items()
        if where not in known
    ]
    found += [
        Difference(evidence="", title=words, then="as it was kept", now="otherwise", parts=(name,))
        for name, words in BESIDE.items()
        if name in kept and not _same(kept[name], made.get(name))
    ]
    return tuple(found)


def _figures(run: ImpactRun, plain: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], Mapping[str, Any]]]:
    """(kind and key, plain values) of every figure, in the order of `figures_of`."""
    values = [
        plain["reach"],
        *plain["changes"],
        *plain["events"],
        *plain["environment"],
        *plain["value"]["lines"],
        {name: value for name, value in plain["value"].items() if name != "lines"},
        *plain["targets"],
        *([plain["partnership"]] if run.partnership.any else []),
        *([plain["roles"]] if run.roles.any else []),
        *plain.get("outcome_changes", ()),
        *plain.get("outcome_events", ()),
    ]
    for figure, value in zip(figures_of(run), values, strict=True):
        yield (figure.kind, figure.key), value


def _differing(then: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields of a figure that are not as they were."""
    return tuple(
        name
        for name, value in then.items()
        if name not in WORDS and not _same(_sorted(name, value), _sorted(name, now.get(name)))
    )


def _sorted(name: str, value: Any) -> Any:
    if name != "points" or not value:
        return value
    return sorted(value, key=lambda one: (one["before"], one["after"], one["verdict"]))


def _same(then: Any, now: Any) -> bool:
    """Whether all that was there then is there now, equal to the last digit."""
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        return all(name in now and _same(value, now[name]) for name, value in then.items())
    if isinstance(then, list) and isinstance(now, list):
        return len(then) == len(now) and all(map(_same, then, now))
    return bool(then == now)
