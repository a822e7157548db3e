"""Sessions of a spreadsheet on a day whose register is taken already: said before they come in, and afterwards.

It may be another occasion of the same service, so nothing is held; if it is the same, everybody counts twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sfph_desktop.core.domain.values import from_day
from sfph_desktop.core.usecases.import_settle import Plan

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection


def register_warnings(plan: Plan, connection: Connection) -> tuple[str, ...]:
    """One sentence or two for all new sessions on days with a register of the same service; empty where there is none.

    To be asked before the plan is written.
    """
    from sfph_desktop.core.store.queries.registers import days_with_register

    batch = plan.batches.get("sessions")
    if batch is None or not batch.new:
        return ()
    service, day = (batch.columns.index(name) + 1 for name in ("service", "date"))
    taken = days_with_register(connection)
    again = sorted((row[day], row[service]) for row in batch.new if (row[service].casefold(), row[day]) in taken)
    if not again:
        return ()
    first = f"{again[0][1]} on {from_day(again[0][0]):%d/%m/%Y}"
    if len(again) == 1:
        said = f"A register is there already for {first}, which the file has as well."
    else:
        said = f"Registers are there already for {len(again):,} of the file's sessions, the first {first}."
    return (f"{said} If it is the same occasion, whoever came is counted twice: leave those rows out of the file.",)
