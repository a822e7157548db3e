"""What the page of the network asks of the use cases.

They are imported by the workers that call them: they bring the database with them, which the first window must not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.lawful_bases import BASES, CONDITIONS
from sfph_desktop.core.domain.network import Quarter, Return, read_quarter
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.ports import Progress
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.returns import FIELDS, SPECIAL, ReturnPreview
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.said import counted, said_day
from sfph_desktop.ui.widgets.read_out import Groups
from sfph_desktop.ui.widgets.room_sheet import Offers, Shown

RETURN, NETWORK, PROFILE = 1, 2, 3
BASIS, QUESTION, RECEIPT = 100, 1_000, 1_000_000
"""Where the numbers of the lawful bases, of the questions and of the returns that were made begin."""
MOST_QUARTERS = 8
AS_ASKED, NOT_MEASURED = "as asked", "not measured"
MISSING, US, MADE = "What is missing", "About you", "Returns you made"
RIGHT, ASKED = "By what right each thing is used", "What the network asks"
"""What stands together in the list, and how that is headed."""
NEEDS_KEY = "the network you are in; it needs your key before your first return"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question as its page shows it."""

    measure: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Based:
    """The lawful basis of a field as its page shows it."""

    basis: str = ""
    condition: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSeen:
    """A definitions file that was looked into; `known`: signed with the key of the network we are in."""

    network: str
    version: int
    issued: str
    first_quarter: str
    questions: tuple[str, ...]
    known: bool


def kind_of(record: int) -> int:
    """Which sort of page a number stands for: one of the names above."""
    return next((one for one in (RECEIPT, QUESTION, BASIS) if record >= one), record)


# --- the list ---------------------------------------------------------------------------------------------------------


def listed(office: Any, text: str) -> Listing:
    """All that there is to see of the network; nothing while the enterprise is in none."""
    from sfph_desktop.core.usecases.network_known import desk_in

    with office.reading() as connection:
        desk = desk_in(connection)
    rows: list[tuple[Cell, ...]] = [] if desk is None else _rows(office, desk.network)
    wanted = text.casefold().split()
    found = [one for one in rows if all(word in f"{one[1]} {one[2]} {one[3]}".casefold() for word in wanted)]
    return Listing(kind="network", columns=("id", "title", "standing", "section", "mark"), rows=tuple(found))


def _rows(office: Any, network: str) -> list[tuple[Cell, ...]]:
    from sfph_desktop.core.usecases import lawful_bases, network_profile
    from sfph_desktop.core.usecases.network_measures import measure_words
    from sfph_desktop.core.usecases.network_return import receipts

    lacking = network_profile.profile_told(office).missing
    who = f"still blank: {', '.join(lacking)}" if lacking else "all is written down"
    made = receipts(office)
    rows: list[tuple[Cell, ...]] = [
        (PROFILE, "Who you are to the network", who, US, "warning" if lacking else "check"),
        (NETWORK, network, "the network you are in" if made else NEEDS_KEY, US, ""),
    ]
    rows += [(RECEIPT + one.id, *_receipt_words(one), MADE, "check") for one in reversed(made)]
    there = lawful_bases.in_force(office)
    for number, (field, said) in enumerate(FIELDS.items()):
        basis = there.get(field)
        needless = field in lawful_bases.NOT_OF_ITSELF
        standing = basis.in_short if basis else "no lawful basis: nothing made of it leaves"
        mark = "check" if basis else "" if needless else "warning"
        rows.append((BASIS + number, _sentence(said), standing, RIGHT, mark))
    instruments = office.library.instruments()
    for number, asked in enumerate(network_profile.questions(office)):
        told = measure_words(asked.measure, instruments)
        standing = f"answered with {told}" if told else "not measured here"
        mark = _question_mark(asked)
        rows.append((QUESTION + number, asked.indicator.name, asked.trouble or standing, ASKED, mark))
    return _what_is_missing_first(network, rows)


