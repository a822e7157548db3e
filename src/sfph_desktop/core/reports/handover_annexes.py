"""The annexes of the handover pack as tables: what runs, what is due, promises, who is who, who sees to what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sfph_desktop.core.domain.contract_rules import COMMISSIONER_WORDS
from sfph_desktop.core.domain.handover import DUTY_WORDS, HandoverFacts
from sfph_desktop.core.domain.partner_rules import KIND_WORDS
from sfph_desktop.core.reports import small_numbers, wording
from sfph_desktop.core.reports.handover_words import contract_words

_WHEN = {
    "first": "First of all",
    "week": "About now",
    "late": "Late",
    "ahead": "Coming",
    "long": "Long overdue",
    "year": "In the year ahead",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Annexe:
    """One annexe: a table with a heading row, each row as long as it."""

    letter: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    note: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Its rows as lines, for the window."""
        return tuple(" · ".join(cell for cell in row if cell) for row in self.rows) or ("Nothing is recorded.",)


def annexes(facts: HandoverFacts) -> tuple[Annexe, ...]:
    """All of them, in the order of their letters."""
    return (
        Annexe(
            letter="A",
            title="Groups and services",
            header=("What", "When it meets", "Where", "Who comes", "In 12 months"),
            widths=(2.2, 2.4, 1.6, 1.6, 1.4),
            rows=tuple(_running(facts)),
        ),
        Annexe(
            letter="B",
            title="Contracts and what was promised",
            header=("Contract", "Promised, and delivered so far"),
            widths=(1.4, 2),
            rows=tuple(
                (
                    contract_words(one, facts.made_at.date()),
                    "\n".join(facts.promises.get(one.contract_ref, ("Nothing counted.",))),
                )
                for one in facts.contracts
            ),
        ),
        Annexe(
            letter="C",
            title="What is due",
            header=("By", "What", "For whom", "When"),
            widths=(1.3, 3.6, 1, 1.3),
            note="A reference in place of a name: type it into the search box (Ctrl+K) and the record opens.",
            rows=tuple(
                (
                    wording.day(one.due) if one.due else "",
                    small_numbers.guard_text(one.what),
                    one.person_ref,
                    _WHEN[one.when],
                )
                for one in facts.due
            ),
        ),
        Annexe(
            letter="D",
            title="Who is who",
            header=("Name", "Who they are", "Reach them at"),
            widths=(2, 2.4, 2.6),
            rows=tuple(_who(facts)),
        ),
        Annexe(
            letter="E",
            title="Who sees to what",
            header=("What", "Who", "Stands in", "To know"),
            widths=(2.4, 1.5, 1.5, 2),
            rows=tuple(
                (
                    f"{one.what} ({DUTY_WORDS[one.kind].split()[-1]})" if one.kind != "office" else one.what,
                    one.who,
                    one.stands_in or "nobody is named",
                    one.note,
                )
                for one in facts.duties
            ),
        ),
        Annexe(
            letter="F",
            title="Where everything is",
            header=("What", "Where", "To know"),
            widths=(1.4, 3, 2),
            rows=tuple((one.what, one.where, one.note) for one in facts.places),
        ),
    )


def _running(facts: HandoverFacts) -> Iterator[tuple[str, ...]]:
    for group in facts.groups:
        members = small_numbers.count(group.members, "member", guard=True)
        yield group.name, group.meets, group.place, members, wording.counted(group.sessions, "session")
    for service in facts.services:
        enrolled = f"{small_numbers.tell(service.enrolled, guard=True).words} enrolled"
        sessions = wording.counted(service.sessions, "session")
        yield f"{service.name} (service)", service.purpose, "", enrolled, sessions


def _who(facts: HandoverFacts) -> Iterator[tuple[str, ...]]:
    for own in facts.own:
        role = "staff" if own.role == "staff" else "volunteer"
        yield own.name, ", ".join(part for part in (role, own.detail) if part), _reach(own.phone, own.email)
    for payer in facts.commissioners:
        kind = COMMISSIONER_WORDS.get(payer.kind, "commissioner")
        yield payer.name, f"{kind}; ask {payer.contact or 'nobody is named'}", _reach(payer.phone, payer.email)
    for partner, contacts in facts.partners:
        kind = KIND_WORDS.get(partner.kind, KIND_WORDS["other"])[0]
        yield partner.name, f"partner, {kind}", _reach(partner.phone, partner.email)
        for one in contacts:
            yield one.name, f"{one.job or 'contact'} at {partner.name}", _reach(one.phone, one.email)


def _reach(*ways: str) -> str:
    return ", ".join(way for way in ways if way)
