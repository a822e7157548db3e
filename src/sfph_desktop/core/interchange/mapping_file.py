"""A mapping as a TOML file: how the sheets of a spreadsheet are read, to be kept, edited and used again.

    ["Clients 2025-26"]
    "Client Ref" = "person_ref"
    "Start" = "episodes.start_date"
    "CHI no" = "-"

    ["Clients 2025-26".sheet]
    kind = "people"
    heading_row = 5

    ["Clients 2025-26".fixed]
    service = "Befriending"

A table is a sheet; in it a heading is a column of the workbook's, with the sheet it goes to before a point where that
is another than the sheet's own, or "-" to leave it out. `sheet`, `fixed` and `marks` are tables within it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.domain.sheet_plans import LEAVE_OUT, REGISTER, SheetPlan, SheetTold
from sfph_desktop.core.domain.workbook import SHEET_NAMES

LARGEST = 1_000_000
_KINDS = (*SHEET_NAMES, REGISTER)


def read_mapping(path: Path) -> dict[str, SheetTold]:
    """The mapping in a file. Raises UserCanFix, naming the file and the place, for what is none."""
    try:
        if path.stat().st_size > LARGEST:
            raise UserCanFix(what=f"'{path.name}' is too large to be a mapping.")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as failure:
        reason = getattr(failure, "strerror", "") or "It is not text."
        raise UserCanFix(what=f"The mapping '{path.name}' cannot be read.", why=reason) from None
    return parse_mapping(text, path.name)


def parse_mapping(text: str, name: str = "the mapping") -> dict[str, SheetTold]:
    """The mapping that a TOML text holds; raises UserCanFix as `read_mapping`."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as failure:
        raise _wrong(name, f"It is not TOML: {failure}.") from None
    return {sheet: _told(name, sheet, table) for sheet, table in found.items()}


def _told(name: str, sheet: str, table: Any) -> SheetTold:
    if not isinstance(table, dict):
        raise _wrong(name, f"'{sheet}' must be a table with the headings of that sheet.")
    about, fixed, marks = (_words(name, sheet, table, part) for part in ("sheet", "fixed", "marks"))
    columns = {}
    for heading, target in table.items():
        if isinstance(target, dict) and heading in ("sheet", "fixed", "marks"):
            continue
        if not isinstance(target, str):
            raise _wrong(name, f"In '{sheet}', '{heading}' must be a column's name in quotation marks.")
        columns[heading] = target.strip() or LEAVE_OUT
    kind = str(about.get("kind", "")).strip()
    if kind and kind not in _KINDS:
        raise _wrong(name, f"In '{sheet}', there is no kind of sheet '{kind}'.", ", ".join(_KINDS))
    row = about.get("heading_row", 0)
    if not isinstance(row, int) or isinstance(row, bool) or not 0 <= row < 1_000_000:
        raise _wrong(name, f"In '{sheet}', heading_row must be the number of a row.")
    signs = about.get("not_answered")
    if signs is not None and not (isinstance(signs, list) and all(isinstance(one, str | int) for one in signs)):
        raise _wrong(name, f"In '{sheet}', not_answered must be a list of signs.")
    for mark, meaning in marks.items():
        if meaning not in ("present", "absent", ""):
            raise _wrong(name, f"In '{sheet}', the mark '{mark}' must mean present or absent.")
    return SheetTold(
        kind=kind,
        heading_row=row,
        columns=columns,
        fixed={key: str(value) for key, value in fixed.items()},
        marks={str(mark).casefold(): str(meaning) for mark, meaning in marks.items()},
        not_answered=None if signs is None else tuple(str(one) for one in signs),
        leave_out=bool(about.get("leave_out", False)),
    )


def _words(name: str, sheet: str, table: Mapping[str, Any], part: str) -> Mapping[str, Any]:
    found = table.get(part, {})
    if isinstance(found, str):
        return {}  # a heading that is called so
    if not isinstance(found, dict):
        raise _wrong(name, f"In '{sheet}', '{part}' must be a table.")
    return found


def _wrong(name: str, why: str, accepted: str = "") -> UserCanFix:
    return UserCanFix(
        what=f"The mapping in '{name}' is not right.",
        why=why,
        do=f"Accepted: {accepted}." if accepted else "",
        problems=(Problem(reason=why, accepted=accepted, file=name),),
    )


# --- written ----------------------------------------------------------------------------------------------------------


def told_of(plan: SheetPlan) -> SheetTold:
    """A plan as what would have to be told to come to it again."""
    columns = {
        column.heading: column.target or LEAVE_OUT
        for column in plan.columns
        if column.target != "attended" and (column.target or column.left_out)
    }
    return SheetTold(
        kind=plan.kind,
        heading_row=plan.heading_row,
        columns=columns,
        fixed={name: value for name, value in plan.fixed.items() if value},
        marks={mark: meaning for mark, meaning in plan.marks.items() if meaning},
        not_answered=plan.not_answered,
        leave_out=not plan.kind,
    )


def write_mapping(told: Mapping[str, SheetTold]) -> str:
    """The mapping as TOML."""
    return "\n".join(_table(sheet, one) for sheet, one in told.items())


def _table(sheet: str, told: SheetTold) -> str:
    name = quoted(sheet)
    lines = [f"[{name}]"]
    lines += [f"{quoted(heading)} = {quoted(target)}" for heading, target in told.columns.items()]
    lines += ["", f"[{name}.sheet]"]
    if told.leave_out:
        lines.append("leave_out = true")
    if told.kind:
        lines.append(f"kind = {quoted(told.kind)}")
    if told.heading_row:
        lines.append(f"heading_row = {told.heading_row}")
    if told.not_answered is not None:
        lines.append(f"not_answered = [{', '.join(map(quoted, told.not_answered))}]")
    for part, pairs in (("fixed", told.fixed), ("marks", told.marks)):
        if pairs:
            lines += ["", f"[{name}.{part}]", *(f"{quoted(key)} = {quoted(value)}" for key, value in pairs.items())]
    return "\n".join([*lines, ""])


def quoted(text: str) -> str:
    """A text as TOML writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    escaped = re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04x}", escaped)
    return f'"{escaped}"'
