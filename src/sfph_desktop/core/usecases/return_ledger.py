"""The ledger of returns: everything that left, by which later returns are judged; and the rows a return adds to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.network import NetworkIndicator, Quarter, quarter_of, read_quarter
from sfph_desktop.core.domain.returns import RawCell

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit
    from sfph_desktop.core.toolkit.return_guard import Judged, Told

Ledger = Mapping[int, Sequence[Any]]
"""By the id of a return: each of its cells as it was told (`return_guard.Told`)."""


def ledger(connection: Connection) -> dict[int, list[Told]]:
    """Every figure about people that was there in a return, to whichever desk, by the return it left in."""
    from sfph_desktop.core.store.queries.returns import released_rows
    from sfph_desktop.core.toolkit.return_guard import Told

    found: dict[int, list[Told]] = {}
    for row in released_rows(connection):
        sent, quarter, indicator, group, group_value, window, n, value, qualifier, true_n, true_k = row
        time = read_quarter(str(quarter))
        if time is None or true_n is None:
            continue
        told = Told(
            key=(str(indicator), str(window), time.period.end.isoformat(), str(group), str(group_value)),
            n=_number(n),
            value=None if value is None else Decimal(str(value)),
            qualifier=str(qualifier),  # type: ignore[arg-type]
            true_n=int(str(true_n)),
            true_k=_number(true_k),
        )
        found.setdefault(int(str(sent)), []).append(told)
    return found


def _number(found: object) -> int | None:
    return None if found is None else int(str(found))


def judge(
    raws: Sequence[RawCell],
    asked: Sequence[NetworkIndicator],
    known: Ledger,
    threshold: int,
    whole: frozenset[str] = frozenset(),
) -> tuple[Judged, ...]:
    """Every cell as it may leave, given what has left.

    `whole`: indicators of twelve months out of which nothing has fallen since a quarter ago. Against the return of
    that quarter their new figure only adds people, so the difference counts people and is guarded as well.
    """
    from sfph_desktop.core.toolkit.return_guard import judged, key_of

    told = {one.key: one for id_ in sorted(known) for one in known[id_]}
    added = {}
    for raw in raws:
        # Age bands and areas are those of the last day: people move between these groups, and nothing only adds.
        if raw.indicator in whole and raw.window == "year" and raw.group in {"", "gender"} and raw.n is not None:
            indicator, window, _, group, value = key_of(raw)
            earlier = (indicator, window, quarter_of(raw.period.end).before.period.end.isoformat(), group, value)
            was = told.get(earlier)
            if was is not None and (was.n is None or was.n <= raw.n):
                added[key_of(raw)] = earlier
    return judged(raws, asked, [known[id_] for id_ in sorted(known)], threshold, added)


def keep(unit: Unit, sent_id: int, quarter: Quarter, cells: Sequence[Judged]) -> None:
    """Write down every cell of a return that leaves, in the unit of work in which it does; and what it truly was."""
    from sfph_desktop.core.store.queries.returns import COLUMNS

    rows = [
        (
            sent_id,
            str(quarter),
            one.cell.indicator,
            one.cell.group,
            one.cell.group_value,
            one.cell.window,
            one.cell.n,
            None if one.cell.value is None else format(one.cell.value, "f"),
            one.cell.qualifier,
            one.raw.n,
            int(one.raw.value) if one.raw.kind == "share" and one.raw.value is not None else None,
        )
        for one in cells
    ]
    unit.insert_many("network_released", COLUMNS, rows)


def solver_there() -> bool:
    """Whether what judges small numbers can be loaded here: a program that was built must carry it."""
    from sfph_desktop.core.toolkit.light_highs import compiled

    return bool(compiled())


def cells_of(connection: Connection, sent_id: int) -> dict[tuple[str, str, str], tuple[int | None, str | None]]:
    """What a return told, by indicator, group and value of the group: people and the value as digits."""
    from sfph_desktop.core.store.queries.returns import released_rows

    return {
        (str(row[2]), str(row[3]), str(row[4])): (
            None if row[6] is None else int(str(row[6])),
            None if row[7] is None else str(row[7]),
        )
        for row in released_rows(connection, [sent_id])
    }
