"""The sample's duties: almost everything depends on one person, as it did in almost every case of the source."""

from __future__ import annotations

from sfph_desktop.core.domain.handover import Duty
from sfph_desktop.core.usecases.office import Office

KEY, OTHER = "Moira Kerr", "Ewan Paterson"
"""Invented: the manager on whom most depends, and a member of staff."""


def add_sample_duties(office: Office) -> None:
    """Who leads the sample's groups and sees to its contracts; the last group has nobody written down."""
    from sfph_desktop.core.store.queries.values import values_of

    with office.writing("brought in the sample's duties") as unit:
        groups = sorted(one.name for one in values_of(unit.connection, "groups"))
        for place, name in enumerate(groups[:-1]):
            last = place and place == len(groups) - 2
            unit.add("duties", Duty(kind="group", what=name, who=OTHER if last else KEY, stands_in=KEY if last else ""))
        for contract in values_of(unit.connection, "contracts"):
            unit.add("duties", Duty(kind="contract", what=contract.contract_ref, who=KEY))
        unit.add("duties", Duty(what="Pays the wages", who=KEY, stands_in=OTHER, note="The file is in the safe."))
