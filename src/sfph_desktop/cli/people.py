"""Commands for one person: the whole record, its fields, consent, notes, actions, addresses."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.parsing import day
from sfph_desktop.cli.person_told import record_lines
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.people import ServiceUser, ServiceUserId
from sfph_desktop.core.domain.person_page import PersonPage
from sfph_desktop.core.domain.person_record import Action, Address, Note
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import addresses, consents, people, person_record
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.person_page import person_choices, person_page

_DAYS = ("date_of_birth", "referral_date", "died_on")
_FIELDS = tuple(one.name for one in fields(ServiceUser) if one.name != "id")


def person(asked: Namespace, saying: Saying) -> None:
    """Show a whole record, add somebody, or set fields: `REF`, `add field=value ...`, `set REF field=value ...`."""
    first, *rest = asked.words
    with opened(asked) as office:
        if first == "add":
            somebody = ServiceUser(**{"person_ref": "", **_given(rest)})
            if not any((somebody.given_name, somebody.family_name, somebody.known_as, somebody.person_ref)):
                raise UserCanFix(
                    what="Nobody is named.",
                    do="Write given_name=NAME, family_name=NAME or known_as=NAME, or person_ref=REFERENCE for somebody "
                    "whose name you do not keep. Nothing was changed.",
                )
            found = people.add_person(office, somebody).value
        elif first == "set" and rest:
            found = people.change_person(office, replace(people.find_person(office, rest[0]), **_given(rest[1:]))).value
        elif len(asked.words) == 1:
            found = people.find_person(office, first)
        else:
            raise UserCanFix(
                what=f"'{' '.join(asked.words)}' is not understood.",
                do="Write: sfph person REF, sfph person add FIELD=VALUE ..., or sfph person set REF FIELD=VALUE ...",
            )
        page = person_page(office, found.id)
        conditions = person_choices(office).conditions
    saying.either(asked.json, document(page), lambda: _tell(page, conditions, saying))


def consent(asked: Namespace, saying: Saying) -> None:
    """Show how a person's consent stands; record that they agreed, or took it back; read and set the words shown."""
    if asked.ref == "words":
        _words(asked, saying)
        return
    if asked.text is not None:
        raise UserCanFix(what="--text belongs to the words.", do='Write: sfph consent words PURPOSE --text "...".')
    with opened(asked) as office:
        found = people.find_person(office, asked.ref)
        if asked.given or asked.withdrawn:
            if not asked.purpose:
                raise UserCanFix(what="No purpose was named.", do="Name one of: service, share, network, story, photo.")
            _record(office, found.id, asked)
        page = person_page(office, found.id)
    kept = {now.purpose: _consent(now.allowed, now.latest) for now in page.consents}
    rows = [(name, "yes" if one["allowed"] else "no", one["given_on"] or "", one["expires_on"] or "",
             one["withdrawn_on"] or "", one["words_version"]) for name, one in kept.items()]  # fmt: skip
    columns = ("purpose", "allowed", "given", "until", "taken back", "words")
    saying.either(asked.json, {"person": found.person_ref, "consents": kept}, lambda: saying.table(columns, rows))


def _words(asked: Namespace, saying: Saying) -> None:
    """What is shown for each purpose now; with --text, the office's own from now on. Earlier answers keep theirs."""
    with opened(asked) as office:
        if asked.text is not None:
            if not asked.purpose:
                raise UserCanFix(what="No purpose was named.", do="Name one of: service, share, network, story, photo.")
            consents.set_consent_words(office, asked.purpose, asked.text)
        words = consents.consent_words(office)
    shown = [one for name, one in words.items() if asked.purpose in (None, name)]

    def tell() -> None:
        for one in shown:
            saying.line(f"{one.purpose}: {one.title} ({one.version})\n{one.text}\n")

    saying.either(asked.json, {"words": [asdict(one) for one in shown]}, tell)


def _record(office: Office, person_id: int, asked: Namespace) -> None:
    if asked.withdrawn:
        consents.withdraw_consent(office, person_id, asked.purpose, on=_day(asked.withdrawn), note=asked.note)
        return
    until = _day(asked.until) if asked.until else None
    consents.give_consent(
        office, person_id, asked.purpose, on=_day(asked.given), how=asked.how, expires_on=until, note=asked.note
    )


