"""The lines of the handover page: sentences about what runs, what is due, who is who and what depends on whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from sfph_desktop.core.domain.contract_rules import ROUTE_WORDS
from sfph_desktop.core.domain.contracts import Contract
from sfph_desktop.core.domain.handover import DueLine, Duty, HandoverFacts
from sfph_desktop.core.reports import small_numbers, wording

day = wording.day

_COUNTED = {
    "review": ("questionnaire to be filled in again", "questionnaires to be filled in again"),
    "alert": ("alert to look at again", "alerts to look at again"),
    "action": ("thing to be done for a person", "things to be done for people"),
    "absences": ("person away several times in a row", "people away several times in a row"),
    "consent_ends": ("person to be asked for consent again", "people to be asked for consent again"),
    "referral": ("person who waits to be contacted", "people who wait to be contacted"),
}
_FIRST = ("referral", "alert", "absences", "action", "consent_ends", "review")


def opening(facts: HandoverFacts) -> tuple[str, ...]:
    """How the records are opened when nobody knows the passphrase."""
    way = (
        "If nobody knows the passphrase: start the program, press “I have lost the passphrase”, type the key from the "
        "printed sheet, and choose a new passphrase. The sheet stays good."
    )
    if facts.recovery_confirmed:
        return (way, "The sheet is printed, and a part of it was typed back to prove it.")
    warn = "Nobody has proved the recovery sheet yet. While the records are open, print one: Settings, Recovery sheet."
    return (way, warn)


def runs(facts: HandoverFacts) -> tuple[str, ...]:
    """Two contracts, those that end first; groups; the other contracts; services; contracts that may be over."""
    on = facts.made_at.date()
    paid = [f"{contract_words(one, on)}." for one in facts.contracts if _running(one, on)]
    over = [f"{contract_words(one, on)}." for one in facts.contracts if not _running(one, on)]
    met = [
        f"{one.name}: {one.meets}{f', {one.place}' if one.place else ''}; {_members(one.members)}"
        f"{f', until {day(one.until)}' if one.until else ''}."
        for one in facts.groups
    ]
    lines = [*paid[:2], *met, *paid[2:], *over]
    lines += [
        f"{one.name}: {_enrolled(one.enrolled)}, {wording.counted(one.sessions, 'session')} in the last 12 months."
        for one in facts.services
        if one.enrolled or one.sessions
    ]
    return tuple(lines) or ("No group meets, no contract runs, and nobody is enrolled.",)


def contract_words(one: Contract, on: date) -> str:
    """`C-1 Befriending, contract with East Council, until 31 March 2027`; an option to extend is told as no more."""
    route = ROUTE_WORDS.get(one.route, "agreement")
    whom = f", {route} with {one.commissioner}" if one.commissioner else f", {route}"
    return f"{one.contract_ref} {one.title}{whom}{_ends(one, on)}"


def _running(one: Contract, on: date) -> bool:
    """Whether it runs for certain: whether an option to extend was taken up is not recorded."""
    return one.end_date is None or one.end_date >= on


def _ends(one: Contract, on: date) -> str:
    last, longest = one.end_date, one.extended_to
    if last is None:
        begins = f", from {day(one.start_date)}" if one.start_date else ""
        return f", until {day(longest)} if it is extended" if longest else begins
    if last < on:
        asked = f"; if it was extended, until {day(longest)}: ask" if longest else ""
        return f", its last day was {day(last)}{asked}"
    return f", until {day(last)}{f' (an option may extend it to {day(longest)})' if longest else ''}"


def due(facts: HandoverFacts) -> tuple[str, ...]:
    """What comes first, then what has a day, then how much waits for people, then the year ahead."""
    lines = [f"{wording.sentence(one.what)}" for one in facts.due if one.when == "first"]
    registers = [one.what.partition(": ")[0] for one in facts.due if one.kind == "register"]
    own = [one for one in facts.due if not one.person_ref and one.when not in ("first", "year")]
    dated = sorted((one for one in own if one.kind != "register"), key=_when)
    lines += [_dated(one) for one in dated]
    if registers:
        lines.append(f"{wording.counted(len(registers), 'register')} to take: {wording.name_list(registers)}.")
    counts = Counter(one.kind for one in facts.due if one.person_ref)
    kinds = sorted(counts, key=lambda kind: _FIRST.index(kind) if kind in _FIRST else len(_FIRST))
    lines += [_many(kind, counts[kind]) for kind in kinds]
    ahead = sorted((one for one in facts.due if one.when == "year"), key=_when)
    lines += [_dated(one) for one in ahead]
    return tuple(small_numbers.guard_text(line) for line in lines) or ("Nothing is due.",)


def people(facts: HandoverFacts) -> tuple[str, ...]:
    """Our own people by role, who pays and whom to ask there, and how many partners there are."""
    lines = []
    for role, word in (("staff", "Staff"), ("volunteer", "Volunteers")):
        names = [one.name for one in facts.own if one.role == role]
        if names:
            more = f" and {len(names) - 6} more" if len(names) > 6 else ""
            lines.append(f"{word}: {', '.join(names[:6])}{more}.")
    if not facts.own:
        lines.append("Nobody is recorded as staff or as a volunteer.")
    wanted = {one.commissioner for one in facts.contracts}
    for payer in sorted(facts.commissioners, key=lambda one: one.name not in wanted):
        ask = ", ".join(part for part in (payer.contact, payer.phone, payer.email) if part)
        lines.append(f"{payer.name}: {ask or 'nobody is named there'}.")
    if facts.partners:
        lines.append(f"{wording.counted(len(facts.partners), 'partner')} in the directory, with whom to ask: annexe D.")
    return tuple(lines)


def where(facts: HandoverFacts) -> tuple[str, ...]:
    """Where the records, backups and papers are."""
    return tuple(f"{one.what}: {one.where}{f'. {one.note}' if one.note else ''}" for one in facts.places)


def depends(facts: HandoverFacts) -> tuple[str, ...]:
    """How much each person who is written down sees to: counts, never a judgement; then what nobody is written for."""
    by_who: dict[str, list[Duty]] = defaultdict(list)
    for duty in facts.duties:
        by_who[duty.who].append(duty)
    for who in facts.open_actions:
        if who and who not in by_who:
            by_who[who] = []
    order = sorted(by_who, key=lambda who: (-len(by_who[who]), -facts.open_actions.get(who, 0), who))
    lines = [line for who in order for line in _person(facts, who, by_who[who])]
    return (*lines, *_unnamed(facts)) or ("No group meets and no contract runs.",)


def _person(facts: HandoverFacts, who: str, mine: list[Duty]) -> Iterator[str]:
    parts = []
    names = {one.name: one.sessions for one in facts.groups}
    groups = [one.what for one in mine if one.kind == "group" and one.what in names]
    if groups:
        held, every = sum(names[one] for one in groups), sum(names.values())
        sessions = f", with {wording.number(held)} of their {wording.counted(every, 'session')} in the last 12 months"
        parts.append(f"leads {len(groups)} of {wording.counted(len(names), 'group')}{sessions if every else ''}")
    running = {one.contract_ref for one in facts.contracts if _running(one, facts.made_at.date())}
    contracts = [one.what for one in mine if one.kind == "contract" and one.what in running]
    if contracts:
        runs = "runs" if len(running) == 1 else "run"
        parts.append(f"sees to {len(contracts)} of {wording.counted(len(running), 'contract')} that {runs}")
    others = [one.what for one in mine if one.kind == "office"]
    if others:
        parts.append(f"for the office: {wording.name_list([other[:1].lower() + other[1:] for other in others])}")
    actions = facts.open_actions.get(who, 0)
    if actions:
        every = sum(facts.open_actions.values())
        parts.append(f"is to do {actions} of {wording.counted(every, 'open action')} for people")
    if not parts:
        return
    alone = sum(not one.stands_in for one in mine)
    tail = "" if not mine else _standing(len(mine), alone)
    yield f"{who} {'; '.join(parts)}.{tail}"


def _standing(mine: int, alone: int) -> str:
    if not alone:
        return " Somebody is named to stand in for each."
    if mine == 1:
        return " Nobody is named to stand in."
    return f" Nobody is named to stand in for {'any' if alone == mine else alone} of these."


def _unnamed(facts: HandoverFacts) -> Iterator[str]:
    """What nobody is written down for."""
    named = {(one.kind, one.what) for one in facts.duties}
    groups = [one.name for one in facts.groups if ("group", one.name) not in named]
    if groups:
        yield f"Nobody is written down as leading {wording.name_list(groups)}."
    contracts = [one.contract_ref for one in facts.contracts if ("contract", one.contract_ref) not in named]
    if contracts:
        yield f"Nobody is written down as seeing to {wording.name_list(contracts)}."
    if facts.open_actions.get(""):
        yield f"For {wording.counted(facts.open_actions[''], 'open action')} nobody is named."


def _dated(one: DueLine) -> str:
    return f"{one.what}{f' ({day(one.due)})' if one.due else ''}."


def _when(one: DueLine) -> date:
    return one.due or date.max


def _many(kind: str, count: int) -> str:
    one, many = _COUNTED.get(kind, ("other thing", "other things"))
    shown = small_numbers.tell(count, guard=True)
    return wording.sentence(f"{shown.words} {one if count == 1 and shown.exact else many}")


def _members(count: int) -> str:
    return small_numbers.count(count, "member", guard=True)


def _enrolled(count: int) -> str:
    return f"{small_numbers.tell(count, guard=True).words} enrolled"
