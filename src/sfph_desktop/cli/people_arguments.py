"""The words of the commands for one person."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from sfph_desktop.cli import areas, people, person_parts
from sfph_desktop.cli.parsing import Parsers, between, command, day
from sfph_desktop.core.domain.person_record import ALERT_KINDS, CONSENT_PURPOSES, LINK_KINDS, ROLES


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    text = "a person's whole record; add somebody; set fields"
    person = command(commands, shared, "person", people.person, text, json=True)
    person.add_argument("words", nargs="+", metavar="REF | add FIELD=VALUE ... | set REF FIELD=VALUE ...")
    consent = command(
        commands, shared, "consent", people.consent, "consent by purpose: shown, given, taken back", json=True
    )
    consent.add_argument("ref", metavar="REF | words", help="a person; or the words that are shown for each purpose")
    purposes = CONSENT_PURPOSES
    consent.add_argument("purpose", nargs="?", choices=purposes, metavar="PURPOSE", help=_one_of(purposes))
    consent.add_argument("--given", default="", metavar="DAY", help="they agreed on this day")
    consent.add_argument("--withdrawn", default="", metavar="DAY", help="they took it back on this day")
    consent.add_argument("--until", default="", metavar="DAY", help="it counts until this day")
    consent.add_argument("--how", default="", help="written, spoken, online ...")
    consent.add_argument("--note", default="")
    consent.add_argument("--text", metavar="TEXT", help="of words: the office's own from now on; blank: as shipped")
    note = command(commands, shared, "note", people.note, "write a note into a person's record", json=True)
    note.add_argument("ref", metavar="REF")
    note.add_argument("text", metavar="TEXT")
    note.add_argument("--on", type=day, metavar="DAY", help="today unless said")
    note.add_argument("--private", action="store_true", help="for its writer and managers; never exported")
    action = command(commands, shared, "action", people.action, "what is to be done for a person", json=True)
    action.add_argument("ref", metavar="REF")
    action.add_argument("what", nargs="?", default="", metavar="WHAT")
    action.add_argument("--due", type=day, metavar="DAY")
    action.add_argument("--by", default="", metavar="WHO", help="who does it")
    action.add_argument("--done", type=between(1, 2**63 - 1), metavar="ID", help="this one is done")
    address = command(commands, shared, "address", people.address, "where a person lives from a day on", json=True)
    address.add_argument("ref", metavar="REF")
    address.add_argument("--lines", default="", help="street and town, with '; ' between the lines")
    address.add_argument("--postcode", default="")
    address.add_argument("--council", default="", help="where the postcode does not tell it")
    address.add_argument("--from", dest="from_date", type=day, metavar="DAY", help="today unless said")
    address.add_argument("--to", dest="to_date", type=day, metavar="DAY")
    _parts(commands, shared)


def _parts(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Alerts, links and roles: added, ended, listed; and where areas are looked up."""
    alert = command(commands, shared, "alert", person_parts.alert, "what whoever meets a person must know", json=True)
    alert.add_argument("ref", metavar="REF")
    alert.add_argument("text", nargs="?", default="", metavar="TEXT")
    alert.add_argument("--kind", choices=ALERT_KINDS, default="other")
    alert.add_argument("--review", type=day, metavar="DAY", help="look at it again by this day")
    link = command(commands, shared, "link", person_parts.link, "household, carer, worker or family", json=True)
    link.add_argument("ref", metavar="REF")
    link.add_argument("kind", nargs="?", choices=LINK_KINDS, metavar="KIND", help=_one_of(LINK_KINDS))
    link.add_argument("--person", default="", metavar="REF", help="the other, where they have a record")
    link.add_argument("--name", default="", help="the other, where they have none")
    link.add_argument("--contact", default="", help="how to reach them")
    link.add_argument("--note", default="")
    role = command(commands, shared, "role", person_parts.role, "service user, volunteer, staff, with dates", json=True)
    role.add_argument("ref", metavar="REF")
    role.add_argument("role", nargs="?", choices=ROLES, metavar="ROLE", help=_one_of(ROLES))
    role.add_argument("--detail", default="", help="as: kitchen, two mornings a week")
    for parser in (alert, link, role):
        parser.add_argument("--from", dest="from_date", type=day, metavar="DAY", help="today unless said")
        parser.add_argument("--end", type=between(1, 2**63 - 1), metavar="ID", help="this one is over")
        parser.add_argument("--on", type=day, metavar="DAY", help="with --end: on this day, today unless said")
    for parser in (link, role):
        parser.add_argument("--to", dest="to_date", type=day, metavar="DAY")
    where = command(commands, shared, "areas", areas.areas, "council, health board and SIMD by postcode", json=True)
    where.add_argument("action", choices=("show", "fill", "pack"))
    where.add_argument("directory", type=Path, nargs="?", metavar="ONSPD.csv", help="of pack: the official file")
    where.add_argument("--edition", default="", help="of pack: as its publisher says it, such as: May 2026")
    where.add_argument("--out", type=Path, metavar="PACK.zip")


def _one_of(words: Iterable[str]) -> str:
    return f"one of: {', '.join(words)}"
