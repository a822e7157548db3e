"""The statement of community benefits: what was promised under a contract, and what was delivered, with its proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sfph_desktop.core.domain.contracts import Contract
from sfph_desktop.core.domain.promise_rules import STATE_WORDS, STATES, Held, amount
from sfph_desktop.core.reports import small_numbers, wording
from sfph_desktop.core.reports.blocks import Block, CoverStrip, Document, Heading, Note, Prose, SmallPrint, Table


def statement(
    contract: Contract, found: Sequence[Held], *, today: date, enterprise: str, sample: bool, made_at: datetime
) -> Document:
    """Every promise under a contract: how much of it was delivered, when, and what shows it."""
    title = "What we promised, and what we delivered"
    cover = CoverStrip(
        enterprise=enterprise,
        title=title,
        contract=f"{contract.contract_ref} {contract.title}",
        lines=tuple(
            line for line in (f"For {contract.commissioner}" if contract.commissioner else "",
                              f"As it stands on {wording.day(today)}") if line
        ),
    )  # fmt: skip
    blocks: list[Block] = [cover, Prose(text=counts_told(found), lead=True), _overview(found)]
    for one in found:
        blocks.extend(_one(one))
    blocks.extend(_sources(found))
    return Document(
        title=f"{contract.contract_ref}: community benefits",
        subject=f"Community benefits under {contract.title}",
        author=enterprise,
        footer=f"{contract.contract_ref} · {enterprise}",
        blocks=tuple(blocks),
        made_at=made_at,
        sample=sample,
    )


def counts_told(found: Sequence[Held]) -> str:
    """`Of 4 promises 2 are kept, 1 is on the way and 1 is late.`; nothing where there is none."""
    if not found:
        return ""
    unsaid, found = [one for one in found if _unsaid(one)], [one for one in found if not _unsaid(one)]
    kept = sum(one.state in {"kept", "over"} for one in found)
    by = [(kept, "kept")] + [
        (sum(one.state == state for one in found), STATE_WORDS[state]) for state in ("on_the_way", "late")
    ]
    parts = [f"{number} {'is' if number == 1 else 'are'} {word}" for number, word in by if number]
    told = f"Of {wording.counted(len(found), 'promise')} {wording.name_list(parts)}." if found else ""
    few = f"How {wording.counted(len(unsaid), 'promise')} on a few people stands is not printed." if unsaid else ""
    return wording.sentences(told, few)


def held_back(one: Held) -> bool:
    """Whether a count of people is so small that paper does not print it (`small_numbers`)."""
    few = one.delivered < small_numbers.THRESHOLD
    return few and one.promise.unit.casefold() in {"people", "person", "fte"}


def delivered(one: Held) -> str:
    """How much was delivered, as paper may say it."""
    return f"fewer than {small_numbers.THRESHOLD}" if held_back(one) else amount(one.delivered)


def amounts(one: Held) -> str:
    """`3 of 4 placements delivered`, as paper may say it."""
    return f"{delivered(one)} of {amount(one.promise.number)} {one.promise.unit} delivered"


def _stands(one: Held) -> str:
    """As `amounts`, with where the promise stands."""
    return amounts(one) if _unsaid(one) else f"{amounts(one)};{one.told.partition(';')[2]}"


def _unsaid(one: Held) -> bool:
    """Whether even `kept` would tell the small count: fewer were promised than paper prints."""
    return held_back(one) and one.promise.number < small_numbers.THRESHOLD


def _overview(found: Sequence[Held]) -> Table:
    return Table(
        header=("Promise", "Promised", "Delivered", "Due", "Where it stands"),
        rows=tuple(
            (
                one.promise.title,
                f"{amount(one.promise.number)} {one.promise.unit}",
                delivered(one),
                wording.day(one.promise.due_date) if one.promise.due_date else "no day was set",
                "not printed" if _unsaid(one) else STATE_WORDS[one.state],
            )
            for one in sorted(found, key=lambda one: STATES.index(one.state))
        ),
        widths=(5, 3, 2, 3, 3),
        aligns=("left", "left", "right", "left", "left"),
    )


def _one(one: Held) -> Iterator[Block]:
    promise = one.promise
    yield Heading(text=f"{promise.promise_ref}  {promise.title}")
    facts = (
        f"{wording.capital(_stands(one))}.",
        f"Type: {one.benefit.title} ({one.benefit.category.lower()})." if one.benefit else "",
        f"Offered on {wording.day(promise.made_on)}.",
        f"Delivered by {promise.deliverer}." if promise.deliverer else "",
        f"It costs us {wording.money(promise.cost.in_pounds)}." if promise.cost else "",
    )
    yield Prose(text=" ".join(fact for fact in facts if fact))
    if one.deliveries:
        filed = 4 if any(each.file for each in one.deliveries) else 3  # a column with nothing in it is left out
        header = ("Delivered on", f"How many {promise.unit}", "What shows it", "Document or evidence number")
        yield Table(
            header=header[:filed],
            rows=tuple(
                (
                    wording.day(each.date),
                    "held back" if held_back(one) else amount(each.number),
                    each.proof or "nothing named yet",
                    each.file,
                )[:filed]
                for each in one.deliveries
            ),
            widths=(3, 3, 6, 4)[:filed],
            aligns=("left", "right", "left", "left") if filed == 4 else ("left", "right", "left"),
        )
    if one.state == "late" and not held_back(one):
        short = promise.number - one.delivered
        yield Note(text=f"{amount(short)} {promise.unit} still to be delivered.", title="Late", caution=True)
    if one.unproved:
        told = wording.counted(one.unproved, "delivery")
        yield Note(text=f"Nothing is named that shows {told}.", title="Without proof", caution=True)


def _sources(found: Sequence[Held]) -> Iterator[Block]:
    """Where the types come from: a type that is not from an official list says so in its source."""
    used = {one.benefit.id: one.benefit for one in found if one.benefit}
    if used:
        yield Heading(text="Where the types come from")
        for one in used.values():
            yield SmallPrint(text=f"{one.title}: {one.source}. {one.description}.")
