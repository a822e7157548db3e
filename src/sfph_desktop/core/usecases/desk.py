"""The network's desk: definitions issued in versions, and members by their keys."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.desks import IssuedDefinitions
from sfph_desktop.core.domain.network import THRESHOLD, Definitions, Quarter, quarter_of
from sfph_desktop.core.domain.network_rules import (
    definitions_problems,
    meaning_problems,
    same_but_for_its_number,
    what_changed,
)
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.host.paths import resources_folder
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.network_role import (
    DEFINITIONS_PURPOSE,
    definitions_in,
    indicator_trouble,
    require_desk,
)
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import problem, refuse
from sfph_desktop.core.usecases.saved import saved
from sfph_desktop.core.usecases.signing_keys import own_key, own_secret, unwritten

if TYPE_CHECKING:
    from sfph_desktop.core.interchange.definitions_toml import Wished
    from sfph_desktop.core.store.unit_of_work import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Defined:
    """A version of the definitions that was issued, or the present one where nothing is new."""

    issued: IssuedDefinitions
    definitions: Definitions
    changed: tuple[str, ...] = ()
    """What is new or no longer asked for, in sentences."""
    already: bool = False
    """The present version says the same: nothing was issued."""


def template(office: Office) -> Definitions:
    """What a new network asks for until its desk says otherwise, as version 0."""
    from sfph_desktop.core.interchange.definitions_toml import wished

    file = resources_folder() / "network" / "definitions.toml"
    return _wanted(office, wished(file.read_text(encoding="utf-8"), file.name), ())


def present_toml(office: Office) -> str:
    """The present definitions as the desk edits them; while there are none, what the program suggests."""
    from sfph_desktop.core.interchange.definitions_toml import definitions_toml

    require_desk(office)
    found = all_definitions(office)
    return definitions_toml(found[-1] if found else template(office))


def define(office: Office, file: Path, *, begins: Quarter | None = None) -> Done[Defined]:
    """Issue the next version of the definitions as a file says; the same as the present version issues nothing.

    `begins`: the first quarter it is used for, whatever the file says. Where neither says, the first version begins
    with the last quarter that has ended, whose returns are awaited now, and a later version with the next quarter.
    Raises UserCanFix naming each place that is not as it should be: a measure the program does not know, an id that
    meant something else before, a first quarter before that of the version there is.
    """
    from sfph_desktop.core.interchange.definitions_toml import read_definitions_toml

    require_desk(office)
    found = read_definitions_toml(file)
    before = all_definitions(office)
    wanted = _wanted(office, found, before)
    return _issue(office, replace(wanted, first_quarter=begins or wanted.first_quarter), before)


def define_as_suggested(office: Office, *, begins: Quarter | None = None) -> Done[Defined]:
    """Issue what the program suggests as the first version; nothing where definitions were issued already."""
    require_desk(office)
    before = all_definitions(office)
    suggested = template(office)
    wanted = before[-1] if before else replace(suggested, first_quarter=begins or suggested.first_quarter)
    return _issue(office, wanted, before)


def _issue(office: Office, wanted: Definitions, before: Sequence[Definitions]) -> Done[Defined]:
    from sfph_desktop.core.interchange.definitions_file import DEFINITIONS
    from sfph_desktop.core.interchange.spelt import file_bytes, spelt
    from sfph_desktop.core.store import signing

    last = before[-1] if before else None
    refuse((*_problems(office, wanted, last), *meaning_problems(wanted, before)))
    if last is not None and same_but_for_its_number(wanted, last):
        there = Defined(issued=issued_versions(office)[-1], definitions=last, already=True)
        return Done(value=there, why=f"Version {last.version} says the same. Nothing was issued")
    definitions = replace(wanted, version=last.version + 1 if last else 1, issued_on=office.clock.today())
    signature = signing.signed(own_secret(office), DEFINITIONS_PURPOSE, spelt(definitions))
    content = file_bytes(DEFINITIONS, definitions, signature)
    issued = IssuedDefinitions(
        version=definitions.version,
        first_quarter=str(definitions.first_quarter),
        issued_on=definitions.issued_on,
        digest=hashlib.sha256(content).hexdigest(),
        content=content.decode(),
    )
    with office.writing(f"Issued version {issued.version} of the questions") as unit:
        issued = replace(issued, id=unit.add("desk_definitions", issued))
    done = Defined(issued=issued, definitions=definitions, changed=what_changed(definitions, last))
    quarter = definitions.first_quarter.words
    return saved(unit, done, f"Version {issued.version} of the questions is issued, from {quarter} on")


def _wanted(office: Office, found: Wished, before: Sequence[Definitions]) -> Definitions:
    """The definitions as written, with what the desk need not write: its name, its keys, the first quarter."""
    key, today = own_key(office), office.clock.today()
    last = before[-1] if before else None
    first = found.first_quarter or (
        _later(quarter_of(today).next, last.first_quarter) if last else quarter_of(today).before
    )
    return Definitions(
        network=key.name,
        version=0,
        issued_on=today,
        desk_key=key.public_key,
        seal_key=key.seal_key,
        first_quarter=first,
        threshold=found.threshold if found.threshold is not None else (last.threshold if last else THRESHOLD),
        indicators=found.indicators,
        agreement=found.agreement,
    )


def _later(one: Quarter, other: Quarter) -> Quarter:
    return max(one, other)


def _problems(office: Office, wanted: Definitions, last: Definitions | None) -> tuple[Problem, ...]:
    found = list(definitions_problems(wanted))
    instruments = office.library.instruments()
    for number, one in enumerate(wanted.indicators, start=1):
        trouble = indicator_trouble(one, instruments)
        if trouble and one.measure:
            accepted = "a measure as 'sfph network define --show' lists them, or the kind that goes with it"
            found.append(problem(f"indicator {number} ({one.id[:60]}): measure", one.measure, trouble, accepted))
    if last is not None and wanted.first_quarter < last.first_quarter:
        reason = f"Version {last.version} is used from {last.first_quarter} on; a later one cannot begin before it."
        found.append(problem("first_quarter", str(wanted.first_quarter), reason, f"{last.first_quarter} or later"))
    return tuple(found)


def issued_versions(office: Office) -> tuple[IssuedDefinitions, ...]:
    """Every version that was issued, the first one first."""
    with office.reading() as connection:
        return issued_in(connection)


def issued_in(connection: Connection) -> tuple[IssuedDefinitions, ...]:
    """Every version that was issued, by a connection that is open."""
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[IssuedDefinitions, ...] = values_of(connection, "desk_definitions")
    return tuple(sorted(found, key=lambda one: one.version))


def read_issued(one: IssuedDefinitions) -> Definitions:
    """What a version says."""
    return definitions_in(one.content, one.version)


def all_definitions(office: Office) -> tuple[Definitions, ...]:
    """What every version says, the first one first."""
    return tuple(read_issued(one) for one in issued_versions(office))


def write_definitions(office: Office, out: Path, version: int | None = None) -> IssuedDefinitions:
    """Write a version, the newest where none is named, as the file for the members. Raises UserCanFix as it says."""
    require_desk(office)
    found = issued_versions(office)
    if not found:
        raise UserCanFix(
            what="No definitions were issued yet.",
            do="See what is suggested with 'sfph network define --show', edit it, and issue it.",
        )
    wanted = next((one for one in found if one.version == (version or found[-1].version)), None)
    if wanted is None:
        raise UserCanFix(what=f"There is no version {version}.", do=f"There are versions 1 to {found[-1].version}.")
    write_text(out, wanted.content)
    return wanted


def write_text(out: Path, text: str) -> None:
    """Write a text as a file, whole or not at all. Raises UserCanFix where it cannot be written."""
    from sfph_desktop.core.host.files import write_atomically

    try:
        write_atomically(out, text.encode(), for_others=True)
    except OSError as failure:
        raise unwritten(out, failure) from None
