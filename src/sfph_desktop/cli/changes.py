"""Commands for what was changed: who changed what in a record, and taking saved changes back."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.person_page import HistoryLine
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.undoing import LaterWork
from sfph_desktop.core.usecases import history as changes
from sfph_desktop.core.usecases import imports as importing
from sfph_desktop.core.usecases import people, record_history


def history(asked: Namespace, saying: Saying) -> None:
    """Who changed what and when: in a person's record by their reference, or in another by kind and reference."""
    kind, ref = (asked.kind, asked.words[0]) if len(asked.words) == 1 else (asked.words[0], " ".join(asked.words[1:]))
    with opened(asked) as office:
        if kind == "people":
            lines = record_history.person_history(office, people.find_person(office, ref).id)
        else:
            lines = record_history.record_history(office, kind, record_history.find_record(office, kind, ref))
    found = [{**asdict(line), "at": line.at.isoformat(), "change": changes.called(line.unit_id)} for line in lines]
    saying.either(asked.json, {"changes": found}, lambda: _tell(lines, saying))


def _tell(lines: tuple[HistoryLine, ...], saying: Saying) -> None:
    for line in lines:
        undone = " (taken back since)" if line.undone else ""
        number = changes.called(line.unit_id) + (" --whole" if line.steps > 1 else "")
        at = line.at.astimezone()
        came = f" (came with a file: {line.came_with})" if line.came_with else ""
        saying.line(f"{number}: {at.day} {at:%B %Y %H:%M}, {line.who}: {'; '.join(line.said)}{came}{undone}")
    if lines:
        saying.note("To take one back: sfph undo, and what stands first in its line.")
    else:
        saying.note("Nothing has been changed since the history began.")


def undo(asked: Namespace, saying: Saying) -> None:
    """Take one import, or one saved change, back whole; with --with-later what stands on it as well."""
    name = asked.change.strip()
    with opened(asked) as office:
        unit_id = changes.change_number(name) or importing.find_import(office, name)[1]
        try:
            done = changes.undo(office, unit_id, whole=asked.whole, with_later=asked.with_later)
        except LaterWork as later:
            whole = " --whole" if asked.whole else ""
            raise UserCanFix(
                what=later.what,
                why=later.why,
                do=f"Undo all of it with: sfph undo {name}{whole} --with-later. Nothing was changed.",
                problems=later.problems,
            ) from None
    told = {"undone": name, "what": done.value.why, "change": changes.called(done.unit_id)}
    saying.either(asked.json, told, lambda: saying.line(f"{name} is taken back, all of it."))
    saying.note(f"To do it again: sfph undo {changes.called(done.unit_id)}")
