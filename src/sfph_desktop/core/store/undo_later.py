"""Taking a unit of work back together with the later work that stands on it."""

from __future__ import annotations

from sfph_desktop.core.domain.office_facts import UnitInfo
from sfph_desktop.core.store.undo import TOGETHER, asked_for, carry_out, check_may, later_work, plan_of
from sfph_desktop.core.store.unit_of_work import Unit


def take_back_with_later(unit: Unit, target: int, *, whole: bool = False) -> tuple[UnitInfo, tuple[int, ...]]:
    """Undo the unit `target` inside `unit`, and before it whatever stands on it, the newest first.

    What was taken back, and the ids of the later units that went with it. All of it is one unit: undone, it brings
    all of it back. Raises UserCanFix, with nothing changed, when one of them cannot be undone.
    """
    connection = unit.connection
    main, _ = asked_for(connection, target, whole=whole)
    connection.exec_driver_sql("UPDATE units SET undoes = 0 WHERE id = ?", (unit.id,))
    passed, later_ones, waiting = {unit.id}, list[int](), [target]
    while waiting:
        one = waiting[-1]
        if one in passed:
            waiting.pop()
            continue
        info, targets = asked_for(connection, one, whole=whole and one == target)
        plan = plan_of(connection, targets)
        check_may(connection, info, targets, plan)
        later = later_work(connection, targets, plan, passed)
        if later:
            waiting.extend(sorted(later))  # the newest is taken back first
            continue
        carry_out(unit, plan)
        passed.update(targets)
        waiting.pop()
        if one != target:
            later_ones.append(one)
            _note(unit, one)
    connection.exec_driver_sql("UPDATE units SET undoes = ? WHERE id = ?", (target, unit.id))
    unit.series = main.series if main.steps > 1 else ""
    return main, tuple(later_ones)


def _note(unit: Unit, later: int) -> None:
    """A unit takes one back; that it took more back is said by a line of its own, which stands while the unit does."""
    unit.connection.exec_driver_sql(
        "INSERT INTO units (at, who, why, undoes, series) SELECT at, who, why, ?, ? FROM units WHERE id = ?",
        (later, f"{TOGETHER}{unit.id}", unit.id),
    )
