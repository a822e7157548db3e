"""Good practice for all: a member offers a case study with consent, the desk keeps the library, every pack carries it.

What somebody took back goes the same way: the member sends the wish, and the next packs come without the example.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.desks import Member, MemberKey, PracticeCardKept
from sfph_desktop.core.domain.memberships import AcceptedDesk
from sfph_desktop.core.domain.network import PracticeCard, PracticeOffer
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.practice_rules import card_problems, offer_problems
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.letters import check_signed, closed, opened
from sfph_desktop.core.usecases.network_known import desk_in, require_desk_known
from sfph_desktop.core.usecases.network_role import require_desk
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone, refuse
from sfph_desktop.core.usecases.saved import saved
from sfph_desktop.core.usecases.signing_keys import own_key, unwritten

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit

PURPOSE = "good practice"
"""What a member signs an example for."""
COLUMNS = ("id", "ref", "title", "member", "themes", "words", "learned", "agreed", "published_on", "withdrawn_on")

CHANGEABLE = ("title", "member", "themes", "words", "learned", "agreed")
"""What the desk may change of an example that is in its library."""


def themes(office: Office) -> dict[str, str]:
    """The themes an example may speak to, by id, as they are called: those of the readiness self-check."""
    from sfph_desktop.core.usecases.readiness import themes_of

    return {one.id: one.name for one in themes_of(office)}


# --- at the member ----------------------------------------------------------------------------------------------------


def offer_story(
    office: Office, story_id: int, out: Path, *, words: str, learned: str = "", about: Sequence[str] = (), named: bool
) -> Done[PracticeOffer]:
    """Write a case study, told in a few words, as an example for the network's desk; `named`: under our own name.

    That it left is noted with the story, so that whoever takes their agreement back finds it. Raises UserCanFix when
    somebody in it does not agree, when no network was joined, when the words cannot be, or the file cannot be written:
    then nothing is noted either.
    """
    from sfph_desktop.core.usecases.stories import concerned, record_use, story_of

    with office.writing("Offered an example of good practice") as unit:
        desk = require_desk_known(desk_in(unit.connection))
        story = story_of(unit.connection, story_id)
        card = PracticeCard(
            ref=story.story_ref,
            title=story.title.strip() or story.story_ref,
            member=office.info().name if named else "",
            themes=tuple(about),
            words=words.strip(),
            learned=learned.strip(),
            published_on=office.clock.today(),
        )
        refuse(card_problems(card, tuple(themes(office))))
        record_use(unit, office, story, "document", f"good practice of the network ({desk.network})")
        offer = PracticeOffer(
            member_key=own_key(office).public_key,
            desk_key=desk.public_key,
            card=card,
            agreed=_agreed(len(concerned(unit.connection, story)), office.clock.today()),
        )
        _write(office, desk, offer, out)
        unit.why = f"Offered {story.story_ref} to the network as good practice"
    return Done(value=offer, changed=frozenset(unit.changed), why=unit.why)


def withdraw_story(office: Office, story_id: int, out: Path) -> Done[PracticeOffer]:
    """Write the wish that an example be withdrawn: for the desk, which sends the next packs without it."""
    from sfph_desktop.core.usecases.stories import story_of

    with office.writing("Asked that an example of good practice be withdrawn") as unit:
        desk = require_desk_known(desk_in(unit.connection))
        story = story_of(unit.connection, story_id)
        card = PracticeCard(ref=story.story_ref, title="", member="", words="", published_on=office.clock.today())
        offer = PracticeOffer(
            member_key=own_key(office).public_key, desk_key=desk.public_key, card=card, agreed="", withdrawn=True
        )
        _write(office, desk, offer, out)
        unit.why = f"Asked the network to withdraw {story.story_ref}"
    return Done(value=offer, changed=frozenset(unit.changed), why=unit.why)


def _agreed(people: int, day: date) -> str:
    if not people:
        return "It tells of nobody: the enterprise's own."
    who = "The person told of agrees" if people == 1 else f"All {people} people told of agree"
    return f"{who} that their story is told; their agreement was in force on {day.day} {day:%B %Y}."


def _write(office: Office, desk: AcceptedDesk, offer: PracticeOffer, out: Path) -> None:
    from sfph_desktop.core.host.files import write_atomically
    from sfph_desktop.core.interchange.pack_file import OFFER

    try:
        write_atomically(out, closed(office, OFFER, PURPOSE, offer, desk.seal_key))
    except OSError as failure:
        raise unwritten(out, failure) from None


# --- at the desk ------------------------------------------------------------------------------------------------------


def take_offer(office: Office, file: Path) -> Done[PracticeCardKept]:
    """Take a member's example into the library, in place of the one there is of the same story; or withdraw that one.

    Raises UserCanFix with the reason: not for us, changed, of nobody who is a member, what cannot be printed, or older
    than what is here: a file that lies about somewhere must not bring back what somebody took their agreement from.
    """
    from sfph_desktop.core.interchange.pack_file import OFFER

    require_desk(office)
    _content, offer, signature = opened(office, OFFER, PracticeOffer, file)
    with office.writing("Took in an example of good practice") as unit:
        member = _member(unit.connection, offer, file.name)
        check_signed(OFFER, PURPOSE, offer, signature, offer.member_key, file.name)
        if offer.desk_key != own_key(office).public_key:
            raise UserCanFix(what=f"'{file.name}' was made for another network.", do="Nothing was taken.")
        ref = f"G-{member.id:03d}-{offer.card.ref}"
        there = next((one for one in _all(unit.connection) if one.ref == ref), None)
        if offer.withdrawn:
            if there is None:
                raise UserCanFix(what="There is no such example in the library.", do="Nothing was changed.")
            return _withdrawn(office, unit, there)
        refuse((*offer_problems(offer), *card_problems(offer.card, tuple(themes(office)))))
        if there is not None:
            _check_newer(there, offer, member)
        kept = PracticeCardKept(
            id=there.id if there else 0,
            ref=ref,
            title=offer.card.title,
            member=member.name if offer.card.member else "",  # as the desk knows it by its key, if it is named
            themes=" ".join(offer.card.themes),
            words=offer.card.words,
            learned=offer.card.learned,
            agreed=offer.agreed,
            published_on=offer.card.published_on,
        )
        if there is None:
            kept = replace(kept, id=unit.add("desk_cards", kept))
        else:
            unit.change("desk_cards", kept)
        unit.why = f"Took {ref} into the library of good practice"
    return saved(unit, kept, f"{kept.title}: in the library")


def _check_newer(there: PracticeCardKept, offer: PracticeOffer, member: Member) -> None:
    """Refuse an example that was offered before the one there is, or before that one was withdrawn."""
    offered, withdrawn = offer.card.published_on, there.withdrawn_on
    if withdrawn is not None and offered <= withdrawn:
        raise UserCanFix(
            what=f"This example was withdrawn on {withdrawn.day} {withdrawn:%B %Y}, and it was offered no later.",
            why="Somebody in it may have taken their agreement back.",
            do=f"If it may be told again, ask {member.name} to offer it anew on a later day. Nothing was taken.",
        )
    if offered < there.published_on:
        on = there.published_on
        raise UserCanFix(
            what=f"The library holds this example as it was offered on {on.day} {on:%B %Y}; this file is older.",
            do="Nothing was taken.",
        )


def add_card(office: Office, card: PracticeCardKept) -> Done[PracticeCardKept]:
    """Add an example at the desk itself. Raises UserCanFix by field, also when nobody's agreement is written down."""
    require_desk(office)
    _check_card(office, card)
    with office.writing("Added an example of good practice") as unit:
        number = 1 + sum(1 for one in _all(unit.connection) if one.ref.startswith("G-000-"))
        card = replace(card, ref=f"G-000-{number:04d}")
        card = replace(card, id=unit.add("desk_cards", card))
    return saved(unit, card, f"Added {card.title}")