def _what_is_missing_first(network: str, rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """The return with how much of it is missing, then each thing that is; then all the others in their order."""
    missing = [(*row[:3], MISSING, row[4]) for row in rows if row[4] == "warning"]
    needs = "needs" if len(missing) == 1 else "need"
    standing = f"{counted(len(missing), 'thing')} {needs} you first: right below" if missing else "nothing is missing"
    head: tuple[Cell, ...] = (RETURN, "The return", f"what goes to {network}, quarter by quarter; {standing}", "", "")
    return [head, *missing, *(row for row in rows if row[4] != "warning")]


def _question_mark(asked: Any) -> str:
    return "warning" if asked.trouble else "check" if asked.measure else ""


def _receipt_words(one: Any) -> tuple[str, str]:
    quarter = read_quarter(one.quarter)
    return f"Return {one.sequence}: {quarter.words if quarter else one.quarter}", f"made on {said_day(one.made_on)}"


# --- the pages --------------------------------------------------------------------------------------------------------


def shown(office: Any, record: int) -> Shown:
    """One page."""
    of = {RETURN: _return, NETWORK: _network, PROFILE: _profile, BASIS: _basis, QUESTION: _question, RECEIPT: _receipt}
    return of[kind_of(record)](office, record)


def _return(office: Any, record: int) -> Shown:
    from sfph_desktop.core.usecases.network_known import our_desk, taken_of
    from sfph_desktop.core.usecases.return_to import awaited

    desk, quarter = our_desk(office), awaited(office)
    with office.reading() as connection:
        begun = min((one.first_quarter for one in taken_of(connection, desk)), default="")
    quarters = [quarter]
    while len(quarters) < MOST_QUARTERS and str(quarters[-1].before) >= begun:
        quarters.append(quarters[-1].before)
    sub = f"To {desk.network}. Counts only, never a record or a name; small numbers are held back before it leaves."
    said = tuple((str(one), one.words) for one in quarters)
    return Shown(record=record, title="The return", sub=sub, value=said)


def _network(office: Any, record: int) -> Shown:
    from sfph_desktop.core.usecases.network_known import newest_definitions, our_desk
    from sfph_desktop.core.usecases.signing_keys import own_key

    desk, asked, key = our_desk(office), newest_definitions(office), own_key(office)
    by = f", by {desk.accepted_by}" if desk.accepted_by else ""
    joined = f"You joined on {said_day(desk.accepted_on)}{by}. Later files of the network are checked against its key."
    asks = f"It asks {len(asked.indicators)} questions, from {asked.first_quarter.words} on: they stand in the list."
    few = f"Figures of fewer than {asked.threshold} people are held back."
    known = "So that the network knows a return is yours, it needs your key once: write it into a file and send it."
    read = "Then read these four groups out to them by telephone:"
    told = (f"{known} {read}", Groups(key.fingerprint), joined, f"{asks} {few}")
    sub = f"Version {asked.version} of its questions, issued on {said_day(asked.issued_on)}"
    return Shown(record=record, title=desk.network, sub=sub, told=told, value=None)


def _profile(office: Any, record: int) -> Shown:
    from sfph_desktop.core.usecases import network_profile

    found, offered = network_profile.profile_told(office), network_profile.choices(office)
    offers: Offers = {name: (tuple(known), known) for name, known in offered.items() if name != "client_groups"}
    missing = (f"Still blank: {', '.join(found.missing)}.",) if found.missing else ()
    sub = "This goes with every return, so that like is compared with like. No other member sees it beside your name."
    return Shown(
        record=record, title="Who you are to the network", sub=sub, told=missing, value=found.profile, offers=offers
    )


def _basis(office: Any, record: int) -> Shown:
    from sfph_desktop.core.usecases import lawful_bases

    field = list(FIELDS)[record - BASIS]
    there = lawful_bases.in_force(office).get(field)
    told = [f"In force from {said_day(there.from_date)}: {there.words}." if there else "Nothing made of this leaves."]
    if field in SPECIAL:
        told.append("It tells of somebody's health or care, so a condition of Article 9 is needed as well.")
    if field in lawful_bases.NOT_OF_ITSELF:
        told.append("This is sent only under an agreement with the network in writing, and is decided by itself.")
    offers: Offers = {"basis": (tuple(BASES), BASES)}
    if field in SPECIAL:  # the page of another field does not ask for it
        offers = {**offers, "condition": (tuple(CONDITIONS), CONDITIONS)}
    told.append("Whatever the basis is, only people who agreed to be counted for the network are counted.")
    return Shown(
        record=record,
        title=_sentence(FIELDS[field]),
        sub="On which lawful basis is this used for the return?",
        told=tuple(told),
        value=Based(basis=there.basis, condition=there.condition, reason=there.reason) if there else Based(),
        offers=offers,
    )


def _question(office: Any, record: int) -> Shown:
    from sfph_desktop.core.usecases import network_measures

    one = _asked(office, record)
    asked, instruments = one.indicator, office.library.instruments()
    choices = network_measures.measure_choices(office, [asked.kind])[asked.kind]
    theirs = network_measures.measure_words(asked.measure, instruments)
    words = {AS_ASKED: f"As the network asks: {theirs}", NOT_MEASURED: "We do not measure this"}
    words |= {key: said for key, said in choices.items() if key != asked.measure}
    chosen = AS_ASKED if one.ours is None else (one.ours.measure or NOT_MEASURED)
    when = "the quarter" if asked.window == "quarter" else "the twelve months that end with the quarter"
    told = (f"Why it is asked: {asked.purpose}",) if asked.purpose else ()
    return Shown(
        record=record,
        title=asked.name,
        sub=f"Asked for {when}",
        told=(*told, *((one.trouble,) if one.trouble else ())),
        value=Answered(measure=AS_ASKED if chosen == asked.measure else chosen, note=one.ours.note if one.ours else ""),
        offers={"measure": (tuple(words), words)},
    )


def _asked(office: Any, record: int) -> Any:
    """The question of a page; a newer version of the network's questions may have fewer of them."""
    from sfph_desktop.core.usecases.network_profile import questions

    every = questions(office)
    if record - QUESTION >= len(every):
        raise UserCanFix(what="The network does not ask this any more.", do="Choose another question from the list.")
    return every[record - QUESTION]


def _receipt(office: Any, record: int) -> Shown:
    from sfph_desktop.core.usecases.network_receipts import told_and_held
    from sfph_desktop.core.usecases.network_return import receipts

    one = next((one for one in receipts(office) if one.id == record - RECEIPT), None)
    if one is None:
        raise UserCanFix(what="This return is not here any more.", do="Choose another from the list.")
    title, made = _receipt_words(one)
    left, held = told_and_held(office, one.id)
    figures = (
        f"{counted(left, 'figure')} about people left in it; {held} more {'was' if held == 1 else 'were'} asked for "
        "and held back or left out, because so few people stand behind them or nothing of the kind is measured here. "
        "Every later return is judged with what this one told, so that the two together tell of nobody."
    )
    invented = " It was made of invented records." if one.sample else ""
    told = (
        f"Number {one.sequence}, {made}, by version {one.definitions} of the network's questions.{invented}",
        figures,
        "The file itself is kept here. Writing it again gives the very same file, and the network sees that it is.",
    )
    return Shown(record=record, title=title, sub="A return that was made", told=told, value=None)


# --- what is kept -----------------------------------------------------------------------------------------------------


def change(office: Any, record: int, facts: Mapping[str, Any]) -> Done[Any]:
    """Keep what was typed on a page."""
    from sfph_desktop.core.usecases import lawful_bases, network_profile

    kind = kind_of(record)
    if kind == PROFILE:
        return network_profile.set_profile(office, {name: _blank(value) for name, value in facts.items()})
    if kind == BASIS:
        field = list(FIELDS)[record - BASIS]
        if not facts["basis"]:
            return lawful_bases.end_basis(office, field)
        condition, reason = str(facts.get("condition") or ""), str(facts["reason"] or "")
        return lawful_bases.set_basis(office, field, str(facts["basis"]), condition=condition, reason=reason)
    one = _asked(office, record)
    measure, note = str(facts["measure"]), str(facts["note"] or "")
    if measure == AS_ASKED and not note.strip():
        return network_profile.unmap_indicator(office, one.indicator.id)
    given = {AS_ASKED: one.indicator.measure, NOT_MEASURED: ""}.get(measure, measure)
    return network_profile.map_indicator(office, one.indicator.id, given, note)


def _blank(value: Any) -> Any:
    return "" if value is None else value


def use_consent(office: Any) -> Done[Any]:
    """Consent as the basis of all that have none."""
    from sfph_desktop.core.usecases.lawful_bases import use_consent

    return use_consent(office)


def leave(office: Any) -> Done[Any]:
    """Leave the network."""
    from sfph_desktop.core.usecases.network_joining import leave_network

    return leave_network(office)


def look_round(office: Any, progress: Progress) -> Done[Any]:
    """Put the sample enterprise into a sample network."""
    from sfph_desktop.core.usecases.sample_network import look_around

    return look_around(office, progress=progress)


# --- files ------------------------------------------------------------------------------------------------------------


def look_into(office: Any, file: Path) -> FileSeen:
    """Whose a definitions file is; nothing is taken in yet."""
    from sfph_desktop.core.usecases.network_joining import look_into
    from sfph_desktop.core.usecases.network_known import desk_in
    from sfph_desktop.core.usecases.network_role import require_enterprise

    require_enterprise(office)
    found = look_into(file).definitions
    with office.reading() as connection:
        desk = desk_in(connection)
    return FileSeen(
        network=found.network,
        version=found.version,
        issued=said_day(found.issued_on),
        first_quarter=found.first_quarter.words,
        questions=tuple(one.name for one in found.indicators),
        known=desk is not None and desk.public_key == found.desk_key,
    )


def join(office: Any, file: Path, heard: str) -> Done[Any]:
    """Take a definitions file in."""
    from sfph_desktop.core.usecases.network_joining import join

    return join(office, file, heard)


def take_pack(office: Any, file: Path) -> Done[Any]:
    """Take a pack in."""
    from sfph_desktop.core.usecases.benchmarks import take_pack

    return take_pack(office, file)


def came(office: Any) -> Done[Any]:
    """What became of the files in the folder."""
    from sfph_desktop.core.usecases.folder_fates import came

    return came(office)


def return_name(member: str, quarter: str) -> str:
    """The name of a return's file in a folder where others put theirs too, without its ending."""
    from sfph_desktop.core.usecases.network_folder import return_name

    return return_name(member, quarter)


def preview(office: Any, quarter: str, *, progress: Progress) -> ReturnPreview:
    """Everything that the return would hold."""
    from sfph_desktop.core.usecases.return_preview import preview
    from sfph_desktop.core.usecases.return_to import sending

    at = _quarter(quarter)
    return preview(office, sending(office, at), at, progress=progress)


def prepare(office: Any, quarter: str, seen: Return, *, progress: Progress) -> Any:
    """What would leave, ready to be written, if it is still what was looked at; nothing is kept yet."""
    from sfph_desktop.core.usecases.return_making import prepare_return
    from sfph_desktop.core.usecases.return_to import sending

    at = _quarter(quarter)
    return prepare_return(office, sending(office, at), at, seen=seen, progress=progress)


def keep(office: Any, out: Path, prepared: Any) -> Done[Any]:
    """Write it, and keep its receipt."""
    from sfph_desktop.core.usecases.return_making import keep_return
    from sfph_desktop.core.usecases.return_to import sending

    return keep_return(office, prepared, sending(office, prepared.quarter), out)


def write_again(office: Any, record: int, out: Path) -> Done[Any]:
    """The file of a return that was made."""
    from sfph_desktop.core.usecases.network_receipts import send_again

    return send_again(office, record - RECEIPT, out)


def _quarter(text: str) -> Quarter:
    found = read_quarter(text)
    if found is None:
        raise UserCanFix(what="No quarter is chosen.", do="Choose one that has ended.")
    return found


def _sentence(said: str) -> str:
    return said[:1].upper() + said[1:]


def bring_back(office: Any, files: Sequence[Path]) -> Done[Any]:
    """Take the files of returns that were sent back in."""
    from sfph_desktop.core.usecases.network_restored import bring_back

    return bring_back(office, files)


def carry_on(office: Any, after: Any) -> Done[Any]:
    """Number the next return after one that the desk has; the page has said what that means."""
    from sfph_desktop.core.usecases.network_restored import carry_on

    try:
        number = int(str(after).strip())
    except ValueError:
        raise UserCanFix(
            what="This is no number.", do="Type the highest number the desk has of yours, 7 say."
        ) from None
    return carry_on(office, number, files_are_lost=True)
