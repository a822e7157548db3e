"""What the store holds, kind by kind, in the columns of the workbook: an id, then what a spreadsheet would say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Connection

from sfph_desktop.core.domain.consent_rules import WORKBOOK_COLUMNS
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.values import from_day, to_day
from sfph_desktop.core.domain.workbook import Column, sheet
from sfph_desktop.core.store.queries.consents import IN_FORCE
from sfph_desktop.core.store.queries.people import roles_now

_PERSON = " JOIN people AS p ON p.id = t.person_id"
_JOINED = {
    **dict.fromkeys(("addresses", "consents", "roles"), _PERSON),
    "episodes": " JOIN people AS p ON p.id = t.person_id",
    "attendance": " JOIN people AS p ON p.id = t.person_id JOIN sessions AS s ON s.id = t.session_id",
    "assessments": " JOIN people AS p ON p.id = t.person_id",
    "events": " JOIN people AS p ON p.id = t.person_id",
    "referrals": f"{_PERSON} LEFT JOIN partners AS r ON r.id = t.partner_id",
    "partner_contacts": " JOIN partners AS r ON r.id = t.partner_id",
    "involvements": f"{_PERSON} JOIN partners AS r ON r.id = t.partner_id",
    "group_members": f'{_PERSON} JOIN "groups" AS g ON g.id = t.group_id',
}
# The inner queries give the rows in the order of their key, so that nothing has to be sorted for each record.
_FUNDING = (
    "coalesce((SELECT group_concat(told, ';') FROM"
    " (SELECT f.contract_ref || ':' || printf('%g', f.share_bp / 100.0) AS told FROM funding AS f"
    " WHERE f.episode_id = t.id ORDER BY f.contract_ref)), '')"
)
_AGREED = "(SELECT a.given_on FROM agreed AS a WHERE a.person_id = t.id AND a.purpose = '{}')"
_CELLS = {
    **{("people", column): _AGREED.format(purpose) for column, purpose in WORKBOOK_COLUMNS.items()},
    ("episodes", "person_ref"): "p.person_ref",
    ("episodes", "contract_ref"): _FUNDING,
    ("attendance", "session_ref"): "s.session_ref",
    ("attendance", "person_ref"): "p.person_ref",
    ("assessments", "person_ref"): "p.person_ref",
    ("assessments", "score"): "t.ready_score",
    ("events", "person_ref"): "p.person_ref",
    **{(kind, "person_ref"): "p.person_ref" for kind in ("addresses", "consents", "roles")},
    **{(kind, "person_ref"): "p.person_ref" for kind in ("referrals", "group_members", "involvements")},
    ("referrals", "partner_ref"): "coalesce(r.partner_ref, '')",
    ("partner_contacts", "partner_ref"): "r.partner_ref",
    ("involvements", "partner_ref"): "r.partner_ref",
    ("group_members", "group"): "g.name",
    ("contracts", "value"): "t.value / 100.0",
}
"""SQL for the columns that are not simply the table's own of that name; records are aliased `t`."""

_NAMED = "(SELECT count(*) FROM attendance AS a WHERE a.session_id = t.id)"
_ANSWERS = (
    "coalesce((SELECT group_concat(told, ' ') FROM (SELECT iif(n.value IS NULL, '-', printf('%g', n.value)) AS told"
    " FROM answers AS n WHERE n.assessment_id = t.id ORDER BY n.item)), '')"
)
_SCORES = (
    "coalesce((SELECT group_concat(told, ' ') FROM (SELECT o.output || '=' || printf('%.10g', o.value) AS told"
    " FROM scores AS o WHERE o.assessment_id = t.id AND o.value IS NOT NULL ORDER BY o.output)), '')"
)
_MORE = {
    "people": (("roles", roles_now("t.id", ":on")),),
    "sessions": (("named", _NAMED),),
    "assessments": (("answers", _ANSWERS), ("scores", _SCORES)),
}
"""What is told besides the workbook's columns."""

_FIRST = {"people": f"WITH agreed AS ({IN_FORCE}) "}
"""What a query begins with: of a consent, the day is told only while it is in force."""

_ORDERS = {
    "people": "t.family_name COLLATE NOCASE, t.given_name COLLATE NOCASE, t.id",
    "episodes": "t.start_date, t.id",
    "sessions": 't."date", t.id',
    "assessments": 't."date", t.id',
    "events": 't."date", t.id',
    "environment": 't."date", t.id',
    "workforce": 't."date", t.id',
    "inputs": "t.date_from, t.id",
}


def listing(connection: Connection, kind: str, today: date) -> Listing:
    """All records of a sheet's kind. KeyError when the workbook has no such sheet.

    Money is in pounds, shares are 0 to 1, dates are dates. People tell what they are today (service_user, volunteer,
    staff), sessions how many named people came, assessments their answers (`-` where an item was not answered) and
    their scores.
    """
    columns, more = sheet(kind).columns, _MORE.get(kind, ())
    cells = [_CELLS.get((kind, column.name), f't."{column.name}"') for column in columns] + [sql for _, sql in more]
    first, joined, order = _FIRST.get(kind, ""), _JOINED.get(kind, ""), _ORDERS.get(kind, "t.id")
    cursor: Any = connection.exec_driver_sql(
        f"{first}SELECT t.id, {', '.join(cells)} FROM {kind} AS t{joined} ORDER BY {order}",
        {"on": to_day(today)} if first else {},
    ).cursor
    turned = [(place, turn) for place, column in enumerate(columns, start=1) if (turn := _turn(kind, column))]
    return Listing(
        kind=kind,
        columns=("id", *(column.name for column in columns), *(name for name, _ in more)),
        rows=tuple(_told(row, turned) for row in cursor) if turned else tuple(cursor),
    )


def _turn(kind: str, column: Column) -> Callable[[Any], Cell] | None:
    """How a stored cell is told, where it is not told as it is stored."""
    if column.kind == "date":
        return from_day
    if column.kind in {"share", "number"} and (kind, column.name) not in _CELLS:
        return float
    return None


def _told(row: Any, turned: list[tuple[int, Callable[[Any], Cell]]]) -> tuple[Cell, ...]:
    cells = list(row)
    for place, turn in turned:
        if cells[place] is not None:
            cells[place] = turn(cells[place])
    return tuple(cells)