def change_card(office: Office, ref: str, facts: Mapping[str, str]) -> Done[PracticeCardKept]:
    """Change an example in the library: `facts` by the fields of `CHANGEABLE`. The next packs carry it as it is then.

    Raises UserCanFix by field, and when nobody's agreement would be written down any more.
    """
    require_desk(office)
    with office.writing("Changed an example of good practice") as unit:
        there = _card_called(unit.connection, ref)
        changed: dict[str, Any] = {name: text.strip() for name, text in facts.items() if name in CHANGEABLE}
        card = replace(there, **changed)
        if card == there:
            return Done(value=there, why=f"{there.title} says the same: nothing was changed")
        _check_card(office, card)
        unit.change("desk_cards", card)
    return saved(unit, card, f"Changed {card.title}")


def _check_card(office: Office, card: PracticeCardKept) -> None:
    whole = PracticeCard(
        ref="", title=card.title, member=card.member, themes=tuple(card.themes.split()), words=card.words,
        learned=card.learned, published_on=card.published_on,
    )  # fmt: skip
    refuse(card_problems(whole, tuple(themes(office))))
    if not card.agreed.strip():
        raise UserCanFix(
            what="It is not said how those who are told of agreed.",
            do="Write down who agreed to what, and when; or that it tells of nobody. Nothing was changed.",
        )


