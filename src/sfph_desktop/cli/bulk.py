"""The command that changes one thing for many people at once."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sfph_desktop.cli.counting import counted
from sfph_desktop.cli.office import opened
from sfph_desktop.cli.parsing import Parsers, command, day
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.bulk import BulkLook, BulkWish, EndForMany, GroupForMany, SourceForMany
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import bulk
from sfph_desktop.core.usecases.groups import find_group
from sfph_desktop.core.usecases.office import Office

_ONE_OF = "--referral-source WHO, --group NAME or --end-service SERVICE"
_MOST_BYTES = 5_000_000


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add it to the other commands."""
    text = "change one thing for many people: all of it one change, undone as one"
    made = command(commands, shared, "people", people, text, json=True)
    made.add_argument("action", choices=("change",))
    made.add_argument("people", nargs="*", metavar="REF")
    made.add_argument("--refs", type=Path, metavar="FILE.txt", help="a reference a line")
    what = made.add_mutually_exclusive_group(required=True)
    what.add_argument("--referral-source", metavar="WHO", help="who referred them")
    what.add_argument("--group", metavar="NAME", help="give them a place in this group")
    what.add_argument("--end-service", metavar="SERVICE", help="end their enrolment in this service")
    made.add_argument("--from", dest="since", type=day, metavar="DAY", help="with --group; today unless said")
    made.add_argument("--on", type=day, metavar="DAY", help="with --end-service; today unless said")
    made.add_argument("--reason", default="", metavar="WORDS", help="with --end-service: why it ended")
    made.add_argument("--rehearse", action="store_true", help="tell what would change, and change nothing")
    made.add_argument("--leave-out", action="store_true", help="change the others where it cannot be for somebody")


def people(asked: Namespace, saying: Saying) -> None:
    """Change it, or with --rehearse tell what would change."""
    _check(asked)
    with opened(asked) as office:
        wish = _wish(office, asked)
        chosen = bulk.people_called(office, (*asked.people, *_refs(asked.refs)))
        if asked.rehearse:
            look = bulk.look_at_change(office, chosen, wish)
        else:
            look = bulk.change_for_many(office, chosen, wish, leave_out=asked.leave_out).value
    saying.either(asked.json, _document(look, rehearsed=asked.rehearse), lambda: _tell(look, asked.rehearse, saying))


def _check(asked: Namespace) -> None:
    """Options that belong to another change are told, not passed over."""
    given = [
        ("--from", asked.since, "--group"),
        ("--on", asked.on, "--end-service"),
        ("--reason", asked.reason, "--end-service"),
    ]
    has = {"--group": asked.group, "--end-service": asked.end_service}
    for name, value, owner in given:
        if value and has[owner] is None:
            raise UserCanFix(what=f"{name} belongs to {owner}.", do=f"Choose one change: {_ONE_OF}.")
    if not asked.people and asked.refs is None:
        raise UserCanFix(what="Nobody is named.", do="Write their references, or --refs FILE with one a line.")


def _wish(office: Office, asked: Namespace) -> BulkWish:
    today = office.clock.today()
    if asked.referral_source is not None:
        return SourceForMany(source=asked.referral_source)
    if asked.group is not None:
        return GroupForMany(group_id=find_group(office, asked.group).id, since=asked.since or today)
    return EndForMany(service=asked.end_service, on=asked.on or today, reason=asked.reason)


def _refs(path: Path | None) -> Iterable[str]:
    """The references in a file: one a line, blank lines passed over. Raises UserCanFix."""
    if path is None:
        return ()
    accepted = "Give a text file (UTF-8) with one reference a line. Nothing was changed."
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UserCanFix(what=f"{path} is too large for a list of references.", do=accepted)
        return path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as trouble:
        raise UserCanFix(what=f"{path} could not be read.", why=f"{trouble.strerror}.", do=accepted) from None
    except ValueError:
        raise UserCanFix(what=f"{path} is no text file.", do=accepted) from None


def _document(look: BulkLook, *, rehearsed: bool) -> dict[str, Any]:
    return {
        "change": look.said,
        "rehearsed": rehearsed,
        "changed": len(look.changing),
        "people": [{name: value for name, value in asdict(one).items() if name != "person_id"} for one in look.lines],
    }


def _tell(look: BulkLook, rehearsed: bool, saying: Saying) -> None:
    number = counted(len(look.changing), "people")
    saying.line(f"{look.said}: {number} {'would change' if rehearsed else 'changed'}.")
    told = [line for line in look.lines if line.fate != "set"]
    if told:
        words = {"replace": "gives way", "same": "is so already", "cannot": "cannot be"}
        rows = [(one.person_ref, one.name, words[one.fate], one.reason or one.now) for one in told]
        saying.table(("reference", "name", "", "now, or why"), rows)
