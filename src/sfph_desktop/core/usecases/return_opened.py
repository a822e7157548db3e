"""A return that was opened, said in words: what each figure is called, whom it is of, who sends it and for when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.memberships import OWN
from sfph_desktop.core.domain.network import Definitions, NetworkIndicator, Return, ReturnCell
from sfph_desktop.core.domain.returns import PreviewLine
from sfph_desktop.core.usecases.desk import issued_in, read_issued
from sfph_desktop.core.usecases.desk_members import keys_in, members_in
from sfph_desktop.core.usecases.network_known import definitions_of, desks_in
from sfph_desktop.core.usecases.network_measures import measure_words
from sfph_desktop.core.usecases.network_role import is_desk, kind_of
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.return_preview import fact_lines, figure_line, row_lines

if TYPE_CHECKING:
    from sfph_desktop.core.domain.measures import Instrument


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedTold:
    """What a person reads of a return."""

    member: str
    """Who sends it; at the desk with the name it has there, where that is another."""
    quarter: str
    lines: tuple[PreviewLine, ...]


def told(office: Office, content: Return) -> OpenedTold:
    """Everything that is in a return, by names. What the definitions here do not know is named by what it counts."""
    definitions = _definitions(office, content)
    asked = {} if definitions is None else {one.id: one for one in definitions.indicators}
    instruments = office.library.instruments()
    threshold = 0 if definitions is None else definitions.threshold
    figures = [
        figure_line(asked.get(cell.indicator) or _unasked(cell, instruments), cell, content.quarter, threshold)
        for cell in content.cells
    ]
    every = (*figures, *fact_lines(office, content.organisation), *row_lines(office, content.rows))
    return OpenedTold(
        member=_member(office, content),
        quarter=content.quarter.words,
        lines=tuple(replace(one, reason="") for one in every),  # why it is asked for was read before it left
    )


def _definitions(office: Office, content: Return) -> Definitions | None:
    """The version it answers: one that was issued here, or was taken in; None where it is not here any more."""
    with office.reading() as connection:
        if is_desk(office):
            found = tuple(read_issued(one) for one in issued_in(connection))
        else:
            desks = [one for one in desks_in(connection) if one.public_key == content.desk_key]
            found = tuple(known for desk in desks for known in definitions_of(connection, desk))
    return next((one for one in found if one.version == content.definitions), None)


def _unasked(cell: ReturnCell, instruments: Mapping[str, Instrument]) -> NetworkIndicator:
    """An indicator of a member's own, or one of definitions that are not here."""
    measure = cell.indicator.removeprefix(OWN)
    measured = measure.endswith((".improved", ".recovered", ".change_sum"))
    name = measure_words(measure, instruments) if measured else measure.replace("_", " ")
    return NetworkIndicator(
        id=cell.indicator,
        name=name[:1].upper() + name[1:],
        level="individual",
        kind=kind_of(measure) if measured else "quantity",
        measure=measure,
        unit=cell.unit,
    )


def _member(office: Office, content: Return) -> str:
    if not is_desk(office):
        return content.member
    with office.reading() as connection:
        ids = [one.member_id for one in keys_in(connection) if one.public_key == content.member_key]
        here = next((one.name for one in members_in(connection) if one.id in ids), "")
    if not here:
        return f"{content.member} (no member here has its key)"
    return here if here == content.member else f"{here} (which calls itself {content.member})"
