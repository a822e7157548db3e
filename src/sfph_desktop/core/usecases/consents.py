"""Consent by purpose: record an answer with the words shown, take one back, and stop what nobody agreed to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain import consent_rules
from sfph_desktop.core.domain.people import ServiceUser, ServiceUserId
from sfph_desktop.core.domain.person_record import CONSENT_PURPOSES, Consent, ConsentWords
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.person import person_of
from sfph_desktop.core.usecases.refusals import gone, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit

_OWN = "consent_words/"
LONGEST_WORDS = 5_000


# --- what a person is shown -------------------------------------------------------------------------------------------


def consent_words(office: Office) -> Mapping[str, ConsentWords]:
    """The text of each purpose as it is shown now: the office's own where it wrote one, its name filled in."""
    with office.reading() as connection:
        return words_now(office, connection)


def words_now(office: Office, connection: Connection) -> dict[str, ConsentWords]:
    """The same on a connection that is open already."""
    from sfph_desktop.core.reference.consent_words import consent_words as shipped
    from sfph_desktop.core.store.queries.office import settings

    kept = settings(connection)
    found = {}
    for purpose, words in shipped(office.paths.resources / "words" / "consent.toml").items():
        own = kept.get(_OWN + purpose)
        words = replace(words, own=True, **json.loads(own)) if own else words
        found[purpose] = replace(words, text=words.text.replace("{name}", kept.get("name", "This enterprise")))
    return found


def set_consent_words(office: Office, purpose: str, text: str) -> Done[ConsentWords]:
    """Show a text of the office's own for a purpose from now on; a blank one brings the shipped text back.

    Answers given before keep the words and the version they were given to. Raises UserCanFix for a text beyond 5,000
    characters, or an unknown purpose.
    """
    _known(purpose)
    text = text.strip()
    if len(text) > LONGEST_WORDS:
        raise UserCanFix(
            what=f"This text has {len(text):,} characters.", do=f"Say it in {LONGEST_WORDS:,}. Nothing was changed."
        )
    with office.writing(f"Changed the words for consent: {purpose}") as unit:
        now = words_now(office, unit.connection)[purpose]
        if text != now.text:
            unit.set(_OWN + purpose, _own(unit, purpose, text))
        now = words_now(office, unit.connection)[purpose]
    # A setting is put back where it was made: no Undo is offered.
    return Done(value=now, changed=frozenset(unit.changed), why="Changed the words for consent")


def _own(unit: Unit, purpose: str, text: str) -> str:
    """The text as it is kept, under the next number; blank for the shipped one."""
    if not text:
        return ""
    from sfph_desktop.core.store.queries.consents import versions
    from sfph_desktop.core.store.queries.office import settings

    used = [int(name[4:]) for name in versions(unit.connection, purpose) if name.startswith("own ")]
    last = settings(unit.connection).get(_OWN + purpose)
    used += [int(json.loads(last)["version"][4:])] if last else []
    return json.dumps({"text": text, "version": f"own {max(used, default=0) + 1}"}, ensure_ascii=False)


# --- an answer --------------------------------------------------------------------------------------------------------


def give_consent(
    office: Office,
    person_id: int,
    purpose: str,
    *,
    on: date | None = None,
    how: str = "",
    expires_on: date | None = None,
    note: str = "",
) -> Done[Consent]:
    """Record that a person agreed to a purpose (today unless told otherwise), with the words as they are shown now.

    Raises UserCanFix, with nothing changed, when the day cannot be so, or the purpose is unknown.
    """
    _known(purpose)
    with office.writing("Recorded a consent") as unit:
        person = person_of(unit.connection, person_id)
        consent = replace(
            with_words(office, unit, person, purpose, on or office.clock.today()),
            how=how.strip(),
            expires_on=expires_on,
            note=note.strip(),
        )
        refuse(consent_rules.problems_of(consent, person, office.clock.today()))
        consent = replace(consent, id=unit.add("consents", consent))
        unit.why = f"Recorded consent of {person.person_ref}: {purpose}"
    return saved(unit, consent, f"{person.display_name} agreed that we {consent_rules.ASKED[purpose]}")


def with_words(office: Office, unit: Unit, person: ServiceUser, purpose: str, on: date) -> Consent:
    """An answer to be kept, with the words and the version that are shown now."""
    words = words_now(office, unit.connection)[purpose]
    return Consent(
        person_id=ServiceUserId(person.id),
        purpose=purpose,
        given_on=on,
        words=words.text,
        words_version=words.version,
    )


