"""The desk's library of good practice: examples added here or taken from members' files; they go out with each pack."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

from PySide6.QtWidgets import QFileDialog, QPushButton

from sfph_desktop.core.domain.desks import PracticeCardKept
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import said_day
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.pages import desk_calls as calls
from sfph_desktop.ui.pages.record_room import RecordRoom
from sfph_desktop.ui.theme.pieces import button
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.room_sheet import Offers, Shown

_NEW = (
    Field(name="title", label="Title", needed=True),
    Field(name="words", label="What was done, and what came of it", kind="lines", needed=True, high=5, wide=True),
    Field(name="learned", label="What could be learned", kind="lines", high=3, wide=True),
    Field(name="member", label="Whose it is", help="As they wish to be called; blank where they wish not to be named."),
    Field(name="theme", label="What it speaks to", kind="choice"),
    Field(name="theme_2", label="And besides", kind="choice"),
    Field(
        name="agreed",
        label="How those who are told of agreed",
        kind="lines",
        needed=True,
        high=2,
        wide=True,
        help="Who agreed to what, and when; or that it tells of nobody.",
    ),
)


class LibraryPage(RecordRoom):
    """The examples, withdrawn ones last; one of them."""

    watches: ClassVar[frozenset[str]] = frozenset({"desk_cards", "desk_members"})
    one, many, icon = "example", "examples", "quote"
    purpose = (
        "What members did, what came of it, and what could be learned. Each pack carries the whole library. Add an "
        "example here, or take in the file that a member made of a case study; what is withdrawn is left out of the "
        "next packs."
    )
    shape = Shape(title=("title",), detail=("member", "stands"))
    fields = _NEW
    add_title = "Add an example"
    new_lead = "Tell it so that nobody can be known by it who did not agree."
    removable = False

    def head_buttons(self) -> Sequence[QPushButton]:
        """Adding, and a member's file."""
        self.take_button = button(self.theme, "Take in a member's file", self._ask_file, icon="folder")
        return [self.add_button, self.take_button]

    def listed(self, text: str) -> Listing:
        """The examples with these words."""
        from sfph_desktop.core.usecases.good_practice import list_cards

        found = list_cards(self.office, text)
        at = {name: place for place, name in enumerate(found.columns)}
        rows: list[tuple[Cell, ...]] = [
            (row[at["id"]], row[at["title"]], row[at["member"]] or "not named", _stands(row[at["withdrawn_on"]]))
            for row in found.rows
        ]
        return Listing(kind="desk_cards", columns=("id", "title", "member", "stands"), rows=tuple(rows))

    def shown(self, record: int) -> Shown:
        """One example."""
        from sfph_desktop.core.usecases.good_practice import list_cards, themes

        found = list_cards(self.office)
        rows: list[dict[str, Any]] = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
        one = next((row for row in rows if row["id"] == record), None)
        if one is None:
            raise UserCanFix(what="This example is not there any more.", do="Choose another one.")
        called = themes(self.office)
        about = [*str(one["themes"]).split(), "", ""]
        more = ", ".join(called.get(theme, theme) for theme in about[2:] if theme)
        whose = f"{one['member']}, " if one["member"] else ""
        sub = f"{whose}published {said_day(one['published_on'])} as {one['ref']}"
        if one["withdrawn_on"]:
            sub = f"{sub}; {_stands(one['withdrawn_on'])}"
        value = SimpleNamespace(**one, theme=about[0], theme_2=about[1])
        told = ["The next packs carry it as it stands here. Change nothing that those told of did not agree to."]
        told += [f"It speaks besides to: {more}."] if more else []
        offers = {name: (tuple(called), called) for name in ("theme", "theme_2")}
        return Shown(record=record, title=str(one["title"]), sub=sub, told=tuple(told), value=value, offers=offers)

    def change_record(self, record: int, facts: dict[str, Any]) -> Done[Any]:
        """Change what was typed in an example."""
        from sfph_desktop.core.usecases.good_practice import change_card, list_cards

        found = list_cards(self.office)
        row = next((dict(zip(found.columns, one, strict=True)) for one in found.rows if one[0] == record), None)
        if row is None:
            raise UserCanFix(what="This example is not there any more.", do="Choose another one.")
        texts = {name: str(value or "") for name, value in facts.items()}
        if {"theme", "theme_2"} & texts.keys():
            about = [*str(row["themes"]).split(), "", ""]
            about[0], about[1] = texts.get("theme", about[0]), texts.get("theme_2", about[1])
            texts["themes"] = " ".join(dict.fromkeys(filter(None, about)))
        return calls.here(lambda: change_card(self.office, str(row["ref"]), texts), "Choose another example.")

    def page_buttons(self) -> Sequence[QPushButton]:
        """Out of the library."""
        return (
            button(
                self.theme,
                "Withdraw this example",
                lambda: self.keep(partial(_withdrawn, self.office, self.record)),
                icon="remove",
                description="The next packs come without it",
            ),
        )

    # --- a new one

    def new_form(self) -> Form:
        """What a new example is asked for."""
        return Form(self.theme, _NEW)

    def offers(self) -> Offers:
        """The themes there are."""
        from sfph_desktop.core.usecases.good_practice import themes

        called = themes(self.office)
        return {"theme": (tuple(called), called), "theme_2": (tuple(called), called)}

    def add_record(self, facts: dict[str, Any]) -> Done[Any]:
        """Add what was typed, under today's date."""
        from sfph_desktop.core.usecases.good_practice import add_card

        about = dict.fromkeys(str(facts.get(name) or "") for name in ("theme", "theme_2"))
        card = PracticeCardKept(
            ref="",
            title=str(facts["title"] or "").strip(),
            member=str(facts.get("member") or "").strip(),
            themes=" ".join(one for one in about if one),
            words=str(facts["words"] or "").strip(),
            learned=str(facts.get("learned") or "").strip(),
            agreed=str(facts["agreed"] or "").strip(),
            published_on=self.office.clock.today(),
        )
        return add_card(self.office, card)

    # --- a member's file

    def take(self, file: Path) -> None:
        """Take a member's example in, or withdraw it where the file says so."""
        self.shell.jobs.records(partial(_taken, self.office, file), self._on_added, self)

    def _ask_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self.window(), "A member's example of good practice", "", "All (*)")
        if chosen:
            self.take(Path(chosen))


def _stands(withdrawn: Any) -> str:
    return f"withdrawn on {said_day(withdrawn)}" if withdrawn else "in every pack"


def _taken(office: Any, file: Path) -> Done[Any]:
    from sfph_desktop.core.usecases.good_practice import take_offer

    return calls.here(lambda: take_offer(office, file))


def _withdrawn(office: Any, record: int) -> Done[Any]:
    from sfph_desktop.core.usecases.good_practice import list_cards, withdraw_card

    found = list_cards(office)
    ref = next((str(row[found.columns.index("ref")]) for row in found.rows if row[0] == record), "")
    return calls.here(lambda: withdraw_card(office, ref), "Choose another example.")
