"""What a public social partnership and a line of its record may be; its stages and kinds of line in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.core.domain.psps import ENTRY_KINDS, STAGES, Psp, PspEntry, PspPartner

STAGE_WORDS = {
    "design": "designing it together",
    "pilot": "the pilot",
    "refine": "refining it for tender",
}
STAGE_TITLES = {
    "design": "What is needed, and what we designed together",
    "pilot": "The pilot: what it brought, and what it cost",
    "refine": "Refined, and ready for tender",
}
KIND_WORDS = {
    "need": "a need that was found",
    "design": "something designed together",
    "outcome": "an outcome",
    "learnt": "something learnt",
    "decision": "a decision",
    "ready": "ready for tender",
    "gap": "still to be done before tender",
}
KINDS_OF = {
    "design": ("need", "design", "learnt", "decision"),
    "pilot": ("outcome", "learnt", "decision"),
    "refine": ("learnt", "decision", "ready", "gap"),
}
"""By stage: the kinds of line its document is made of, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PspPage:
    """One partnership in full."""

    psp: Psp
    partners: tuple[PspPartner, ...] = ()
    entries: tuple[PspEntry, ...] = ()

    def of(self, stage: str, kind: str = "") -> tuple[PspEntry, ...]:
        """The lines of a stage, and of a kind where one is given, in the order of their days."""
        return tuple(one for one in self.entries if one.stage == stage and kind in {"", one.kind})


def psp_problems(psp: Psp) -> tuple[Problem, ...]:
    """Everything in a tidied partnership that cannot be so."""
    found: list[Problem] = []

    def wrong(column: str, value: object, reason: str, accepted: str) -> None:
        found.append(Problem(column=column, value=str(value), reason=reason, accepted=accepted))

    if not psp.title:
        wrong("title", "", "A partnership needs a title.", "the service that is designed")
    if psp.stage not in STAGES:
        wrong("stage", psp.stage, f"'{psp.stage}' is no stage.", ", ".join(STAGES))
    if psp.pilot_from and psp.starts_on and psp.pilot_from < psp.starts_on:
        wrong("pilot_from", psp.pilot_from, "The pilot would begin before the partnership.", "a later day")
    if psp.pilot_from and psp.pilot_to and psp.pilot_to < psp.pilot_from:
        wrong("pilot_to", psp.pilot_to, "The pilot would end before it begins.", "a later day")
    if psp.tender_by and psp.pilot_to and psp.tender_by < psp.pilot_to:
        wrong("tender_by", psp.tender_by, "It would go to tender before the pilot ends.", "a later day")
    if psp.pilot_cost is not None and psp.pilot_cost.pence < 0:
        wrong("pilot_cost", psp.pilot_cost.in_pounds, "A pilot cannot cost less than nothing.", "pounds from 0 up")
    return tuple(found)


def entry_problems(entry: PspEntry, psp: Psp) -> tuple[Problem, ...]:
    """Everything in a tidied line that cannot be so beside its partnership."""
    found: list[Problem] = []

    def wrong(column: str, value: object, reason: str, accepted: str) -> None:
        found.append(Problem(column=column, value=str(value), reason=reason, accepted=accepted))

    if entry.stage not in STAGES:
        wrong("stage", entry.stage, f"'{entry.stage}' is no stage.", ", ".join(STAGES))
    elif entry.kind not in KINDS_OF[entry.stage]:
        said = ", ".join(KINDS_OF[entry.stage])
        told = KIND_WORDS.get(entry.kind, entry.kind)
        wrong("kind", entry.kind, f"In {STAGE_WORDS[entry.stage]} there is no place for {told}.", said)
    elif entry.kind not in ENTRY_KINDS:
        wrong("kind", entry.kind, f"'{entry.kind}' is no kind of line.", ", ".join(ENTRY_KINDS))
    if not entry.text:
        wrong("text", "", "The line is blank.", "what was found, designed, decided or learnt")
    if psp.starts_on and entry.date < psp.starts_on:
        wrong("date", entry.date, "This is before the partnership began.", f"from {psp.starts_on:%d/%m/%Y} on")
    if entry.kind == "decision" and not entry.by_whom:
        wrong("by_whom", "", "It is not said who decided.", "a name, a board, all partners")
    if entry.cost is not None and entry.cost.pence < 0:
        wrong("cost", entry.cost.in_pounds, "It cannot have cost less than nothing.", "pounds from 0 up")
    return tuple(found)


def missing(page: PspPage, stage: str) -> Sequence[str]:
    """What the document of a stage still lacks, in words."""
    found = []
    if stage == "design" and len(page.partners) < 2:
        found.append("Fewer than two partners are named.")
    for kind, told in (
        ("need", "No need is written down."),
        ("design", "Nothing is written down as designed together."),
    ):
        if stage == "design" and not page.of(stage, kind):
            found.append(told)
    if stage == "pilot":
        if not page.of(stage, "outcome"):
            found.append("No outcome of the pilot is written down.")
        if page.psp.pilot_cost is None:
            found.append("It is not said what the pilot cost.")
        found += [f"Without an evidence number: {one.text}" for one in page.of(stage, "outcome") if not one.evidence]
    if stage == "refine" and not page.of(stage, "ready"):
        found.append("Nothing is written down as ready for tender.")
    return tuple(found)
