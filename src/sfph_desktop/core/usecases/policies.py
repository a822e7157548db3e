"""Policies, certificates and insurances: kept with the day they end, and told in Today before they do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.bid_rules import policy_problems, policy_state, tidy
from sfph_desktop.core.domain.bids import Policy
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection


def policies(office: Office) -> tuple[Policy, ...]:
    """All of them: what ends first stands first, what has no end last."""
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        found: tuple[Policy, ...] = values_of(connection, "policies")
    return tuple(sorted(found, key=lambda one: (one.expires_on is None, one.expires_on, one.name)))


def list_policies(office: Office) -> Listing:
    """As `policies`, with where each stands today."""
    today = office.clock.today()
    columns = ("id", "name", "kind", "number", "issuer", "agreed_on", "expires_on", "file", "state")
    rows = tuple(
        (p.id, p.name, p.kind, p.number, p.issuer, p.agreed_on, p.expires_on, p.file, policy_state(p, today))
        for p in policies(office)
    )
    return Listing(kind="policies", columns=columns, rows=rows)


def add_policy(office: Office, policy: Policy) -> Done[Policy]:
    """Add a policy or certificate. Raises UserCanFix by field."""
    policy = tidy(policy)
    refuse(policy_problems(policy))
    with office.writing(f"Added {policy.name}") as unit:
        policy = replace(policy, id=unit.add("policies", policy))
    return saved(unit, policy, f"Added {policy.name}")


def change_policy(office: Office, policy_id: int, **facts: Any) -> Done[Policy]:
    """Change some facts of one. Raises UserCanFix by field."""
    with office.writing("Changed a policy or certificate") as unit:
        policy = tidy(replace(policy_of(unit.connection, policy_id), **facts))
        refuse(policy_problems(policy))
        unit.change("policies", policy)
        unit.why = f"Changed {policy.name}"
    return saved(unit, policy, f"Changed {policy.name}")


def remove_policy(office: Office, policy_id: int) -> Done[Policy]:
    """Remove one. Answers that quote it keep their words, and say that it is gone."""
    with office.writing("Removed a policy or certificate") as unit:
        policy = policy_of(unit.connection, policy_id)
        unit.remove("policies", policy_id)
        unit.why = f"Removed {policy.name}"
    return saved(unit, policy, f"Removed {policy.name}")


def policy_of(connection: Connection, policy_id: int) -> Policy:
    """The one with this id; raises UserCanFix when it is not in the store any more."""
    from sfph_desktop.core.store.queries.values import value

    found: Policy | None = value(connection, "policies", policy_id)
    if found is None:
        raise gone("This policy or certificate")
    return found
