"""Rows of single people in a return: only under an agreement with the desk, under made-up names, in groups of many.

A made-up name is an HMAC-SHA-256 of the record's number under a secret drawn by lot for this one recipient. It is made
of nothing about the person, so no guess of a CHI number, a name or a date of birth can be tried against it; without
the secret, which stays in the store, it leads nowhere. Another network's rows have other names.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.memberships import AcceptedDesk
from sfph_desktop.core.domain.network import Definitions, NetworkIndicator, Quarter, ReturnRow
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.returns import RowAgreement
from sfph_desktop.core.usecases import lawful_bases
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit

_SECRET = "pseudonym_secret/"
SECRET_BYTES, SHOWN_BYTES = 32, 16


def agree(office: Office, desk: AcceptedDesk, definitions: Definitions) -> Done[RowAgreement]:
    """Record that we agree to the desk's words about rows; a secret for it is drawn. Again changes nothing.

    Raises UserCanFix when the definitions hold no agreement.
    """
    words = definitions.agreement.strip()
    if not words:
        raise UserCanFix(
            what=f"{desk.network} asks for no rows of single people.",
            why="Its definitions hold no agreement about them.",
            do="Nothing is to be done: the return holds figures only.",
        )
    with office.writing("Agreed to send rows under made-up names") as unit:
        there = agreement_in(unit.connection, desk.public_key, words)
        if there is not None:
            return Done(value=there, why="This was agreed before")
        made = RowAgreement(desk_key=desk.public_key, agreed_on=office.clock.today(), agreed_by=office.who, words=words)
        made = replace(made, id=unit.add("row_agreements", made))
        _make_secret(unit, desk.public_key)
        unit.why = f"Agreed with {desk.network} to send rows under made-up names"
    return saved(unit, made, unit.why)


def end_agreement(office: Office, desk: AcceptedDesk) -> Done[tuple[RowAgreement, ...]]:
    """From today on no rows are sent to this desk. Raises UserCanFix when none were agreed."""
    with office.writing("Ended the agreement on rows") as unit:
        open_ = [one for one in _agreements(unit.connection) if one.desk_key == desk.public_key and not one.ended_on]
        if not open_:
            raise UserCanFix(what=f"No rows were agreed with {desk.network}.", do="Nothing was changed.")
        ended = tuple(replace(one, ended_on=office.clock.today()) for one in open_)
        for one in ended:
            unit.change("row_agreements", one)
    return saved(unit, ended, f"No rows are sent to {desk.network} any more")


def agreement_in(connection: Connection, desk_key: str, words: str) -> RowAgreement | None:
    """The agreement in force with a desk, in the very words its definitions have now; other words are to be agreed."""
    return next(
        (
            one
            for one in _agreements(connection)
            if one.desk_key == desk_key and one.ended_on is None and one.words == words
        ),
        None,
    )


def rows(
    office: Office, desk: AcceptedDesk, definitions: Definitions, asked: Sequence[NetworkIndicator], quarter: Quarter
) -> tuple[ReturnRow, ...]:
    """The rows of a return; none without an agreement and a lawful basis."""
    from sfph_desktop.core.store.queries.facts import impact_facts
    from sfph_desktop.core.store.queries.returns import agreeing
    from sfph_desktop.core.toolkit.returns import of_people, rows_of_people
    from sfph_desktop.core.usecases.reference import reference_facts

    with office.reading() as connection:
        secret = _secret(connection, desk.public_key)
        if secret is None or agreement_in(connection, desk.public_key, definitions.agreement.strip()) is None:
            return ()
        fields = frozenset(lawful_bases.in_force(office, "network", connection))
        allowed = agreeing(connection, "network", office.clock.today())
        facts = of_people(impact_facts(connection), allowed)
    return rows_of_people(
        facts,
        reference_facts(office),
        quarter,
        scales={_scale(one.measure) for one in asked if _scale(one.measure)},
        named=made_up_names(secret, allowed),
        threshold=definitions.threshold,
        fields=fields,
    )


def made_up_names(secret: bytes, people: Iterable[int]) -> dict[int, str]:
    """By the number of a record in this store its made-up name: 26 letters and digits."""
    return {person: made_up_name(secret, person) for person in people}


def made_up_name(secret: bytes, person: int) -> str:
    """The made-up name of one record: the first 128 bits of its HMAC-SHA-256 (RFC 2104) in base 32."""
    whole = hmac.new(secret, f"sfph row {person}".encode(), hashlib.sha256).digest()
    return base64.b32encode(whole[:SHOWN_BYTES]).decode().rstrip("=").casefold()


def _scale(measure: str) -> str:
    """The scale of a measure of change in full, as `swemwbs7.total`; blank where it is none, or not said."""
    if ":" in measure:
        return ""
    scale, _, _way = measure.rpartition(".")
    return scale


def _agreements(connection: Connection) -> tuple[RowAgreement, ...]:
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[RowAgreement, ...] = values_of(connection, "row_agreements")
    return found


def _secret(connection: Connection, desk_key: str) -> bytes | None:
    found = connection.exec_driver_sql("SELECT value FROM settings WHERE key = ?", (_SECRET + desk_key,)).scalar()
    return bytes.fromhex(str(found)) if found else None


def _make_secret(unit: Unit, desk_key: str) -> None:
    """Draw the secret for a recipient, once: kept in this one place, and not in the history."""
    if _secret(unit.connection, desk_key) is None:
        unit.connection.exec_driver_sql(
            "INSERT INTO settings (key, value, changed_in) VALUES (?, ?, ?)",
            (_SECRET + desk_key, secrets.token_bytes(SECRET_BYTES).hex(), unit.id),
        )
        unit.changed.add("settings")
