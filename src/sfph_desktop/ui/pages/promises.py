"""Promises: the register of community benefits, what was delivered of each, and the statement per contract."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.promise_rules import amount
from sfph_desktop.core.domain.promises import Promise, PromiseDelivery, PromiseId
from sfph_desktop.core.domain.values import said_day
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.pages.record_room import RecordRoom
from sfph_desktop.ui.theme.pieces import button
from sfph_desktop.ui.widgets.fields import Field
from sfph_desktop.ui.widgets.room_sheet import Offers, RoomPart, Shown

_FIELDS = (
    Field(name="title", label="What is offered", help="As the offer says it", needed=True, wide=True),
    Field(name="benefit", label="Type of community benefit", kind="choice", help="Blank where it is none of them"),
    Field(name="number", label="How many", kind="number", needed=True),
    Field(name="unit", label="Of what", help="people, hours, placements; blank: as the type counts"),
    Field(name="contract_ref", label="Under the contract", kind="choice"),
    Field(name="bid_ref", label="Offered in the bid", kind="choice"),
    Field(name="made_on", label="Offered on", kind="date", help="Blank: today"),
    Field(name="due_date", label="Due by", kind="date"),
    Field(name="deliverer", label="Delivered by", help="Blank: by you"),
    Field(name="cost", label="What it costs you", kind="money"),
    Field(name="note", label="Note", kind="lines", wide=True, high=2),
)


def _delivery(one: PromiseDelivery) -> tuple[str, ...]:
    shows = one.proof or ("" if one.file else "Nothing is named yet that shows it.")
    return f"{amount(one.number)} on {said_day(one.date)}", shows, one.file


class PromisesPage(RecordRoom):
    """What was offered beside the service itself, and how it stands."""

    watches: ClassVar[frozenset[str]] = frozenset({"promises", "promise_deliveries", "contracts", "bids"})
    room = kind = many = "promises"
    one, icon, add_title = "promise", "check", "Add a promise"
    purpose = (
        "Placements, training, hours for the community: what you offer beside the service itself stands here, with "
        "who delivers it, by when, and what shows that it was done. What is late is told in Today."
    )
    shape = Shape(title=("title",), detail=("told",), mark=lambda found: str(found[-1]))
    fields = _FIELDS
    new_fields = ("title", "benefit", "number", "unit", "contract_ref", "bid_ref", "made_on", "due_date", "deliverer")
    new_lead = "What is offered, how many, and to whom: under a contract, or in a bid. Enter adds it."
    parts = (
        RoomPart(
            name="deliveries",
            icon="check",
            title="What was delivered",
            none="Nothing yet.",
            fields=(
                Field(name="number", label="How many", kind="number", needed=True),
                Field(name="date", label="On", kind="date", help="Blank: today"),
                Field(name="proof", label="What shows it", help="A signed list, a letter of the school"),
                Field(name="file", label="Document or evidence number", help="Its file name, or E-0123"),
            ),
            verb="Record it",
            say=_delivery,
        ),
    )

    def listed(self, text: str) -> Listing:
        """The register, what is late first."""
        from sfph_desktop.core.usecases.promises import list_promises

        found = list_promises(self.office, text)
        at = {name: place for place, name in enumerate(found.columns)}
        marks = {"late": "warning", "kept": "check", "over": "check"}
        rows = tuple(
            (one[0], one[at["title"]], one[at["told"]], marks.get(str(one[at["state"]]), "calendar"))
            for one in found.rows
        )
        return Listing(kind="promises", columns=("id", "title", "told", "mark"), rows=rows)

    def shown(self, record: int) -> Shown:
        """A promise with its deliveries."""
        from sfph_desktop.core.usecases.promises import held

        found = held(self.office, record)
        told = [f"{found.told[:1].upper()}{found.told[1:]}."]
        if found.benefit is not None:
            told.append(f"{found.benefit.title}. Source of the type: {found.benefit.source}.")
        sub = f"{found.promise.promise_ref} · {found.under}"
        return Shown(
            record=record,
            title=found.promise.title,
            sub=sub,
            told=tuple(told),
            value=found.promise,
            parts={"deliveries": found.deliveries},
            offers=self.offers(),
        )

    def offers(self) -> Offers:
        """Types, contracts and bids there are."""
        from sfph_desktop.core.usecases.bids import list_bids
        from sfph_desktop.core.usecases.contracts import contracts
        from sfph_desktop.core.usecases.promises import benefit_types

        types = benefit_types(self.office)
        under = contracts(self.office)
        bids = [(str(row[1]), str(row[2])) for row in list_bids(self.office).rows]
        return {
            "benefit": ([one.id for one in types], {one.id: f"{one.title} ({one.unit})" for one in types}),
            "contract_ref": (
                [one.contract_ref for one in under],
                {one.contract_ref: f"{one.contract_ref} {one.title}" for one in under},
            ),
            "bid_ref": ([ref for ref, _ in bids], {ref: f"{ref} {title}" for ref, title in bids}),
        }

    def add_record(self, facts: dict[str, Any]) -> Done[Any]:
        """A new promise, offered today unless said."""
        from sfph_desktop.core.usecases.promises import add_promise

        facts["made_on"] = facts.get("made_on") or self.office.clock.today()
        return add_promise(self.office, Promise(promise_ref="", **facts))

    def change_record(self, record: int, facts: dict[str, Any]) -> Done[Any]:
        """Some facts of a promise."""
        from sfph_desktop.core.usecases.promises import change_promise

        if "made_on" in facts and facts["made_on"] is None:
            facts = {"made_on": self.office.clock.today()}
        return change_promise(self.office, record, **facts)

    def remove_record(self, record: int) -> Done[Any]:
        """A promise and its deliveries."""
        from sfph_desktop.core.usecases.promises import remove_promise

        return remove_promise(self.office, record)

    def add_part(self, record: int, part: str, facts: dict[str, Any]) -> Done[Any]:
        """A delivery, of today unless said."""
        del part
        from sfph_desktop.core.usecases.promises import deliver

        facts["date"] = facts["date"] or self.office.clock.today()
        return deliver(self.office, PromiseDelivery(promise_id=PromiseId(record), **facts))

    def remove_part(self, part: str, number: int) -> Done[Any]:
        """A delivery that was none."""
        del part
        from sfph_desktop.core.usecases.promises import remove_delivery

        return remove_delivery(self.office, number)

    def page_buttons(self) -> Sequence[QPushButton]:
        """The statement of the contract the promise stands under."""
        return (button(self.theme, "Statement of its contract", self._statement, icon="save"),)

    def _statement(self) -> None:
        contract = self.sheet.form.rows["contract_ref"].value() if self.sheet is not None else ""
        name = f"{contract} community benefits" if contract else "Community benefits"
        self.write(name, partial(self._write, str(contract)))

    def _write(self, contract: str, out: Any) -> Any:
        from sfph_desktop.core.domain.problems import UserCanFix
        from sfph_desktop.core.usecases.promises import write_statement

        if not contract:
            raise UserCanFix(
                what="This promise stands under no contract yet, only in a bid.",
                do="Say under which contract it stands, once the bid is won.",
            )
        return write_statement(self.office, contract, out)
