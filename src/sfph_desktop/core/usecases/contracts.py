"""Contracts, what was promised under them, and what they are chosen by."""

from __future__ import annotations

from sfph_desktop.core.domain.contracts import Contract, Target
from sfph_desktop.core.usecases.office import Office


def contracts(office: Office) -> tuple[Contract, ...]:
    """Every contract in the store, in the order in which they came."""
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        return values_of(connection, "contracts")


def targets(office: Office, contract_ref: str = "") -> tuple[Target, ...]:
    """What was promised, under one contract or under all."""
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        found: tuple[Target, ...] = values_of(connection, "targets")
    return tuple(target for target in found if contract_ref in {"", target.contract_ref})
