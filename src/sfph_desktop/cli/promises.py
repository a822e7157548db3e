"""Commands for promises: offered, delivered, listed, and told per contract."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.promise_rules import Held
from sfph_desktop.core.domain.promises import Promise, PromiseDelivery
from sfph_desktop.core.usecases import promises

_FACTS = (
    *("title", "benefit", "contract_ref", "bid_ref", "number", "unit", "due_date", "made_on", "deliverer", "cost"),
    "note",
)


def promise(asked: Namespace, saying: Saying) -> None:
    """Add, change, list or remove a promise."""
    with opened(asked) as office:
        if asked.action == "list":
            found = promises.list_promises(office, contract_ref=asked.contract_ref, bid_ref=asked.bid_ref)
            saying.listing(found, as_json=asked.json)
            return
        given = {name: value for name in _FACTS if (value := getattr(asked, name, None)) is not None}
        if asked.action == "add":
            facts: dict[str, Any] = {"unit": "", "made_on": office.clock.today(), **given}
            one = promises.add_promise(office, Promise(promise_ref=asked.ref or "", **facts)).value
        else:
            one = promises.promise_named(office, asked.promise)
        if asked.action == "change":
            one = promises.change_promise(office, int(one.id), **given).value
        if asked.action == "remove":
            promises.remove_promise(office, int(one.id))
            saying.either(asked.json, {"removed": one.promise_ref}, lambda: saying.line(f"{one.title} is removed."))
            return
        told = promises.held(office, int(one.id))
    _tell(told, asked, saying)


def deliver(asked: Namespace, saying: Saying) -> None:
    """Record what was delivered of a promise."""
    with opened(asked) as office:
        one = promises.promise_named(office, asked.promise)
        promises.deliver(
            office,
            PromiseDelivery(
                promise_id=one.id,
                date=asked.date or office.clock.today(),
                number=asked.number,
                proof=asked.proof,
                file=asked.file,
            ),
        )
        told = promises.held(office, int(one.id))
    _tell(told, asked, saying)


def types(asked: Namespace, saying: Saying) -> None:
    """The types of community benefit in the reference library, each with its source."""
    with opened(asked) as office:
        rows = tuple(
            (one.id, one.category, one.title, one.unit, one.source, one.url) for one in promises.benefit_types(office)
        )
    columns = ("id", "category", "title", "unit", "source", "url")
    saying.listing(
        Listing(kind="community benefit types", columns=columns, rows=rows), as_json=asked.json, hide_id=False
    )


def statement(asked: Namespace, saying: Saying) -> None:
    """Write the statement of one contract."""
    with opened(asked) as office:
        out = promises.write_statement(office, asked.contract_ref, asked.out)
    saying.either(asked.json, {"file": str(out)}, lambda: saying.line(str(out)))


def _tell(one: Held, asked: Namespace, saying: Saying) -> None:
    document = {
        **asdict(one.promise),
        "cost": None if one.promise.cost is None else one.promise.cost.in_pounds,
        "delivered": one.delivered,
        "state": one.state,
        "told": one.told,
        "deliveries": [asdict(each) for each in one.deliveries],
    }
    saying.either(
        asked.json, document, lambda: saying.line(f"{one.promise.promise_ref}  {one.promise.title}: {one.told}.")
    )
