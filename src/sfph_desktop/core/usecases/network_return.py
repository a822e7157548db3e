"""The return to the network: what it is made of, worked out before it leaves, and opened again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop import __version__
from sfph_desktop.core.domain.memberships import AcceptedDesk, MembershipProfile, SentReturn
from sfph_desktop.core.domain.network import (
    RETURN_ENDING,
    Definitions,
    NetworkIndicator,
    OrganisationFact,
    Quarter,
    Return,
    ReturnRow,
)
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.returns import RawCell
from sfph_desktop.core.usecases import lawful_bases, return_facts, return_ledger, return_rows
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.signing_keys import own_secret

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection
    from sfph_desktop.core.toolkit.return_guard import Judged, Told

PURPOSE = "network"
"""Of consent, and of lawful bases."""
STEPS = ("Reading the records", "Counting", "Holding back small numbers", "Done")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """To whom a return goes, what is asked for in it, and how we answer."""

    desk: AcceptedDesk
    definitions: Definitions
    asked: tuple[NetworkIndicator, ...]
    """The network's indicators, each with the measure we answer it by, then our own."""
    profile: MembershipProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """A return worked out: what will leave, what was counted for it, and how it stands to those before."""

    sending: Sending
    content: Return
    judged: tuple[Judged, ...]
    agreeing: int
    """People counted in the year who agreed."""
    left_out: int
    """People who came in the year and did not agree."""
    missing_bases: tuple[str, ...]
    """Fields that are asked for and have no lawful basis."""
    same: SentReturn | None
    """The newest return for the quarter, where this one says the very same."""
    before: SentReturn | None
    """The newest return to this desk, whatever its quarter."""


# --- working it out ---------------------------------------------------------------------------------------------------


def true_cells(
    office: Office, asked: Sequence[NetworkIndicator], quarter: Quarter
) -> tuple[tuple[RawCell, ...], tuple[int, int]]:
    """The true numbers of people who agreed, by fields with a basis; and how many came in the year, agreed and not.

    These never leave: `worked_out` holds back what must be.
    """
    from sfph_desktop.core.domain.impact import Choices, Selection
    from sfph_desktop.core.store.queries.facts import impact_facts
    from sfph_desktop.core.store.queries.returns import agreeing, fifths
    from sfph_desktop.core.toolkit.returns import raw_cells
    from sfph_desktop.core.toolkit.workings import work_out
    from sfph_desktop.core.usecases.reference import reference_facts

    reference = reference_facts(office)
    with office.reading() as connection:
        facts = impact_facts(connection)
        allowed = agreeing(connection, PURPOSE, office.clock.today())
        areas = fifths(connection, quarter.period.end)
        fields = frozenset(lawful_bases.in_force(office, PURPOSE, connection))
    raws = raw_cells(facts, allowed, reference, asked, quarter, fifths=areas, fields=fields)
    came = work_out(facts, reference, Selection(period=quarter.year_to_it), Choices()).reached.records.ids["people"]
    agreed = len(allowed.intersection(came))
    return raws, (agreed, len(came) - agreed)