def note(asked: Namespace, saying: Saying) -> None:
    """Write a note into a person's record."""
    with opened(asked) as office:
        found = people.find_person(office, asked.ref)
        on = asked.on or office.clock.today()
        new = Note(person_id=ServiceUserId(found.id), date=on, author="", text=asked.text, private=asked.private)
        done = person_record.add_to_record(office, new)
    saying.either(asked.json, asdict(done.value), lambda: saying.line(f"Written down for {found.person_ref}."))


def action(asked: Namespace, saying: Saying) -> None:
    """Add something to be done for a person, say that it is done, or list what is to be done."""
    with opened(asked) as office:
        found = people.find_person(office, asked.ref)
        if asked.done is not None:
            mine = {one.id for one in person_page(office, found.id).actions}
            if asked.done not in mine:
                raise UserCanFix(what=f"{found.person_ref} has no action {asked.done}.", do="See: sfph action REF.")
            person_record.finish_action(office, asked.done)
        elif asked.what:
            new = Action(person_id=ServiceUserId(found.id), what=asked.what, due_on=asked.due, by_whom=asked.by)
            person_record.add_to_record(office, new)
        actions = person_page(office, found.id).actions
    rows = [(one.id, one.what, one.due_on or "", one.by_whom, one.done_on or "") for one in actions]
    saying.either(
        asked.json,
        {"person": found.person_ref, "actions": [asdict(one) for one in actions]},
        lambda: saying.table(("id", "what", "by", "who", "done"), rows),
    )


def address(asked: Namespace, saying: Saying) -> None:
    """Write down where a person lives from a day on; the area is looked up and stays with the address."""
    with opened(asked) as office:
        found = people.find_person(office, asked.ref)
        new = Address(
            person_id=ServiceUserId(found.id),
            from_date=asked.from_date or office.clock.today(),
            to_date=asked.to_date,
            lines=asked.lines.replace("; ", "\n"),
            postcode=asked.postcode,
            council=asked.council,
        )
        done = addresses.add_address(office, new)
    saying.either(asked.json, asdict(done.value), lambda: saying.line(f"Written down for {found.person_ref}."))


# --- what is told -----------------------------------------------------------------------------------------------------


def document(page: PersonPage) -> dict[str, Any]:
    """A whole record for programs. Private notes are never exported: only their number is told."""
    private = sum(one.private for one in page.notes) + page.notes_kept_back
    return {
        **asdict(page.person),
        "name": page.person.display_name,
        "age": page.age,
        "other_names": [asdict(one) for one in page.other_names],
        "addresses": [
            {**asdict(one.address), "council_name": one.council, "simd_fifth": one.fifth} for one in page.addresses
        ],
        "consents": {now.purpose: _consent(now.allowed, now.latest) for now in page.consents},
        "alerts": [asdict(one) for one in page.alerts],
        "links": [
            {"kind": one.kind, "name": one.name, "person_ref": one.other_ref, "from": one.link.from_date,
             "to": one.link.to_date} for one in page.links
        ],
        "roles": [asdict(one) for one in page.roles],
        "episodes": [asdict(one) for one in page.episodes],
        "groups": list(page.groups),
        "measures": [asdict(one) for one in page.measures],
        "visits": {"total": page.visits.total, "last": page.visits.last},
        "events": [asdict(one) for one in page.events],
        "notes": [asdict(one) for one in page.notes if not one.private],
        "private_notes": private,
        "actions": [asdict(one) for one in page.actions],
    }  # fmt: skip


def _consent(allowed: bool, latest: Any) -> dict[str, Any]:
    names = ("given_on", "expires_on", "withdrawn_on", "how", "words_version", "note")
    return {"allowed": allowed, **{name: getattr(latest, name, None) for name in names}}


def _tell(page: PersonPage, conditions: Mapping[str, str], saying: Saying) -> None:
    for line in record_lines(page, conditions):
        saying.line(line)


# --- what is typed ----------------------------------------------------------------------------------------------------


def _given(words: list[str]) -> dict[str, Any]:
    """Fields and values of `field=value` words. Raises UserCanFix for an unknown field or a day that is none."""
    found: dict[str, Any] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or name not in _FIELDS:
            raise UserCanFix(
                what=f"'{word}' is no field and value.", do=f"Write FIELD=VALUE with: {', '.join(_FIELDS)}."
            )
        found[name] = (_day(value) if value else None) if name in _DAYS else value
    return found


def _day(text: str) -> date | None:
    try:
        return day(text)
    except argparse.ArgumentTypeError as trouble:
        raise UserCanFix(what=f"{trouble}.", do="Nothing was changed.") from None
