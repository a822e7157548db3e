"""The command for rows that did not come in: listed, shown, corrected, tried again, let in, left out."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from sfph_desktop.cli.data import told_faults
from sfph_desktop.cli.office import opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.workbook import WAITING, Fate
from sfph_desktop.core.usecases import held_rows as rows
from sfph_desktop.core.usecases import joining
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.imports import find_import
from sfph_desktop.core.usecases.office import Office


def held(asked: Namespace, saying: Saying) -> int:
    """See or decide about held rows; 1 when the row that was asked for is still out."""
    deciding = bool(asked.corrections or asked.as_it_is or asked.drop)
    if asked.row is None and (deciding or asked.sheet):
        raise UserCanFix(what="It is not said which row is meant.", do="Give IMPORT_ID --sheet NAME --row N.")
    if asked.row is not None and not asked.import_id:
        raise UserCanFix(what="It is not said which import the row is of.", do="Give IMPORT_ID --sheet NAME --row N.")
    with opened(asked, backup=False) as office:
        if asked.row is None:
            return _try_all(office, asked, saying) if asked.again else _list(office, asked, saying)
        if asked.drop:
            return _drop(office, asked, saying)
        if deciding or asked.again:
            return _decide(office, asked, saying)
        return _show(office, asked, saying)


def likely(asked: Namespace, saying: Saying) -> None:
    """People who may be there twice: listed, or decided about."""
    with opened(asked, backup=False) as office:
        if asked.apart:
            done: Done[Any] = joining.take_apart(office, asked.apart)
            document = {"apart": True, "people": [asked.apart]}
        elif asked.same or asked.different:
            say = joining.say_same if asked.same else joining.say_different
            done = say(office, *(asked.same or asked.different), reason=asked.reason)
            document = {"same": bool(asked.same), "people": list(asked.same or asked.different)}
        else:
            unit = find_import(office, asked.import_id)[1] if asked.import_id else 0
            saying.listing(joining.duplicates(office, unit_id=unit), as_json=asked.json)
            return
        saying.either(asked.json, document, lambda: saying.line(f"{done.why}."))


def _list(office: Office, asked: Namespace, saying: Saying) -> int:
    saying.listing(rows.held_rows(office, asked.import_id, dropped=asked.dropped), as_json=asked.json)
    return 0


def _show(office: Office, asked: Namespace, saying: Saying) -> int:
    found = rows.held_row(office, asked.import_id, asked.sheet, asked.row, asked.column)

    def tell() -> None:
        for column, text in found.cells.items():
            saying.line(f"{found.headings.get(column, column)}: {text}")
        _tell(found.fate, saying)

    saying.either(asked.json, rows.as_document(found), tell)
    return 0


def _decide(office: Office, asked: Namespace, saying: Saying) -> int:
    done = rows.correct_held(
        office,
        asked.import_id,
        asked.sheet,
        asked.row,
        dict(asked.corrections),
        column=asked.column,
        as_it_is=asked.as_it_is,
    )
    fate = done.value
    if asked.json:
        saying.document(asdict(fate))
    elif fate.fate not in WAITING:
        saying.line(f"{fate.fate}: sheet {fate.sheet}, row {fate.row}{f' ({fate.who})' if fate.who else ''}")
        saying.note(f"{done.why}.")
    for said in told_faults(fate):
        saying.error(f"Still {fate.fate}: {said}")
    return int(fate.fate in WAITING)


def _try_all(office: Office, asked: Namespace, saying: Saying) -> int:
    tried = rows.try_held_again(office, asked.import_id, progress=saying.progress).value
    document = {"came_in": tried.came_in, "waiting": tried.waiting, "rows": [asdict(fate) for fate in tried.fates]}
    saying.either(
        asked.json, document, lambda: saying.line(f"{tried.came_in:,} came in, {tried.waiting:,} still wait.")
    )
    return 0


def _drop(office: Office, asked: Namespace, saying: Saying) -> int:
    rows.drop_held_row(office, asked.import_id, asked.sheet, asked.row, asked.column)
    said = f"Row {asked.row} of {asked.sheet} stays out."
    saying.either(asked.json, {"import": asked.import_id, "sheet": asked.sheet, "row": asked.row, "dropped": True},
                  lambda: saying.line(said))  # fmt: skip
    return 0


def _tell(fate: Fate, saying: Saying) -> None:
    for said in told_faults(fate):
        saying.line(f"{fate.fate}: {said}")