def nothing_fell_out(office: Office, asked: Sequence[NetworkIndicator], quarter: Quarter) -> frozenset[str]:
    """The indicators of twelve months for which nobody counts in the quarter that a year ago was the same one.

    Between the twelve months to the quarter before and those to this one nothing of them has fallen out.
    """
    year_ago = Quarter(quarter.year - 1, quarter.number)
    of_year = [replace(one, window="quarter", groups=()) for one in asked if one.window == "year"]
    cells, _ = true_cells(office, of_year, year_ago)
    return frozenset(one.indicator for one in cells if one.n == 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All of the store that a return is made of; two that are equal make the same return."""

    raws: tuple[RawCell, ...]
    came: tuple[int, int]
    """People counted in the year: those who agreed, and the others."""
    sent: tuple[SentReturn, ...]
    told: dict[int, list[Told]]
    """The ledger: whatever left, by the return it left in."""
    last: int
    """The number of our last return to the desk."""
    carried: int
    whole: frozenset[str]
    bare: Return
    """The return without its figures and its number."""


def gathered(office: Office, sending: Sending, quarter: Quarter, *, progress: Progress = silent) -> Gathered:
    """What the return for a quarter is made of, as the store holds it now."""
    progress(0, len(STEPS) - 1, STEPS[0])
    raws, came = true_cells(office, sending.asked, quarter)
    progress(1, len(STEPS) - 1, STEPS[1])
    facts = return_facts.facts(
        return_facts.Asked(
            office=office, quarter=quarter, profile=sending.profile, threshold=sending.definitions.threshold
        )
    )
    rows = return_rows.rows(office, sending.desk, sending.definitions, sending.asked, quarter)
    with office.reading() as connection:
        sent = sent_in(connection, sending.desk.id)
        told = return_ledger.ledger(connection)
        last, carried = last_number(connection, sending.desk.id), carried_on(connection, sending.desk.id)
    sent_before = any(one.quarter == str(quarter.before) for one in sent)
    return Gathered(
        raws=raws,
        came=came,
        sent=sent,
        told=told,
        last=last,
        carried=carried,
        whole=nothing_fell_out(office, sending.asked, quarter) if sent_before else frozenset(),
        bare=_bare(office, sending, quarter, facts, rows),
    )


def worked_out(office: Office, sending: Sending, quarter: Quarter, *, progress: Progress = silent) -> Worked:
    """The return for a quarter as it would leave today. Raises UserCanFix when the quarter has not ended yet."""
    require_ended(office, quarter)
    return worked_from(gathered(office, sending, quarter, progress=progress), sending, quarter, progress=progress)


def worked_from(found: Gathered, sending: Sending, quarter: Quarter, *, progress: Progress = silent) -> Worked:
    """The return that what was gathered makes. This is the long part, and it does not look into the store."""
    progress(2, len(STEPS) - 1, STEPS[2])
    newest = _repeatable(found.sent, quarter, found.carried)

    def judged_by(known: return_ledger.Ledger) -> tuple[Judged, ...]:
        return return_ledger.judge(found.raws, sending.asked, known, sending.definitions.threshold, found.whole)

    # The same records as when the newest return was made give that very return: what it told is not held against it.
    earlier = {id_: told for id_, told in found.told.items() if newest is None or id_ != newest.id}
    judged = judged_by(earlier)
    content = replace(found.bare, cells=tuple(one.cell for one in judged))
    same = newest is not None and newest.digest == digest_of(content)
    if newest is not None and not same:
        judged = judged_by(found.told)
        content = replace(found.bare, cells=tuple(one.cell for one in judged))
        same = newest.digest == digest_of(content)
    sequence = newest.sequence if same and newest is not None else found.last + 1
    progress(len(STEPS) - 1, len(STEPS) - 1, STEPS[-1])
    agreed, left_out = found.came
    return Worked(
        sending=sending,
        content=replace(content, sequence=sequence),
        judged=judged,
        agreeing=agreed,
        left_out=left_out,
        missing_bases=_missing(found.raws, sending.asked),
        same=newest if same else None,
        before=max(found.sent, key=lambda one: one.sequence, default=None),
    )


def _repeatable(sent: Sequence[SentReturn], quarter: Quarter, carried: int) -> SentReturn | None:
    """The newest return of a quarter, where the desk can have it under its number.

    Of two with one number, as they are there after a backup was brought back, it has the one that was brought back; and
    numbers up to that which was carried on from may be others' there.
    """
    of_number = {one.sequence: one for one in sorted(sent, key=lambda one: one.id)}
    found = [one for one in of_number.values() if one.quarter == str(quarter) and one.sequence > carried]
    return max(found, key=lambda one: one.sequence, default=None)


def _bare(
    office: Office, sending: Sending, quarter: Quarter, facts: tuple[OrganisationFact, ...], rows: tuple[ReturnRow, ...]
) -> Return:
    """The return without its figures and its number."""
    from sfph_desktop.core.store import signing

    info = office.info()
    return Return(
        member=sending.profile.member_name.strip() or info.name,
        member_key=signing.key_text(signing.public_of(own_secret(office))),
        network=sending.definitions.network,
        desk_key=sending.desk.public_key,
        definitions=sending.definitions.version,
        quarter=quarter,
        sequence=0,
        sample=info.sample,
        organisation=facts,
        rows=rows,
        program=f"SFPH Desktop {__version__}",
    )


def _missing(raws: Sequence[RawCell], asked: Sequence[NetworkIndicator]) -> tuple[str, ...]:
    from sfph_desktop.core.domain.returns import FIELDS, field_of

    measures = {one.id: one.measure for one in asked}
    bare = [raw for raw in raws if raw.missing == "no_basis"]
    return tuple(dict.fromkeys(FIELDS[raw.group or field_of(measures[raw.indicator])] for raw in bare))


def require_ended(office: Office, quarter: Quarter) -> None:
    """Raises UserCanFix while the quarter goes on."""
    end = quarter.period.end
    day = end + timedelta(days=1)
    if end >= office.clock.today():
        raise UserCanFix(
            what=f"{quarter} has not ended yet.",
            why="A return is about whole quarters: what is still to come in one would be missing for ever.",
            do=f"Make it from {day.day} {day:%B %Y} on, or choose an earlier quarter.",
        )


def digest_of(content: Return) -> str:
    """The digest of what a return says; its number is not in it."""
    from sfph_desktop.core.interchange.return_file import content_digest

    return content_digest(content)


def file_name(content: Return) -> str:
    """What a return is called when nobody says otherwise: the quarter and its number, nobody's name."""
    return f"return-{content.quarter}-{content.sequence}{RETURN_ENDING}"


# --- what was sent ----------------------------------------------------------------------------------------------------


def sent_in(connection: Connection, desk_id: int | None = None) -> tuple[SentReturn, ...]:
    """The returns that were made, for one desk or for all, in that order."""
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[SentReturn, ...] = values_of(connection, "network_sent")
    return tuple(one for one in found if desk_id is None or one.desk_id == desk_id)


def carried_setting(desk_id: int) -> str:
    """The setting with the number that was carried on from after a backup was brought back."""
    return f"returns_after_{desk_id}"


def carried_on(connection: Connection, desk_id: int) -> int:
    """The number of the desk's from which the next return was carried on; 0 where none was."""
    from sfph_desktop.core.store.queries.office import settings

    return int(settings(connection).get(carried_setting(desk_id), "0"))


def last_number(connection: Connection, desk_id: int) -> int:
    """The number of our last return to a desk, by what is kept here or was carried on from."""
    return max(carried_on(connection, desk_id), max((one.sequence for one in sent_in(connection, desk_id)), default=0))


def receipts(office: Office) -> tuple[SentReturn, ...]:
    """The returns that were made, in that order."""
    with office.reading() as connection:
        return sent_in(connection)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A return that was opened, with what was checked."""

    content: Return
    digest: str
    """SHA-256 of the opened container."""
    container: bytes
    genuine: bool
    """Signed by the key it names."""
    checked: tuple[str, ...]
    sealed: bytes = b""
    """The file as it was read."""


def open_return(office: Office, file: Path, *, progress: Progress = silent) -> Opened:
    """What is in a sealed return: one of our own, or at a desk one that is for it.

    Raises UserCanFix with the reason: too large, sealed for somebody else, not whole, not spelt as the program spells
    it, or signed by another than it says.
    """
    from sfph_desktop.core.interchange.returns_in import open_sealed_bytes, read_sealed_bytes
    from sfph_desktop.core.store import sealing

    sealed = read_sealed_bytes(file)
    with office.reading() as connection:
        identity = sealing.own_identity(connection)
    whole = None if identity is None else sealing.opened(sealed, identity)
    if whole is None:
        raise UserCanFix(
            what=f"'{file.name}' cannot be opened here.",
            why=sealing.why_unopened(sealed, identity),
            do="Ask whoever sent it to send it once more, made for you. Nothing was taken.",
        )
    content, cids, signature = open_sealed_bytes(file, whole, progress=progress)
    return replace(checked_return(content, cids, signature, whole, file.name), sealed=sealed)


def checked_return(content: Return, cids: bytes, signature: bytes, whole: bytes, name: str) -> Opened:
    """A return whose signature was checked. Raises UserCanFix where the key it names did not sign it."""
    from sfph_desktop.core.interchange import return_file
    from sfph_desktop.core.store import signing

    signer = signing.read_key(content.member_key)
    if not signing.genuine(signer, return_file.PURPOSE, return_file.manifest_bytes(content, cids), signature):
        raise UserCanFix(
            what=f"'{name}' was changed since it was signed, or was signed by somebody else.",
            why=f"It says that it comes from {content.member}, and their key did not sign it.",
            do=f"Ask {content.member} to send it once more. Nothing was taken.",
        )
    return Opened(
        content=content,
        digest=hashlib.sha256(whole).hexdigest(),
        container=whole,
        genuine=True,
        checked=(
            f"It was signed with the key whose fingerprint is {signing.fingerprint(signer)}.",
            "Nothing in it was changed since it was signed.",
            "It holds what a return holds, and nothing else.",
        ),
    )