def withdraw_consent(
    office: Office, person_id: int, purpose: str, *, on: date | None = None, note: str = ""
) -> Done[Consent]:
    """Record that a person took their agreement back; from that day on nothing is done for this purpose.

    Raises UserCanFix, with nothing changed, when nothing is in force that could be taken back, or the day is before it
    was given.
    """
    _known(purpose)
    day = on or office.clock.today()
    with office.writing("Recorded that a consent was taken back") as unit:
        person = person_of(unit.connection, person_id)
        last = consent_rules.latest(_consents(unit.connection, person_id), purpose, office.clock.today())
        if last is None or last.withdrawn_on is not None:
            raise UserCanFix(
                what=f"There is no consent of {person.display_name} for this purpose to take back.",
                why="They never agreed to it, or have taken it back already.",
                do="Nothing was changed.",
            )
        said = " ".join(part for part in (last.note, note.strip()) if part)
        consent = replace(last, withdrawn_on=day, note=said)
        refuse(consent_rules.problems_of(consent, person, office.clock.today()))
        unit.change("consents", consent)
        unit.why = f"{person.person_ref} took back consent: {purpose}"
    return saved(unit, consent, f"{person.display_name} took back their agreement")


def change_consent(office: Office, consent_id: int, **given: Any) -> Done[Consent]:
    """Correct these fields of an answer that was written down wrongly. Raises UserCanFix as `give_consent`."""
    with office.writing("Corrected a consent") as unit:
        consent = replace(_kept(unit.connection, consent_id), **given)
        person = person_of(unit.connection, consent.person_id)
        refuse(consent_rules.problems_of(consent, person, office.clock.today()))
        unit.change("consents", consent)
        unit.why = f"Corrected consent of {person.person_ref}: {consent.purpose}"
    return saved(unit, consent, f"Corrected the consent of {person.display_name}")


def remove_consent(office: Office, consent_id: int) -> Done[Consent]:
    """Take out an answer that was never given, as one on the wrong page; what was taken back is withdrawn instead."""
    with office.writing("Removed a consent") as unit:
        consent = _kept(unit.connection, consent_id)
        person = person_of(unit.connection, consent.person_id)
        unit.remove("consents", consent_id)
        unit.why = f"Removed consent of {person.person_ref}: {consent.purpose}"
    return saved(unit, consent, f"Removed an answer of {person.display_name}")


def _kept(connection: Connection, consent_id: int) -> Consent:
    from sfph_desktop.core.store.queries.values import value

    found: Consent | None = value(connection, "consents", consent_id)
    if found is None:
        raise gone("This consent")
    return found


# --- the stop ---------------------------------------------------------------------------------------------------------


def require_consent(office: Office, person_id: int, purpose: str, connection: Connection | None = None) -> Consent:
    """The consent that allows a purpose today; whatever leaves the machine about a person asks here first.

    Give the connection of the unit of work that is open, if there is one. Raises UserCanFix saying why nothing may be
    done and what to do when no consent is in force.
    """
    if connection is None:
        with office.reading() as own:
            return require_consent(office, person_id, purpose, own)
    _known(purpose)
    today = office.clock.today()
    person, consents = person_of(connection, person_id), _consents(connection, person_id)
    found = consent_rules.in_force(consents, purpose, today)
    if found is None:
        raise UserCanFix(
            what=f"{person.display_name} has not agreed that we {consent_rules.ASKED[purpose]}.",
            why=_why_not(consent_rules.latest(consents, purpose, today), today),
            do="Ask them, and record their answer under Consent on their page. Nothing was done.",
        )
    return found


def who_allows(office: Office, purpose: str, connection: Connection | None = None) -> frozenset[int]:
    """The ids of everybody whose consent for a purpose is in force today: for what leaves about many at once."""
    from sfph_desktop.core.store.queries.consents import people_allowing

    _known(purpose)
    if connection is None:
        with office.reading() as own:
            return people_allowing(own, purpose, office.clock.today())
    return people_allowing(connection, purpose, office.clock.today())


def _why_not(last: Consent | None, today: date) -> str:
    if last is None:
        return "They have never been asked, or never agreed."
    if last.withdrawn_on is not None and last.withdrawn_on <= today:
        return f"They took it back on {last.withdrawn_on:%d/%m/%Y}."
    if last.expires_on is not None and last.expires_on < today:
        return f"Their agreement of {last.given_on:%d/%m/%Y} ran out on {last.expires_on:%d/%m/%Y}."
    return "They took it back after they last agreed."


def _consents(connection: Connection, person_id: int) -> tuple[Consent, ...]:
    from sfph_desktop.core.store.queries.values import values_about

    return values_about(connection, "consents", person_id)


def _known(purpose: str) -> None:
    if purpose not in CONSENT_PURPOSES:
        raise UserCanFix(
            what=f"'{purpose}' is no purpose of consent.", do=f"Choose one of: {', '.join(CONSENT_PURPOSES)}."
        )
