"""Ready for growth: the questions, what the office's records say to each, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.readiness import ANSWERS, LONGEST_NOTE, ReadinessLine
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.pages.record_room import RecordRoom
from sfph_desktop.ui.theme.pieces import button
from sfph_desktop.ui.widgets.fields import Field
from sfph_desktop.ui.widgets.room_sheet import RoomSheet, Shown

NEXT = 10_000
"""In the place of a question's number: the page that tells what to do next."""
_STEPS = 5
_PLACES = {
    "handover": "Handing over",
    "contracts": "Contracts",
    "best_value": "Best value",
    "measures": "Measures",
    "impact": "Impact",
    "stories": "Case studies",
    "bids": "Bids",
    "opportunities": "Opportunities",
    "partners": "Partners and referrals",
    "joint": "Joint bids",
    "briefings": "Briefings",
    "fair_work": "Fair Work",
    "people": "People",
    "settings": "Settings",
}
"""What each place is called in the button that goes there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _OnPage:
    answer: str = ""
    note: str = ""
    place: str = ""


class ReadinessPage(RecordRoom):
    """The questions in their order; what to do next stands over them."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"readiness_answers", "duties", "policies", "snapshots", "stories", "workforce", "partners", "contracts"}
    )
    room, one, many, icon = "readiness", "question", "questions", "check"
    purpose = (
        "Before an enterprise takes on more, it asks itself whether it stands firm: one key person, money from one "
        "place, evidence, bids, partners, people, safety. Choose a question at the left and answer it as it is today. "
        "What your records say stands beside it."
    )
    hint = purpose
    shape = Shape(title=("title",), detail=("theme", "standing"), mark=lambda found: str(found[-1]))
    fields = (
        Field(name="answer", label="Is it so?", kind="choice", choices=tuple(ANSWERS), words=ANSWERS),
        Field(
            name="note",
            label="A note for ourselves",
            kind="lines",
            wide=True,
            help=f"What is missing, who sees to it, by when; up to {LONGEST_NOTE:,} characters",
        ),
    )
    removable = False
    place = ""
    """Where the program helps with the question that is shown."""

    def head_buttons(self) -> Sequence[QPushButton]:
        """The paper for the board."""
        return (
            button(self.theme, "What to do next", self.show_next, kind="primary"),
            button(self.theme, "Write it for the board", self._document, icon="save"),
        )

    def page_buttons(self) -> Sequence[QPushButton]:
        """To where the program helps with it."""
        if self.place not in _PLACES:
            return ()
        go = partial(self.shell.navigate, self.place, None)
        return (button(self.theme, f"Go to {_PLACES[self.place]}", go, kind="link"),)

    def listed(self, text: str) -> Listing:
        """The questions in their order."""
        from sfph_desktop.core.usecases.readiness import list_readiness

        rows: list[tuple[Any, ...]] = []
        for number, theme, question, answer, _on, _say, doubted in list_readiness(self.office, text).rows:
            sign = "warning" if doubted else ("check" if answer in {"Yes", "Does not apply to us"} else "")
            rows.append((number, question, theme, answer or "not answered", sign))
        return Listing(kind="readiness", columns=("id", "title", "theme", "standing", "mark"), rows=tuple(rows))

    def shown(self, record: int) -> Shown:
        """A question with what speaks to it, or what to do next."""
        from sfph_desktop.core.usecases.readiness import line_numbered, standing

        if record == NEXT:
            said, steps = standing(self.office)
            told = tuple(f"{place}. {one.question.next}" for place, one in enumerate(steps[:_STEPS], 1))
            more = (f"And {len(steps) - _STEPS} more, at their questions.",) if len(steps) > _STEPS else ()
            return Shown(record=NEXT, title="What to do next", sub=said, told=(*told, *more), value=_OnPage())
        return _page_of(line_numbered(self.office, record))

    def change_record(self, record: int, facts: dict[str, Any]) -> Done[Any]:
        """Keep the answer, or the note to it."""
        from sfph_desktop.core.usecases.readiness import answer, line_numbered

        kept = line_numbered(self.office, record).answer
        said = facts.get("answer", kept.answer if kept else "")
        return answer(self.office, record, str(said or ""), facts.get("note"))

    def made_sheet(self, found: Shown) -> RoomSheet:
        """With the way to where the program helps; what to do next is no question, and is not answered."""
        self.place = found.value.place
        sheet = super().made_sheet(found)
        sheet.form.setVisible(found.record != NEXT)
        return sheet

    def show_next(self) -> None:
        """What the answers leave to be done, in the place of a question."""
        self.view.list.clearSelection()
        self._open(NEXT)
        self.view.show_page()

    def _document(self) -> None:
        self.write("Ready for growth", partial(_write, self.office))


def _page_of(line: ReadinessLine) -> Shown:
    told = []
    if line.seen:
        against = " This speaks against the answer given." if line.doubted else ""
        told.append(f"Your records: {line.seen.words}{against}")
    told.append(f"A next step: {line.question.next}")
    told += [f"From the network: {card.title}. {card.words}" for card in line.cards]
    if line.answer:
        on = line.answer.answered_on
        told.append(f"Answered on {on.day} {on:%B %Y} by {line.answer.answered_by or 'somebody'}.")
    return Shown(
        record=line.question.number,
        title=line.question.text,
        sub=f"{line.theme}. {line.why}",
        told=tuple(told),
        value=_OnPage(
            answer=line.answer.answer if line.answer else "",
            note=line.answer.note if line.answer else "",
            place=line.question.place,
        ),
    )


def _write(office: Any, out: Path) -> Path:
    from sfph_desktop.core.usecases.readiness import write_readiness

    return write_readiness(office, out)