def _card_called(connection: Connection, ref: str) -> PracticeCardKept:
    there = next((one for one in _all(connection) if one.ref.casefold() == ref.strip().casefold()), None)
    if there is None:
        raise gone(f"Example {ref}", "Look at the list: sfph practice list.")
    return there


def withdraw_card(office: Office, ref: str) -> Done[PracticeCardKept]:
    """Take an example out of the library; packs that went out keep it until the next comes."""
    require_desk(office)
    with office.writing("Withdrew an example of good practice") as unit:
        return _withdrawn(office, unit, _card_called(unit.connection, ref))


def list_cards(office: Office, text: str = "") -> Listing:
    """The desk's library, withdrawn examples last."""
    wanted = text.casefold().split()
    with office.reading() as connection:
        found = sorted(_all(connection), key=lambda one: (one.withdrawn_on is not None, one.ref))
    rows = tuple(
        tuple(getattr(one, name) for name in COLUMNS)
        for one in found
        if all(word in f"{one.title} {one.member} {one.words} {one.learned}".casefold() for word in wanted)
    )
    return Listing(kind="practice", columns=COLUMNS, rows=rows)


def _withdrawn(office: Office, unit: Unit, there: PracticeCardKept) -> Done[PracticeCardKept]:
    kept = replace(there, withdrawn_on=there.withdrawn_on or office.clock.today())
    unit.change("desk_cards", kept)
    unit.why = f"Withdrew {there.ref} from the library of good practice"
    return Done(value=kept, changed=frozenset({"desk_cards"}), why=f"{there.title}: withdrawn")


def _all(connection: Connection) -> tuple[PracticeCardKept, ...]:
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[PracticeCardKept, ...] = values_of(connection, "desk_cards")
    return found


def _member(connection: Connection, offer: PracticeOffer, name: str) -> Member:
    from sfph_desktop.core.store.queries.values import value, values_of

    keys: tuple[MemberKey, ...] = values_of(connection, "desk_keys")
    key = next((one for one in keys if one.public_key == offer.member_key and one.retired_on is None), None)
    member: Member | None = value(connection, "desk_members", key.member_id) if key else None
    if member is None or member.left_on is not None:
        raise UserCanFix(
            what=f"'{name}' was signed by nobody who is a member now.",
            do="Add the member by its key file first, with the fingerprint they read out to you. Nothing was taken.",
        )
    return member
