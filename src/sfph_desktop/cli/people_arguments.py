"""The words of the commands for one person."""

from __future__ import annotations

import argparse

from sfph_desktop.cli import people
from sfph_desktop.cli.parsing import Parsers, between, command, day
from sfph_desktop.core.domain.person_record import CONSENT_PURPOSES


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    text = "a person's whole record; add somebody; set fields"
    person = command(commands, shared, "person", people.person, text, json=True)
    person.add_argument("words", nargs="+", metavar="REF | add FIELD=VALUE ... | set REF FIELD=VALUE ...")
    consent = command(
        commands, shared, "consent", people.consent, "consent by purpose: shown, given, taken back", json=True
    )
    consent.add_argument("ref", metavar="REF")
    consent.add_argument("purpose", nargs="?", default="", choices=("", *CONSENT_PURPOSES), metavar="PURPOSE")
    consent.add_argument("--given", default="", metavar="DAY", help="they agreed on this day")
    consent.add_argument("--withdrawn", default="", metavar="DAY", help="they took it back on this day")
    consent.add_argument("--until", default="", metavar="DAY", help="it counts until this day")
    consent.add_argument("--how", default="", help="written, spoken, online ...")
    consent.add_argument("--note", default="")
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
