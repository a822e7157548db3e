"""A person's record in one scroll: the fields, their services, their questionnaires, and what happened when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from sfph_desktop.core.domain.measures import Assessment
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.people import Episode
from sfph_desktop.core.domain.person_page import PersonPage
from sfph_desktop.ui.models.record_table import RecordTable, Shape
from sfph_desktop.ui.models.said import counted, said_day
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, row, rule, words
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.passages import Headed, in_order, short_table, stops_in
from sfph_desktop.ui.widgets.person_form import PersonForm
from sfph_desktop.ui.widgets.record_views import RecordList

STAGES = {"": "", "baseline": "at the start", "review": "review", "exit": "at the end", "follow_up": "follow-up"}
"""How a stage is said."""
_FIRST = 8
_MARKS = {"episode": "folder", "attendance": "calendar", "assessment": "questionnaire", "event": "check"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """What the sheet shows: the record, and the short names of the questionnaires in it."""

    page: PersonPage
    short_names: Mapping[str, str]


def scores_in_words(scores: Mapping[str, float | None]) -> str:
    """`total 21`, or `happy 7, worthwhile 6`."""
    return ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in scores.items() if value is not None)


class PersonSheet(Sheet):
    """One person. `field_left` carries id, name and value of a field that was changed."""

    field_left = Signal(int, str, object)
    remove_wanted = Signal(object)
    questionnaire_wanted = Signal(object)
    assessment_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "A person's record")
        self.facts: PersonFacts | None = None
        self.form = PersonForm(theme)
        self.enter = button(theme, "Enter a questionnaire", self._on_enter, icon="questionnaire")
        self.header = PageHeader(theme, "", "", self.enter)
        self.remove = button(
            theme,
            "Remove this person",
            self._on_remove,
            kind="danger",
            icon="remove",
            description="Removes the record with everything in it; it can be undone",
        )
        self.services = Headed(theme, "folder", "Services")
        self.questionnaires = Headed(theme, "questionnaire", "Questionnaires")
        self.timeline = Headed(theme, "history", "What happened")
        gap = theme.space("small")
        self.add(self.header, gap, self.form, gap, self.services, gap, self.questionnaires, gap, self.timeline)
        self.add(gap, rule(), row(self.remove, None), None)
        edge = theme.space("large")  # a little less than usual: two fields stand side by side in a window of 1024
        self.pieces.setContentsMargins(edge, theme.space("wide"), edge, theme.space("vast"))
        self.form.left.connect(self._on_left)

    def show_facts(self, facts: PersonFacts) -> None:
        """Show a person, or the same person as they are now."""
        other = self.facts is None or self.facts.page.person.id != facts.page.person.id
        before = self.facts
        self.facts = facts
        page, person = facts.page, facts.page.person
        born = f"born {said_day(person.date_of_birth)}" if person.date_of_birth else ""
        self.header.say(person.display_name, " · ".join(part for part in (person.person_ref, born) if part))
        self.form.show_person(person)
        if before is None or other or before.page.episodes != page.episodes:
            self._show_episodes(page.episodes)
        if before is None or other or before.page.assessments != page.assessments:
            self._show_assessments(page.assessments)
        if before is None or other or before.page.timeline != page.timeline:
            self._show_timeline()
        self._order()
        if other:
            self.area.verticalScrollBar().setValue(0)

    # --- inside

    def _order(self) -> None:
        stops = stops_in(self.services, self.questionnaires, self.timeline)
        in_order(self.form.rows["notes"].editor, *stops, self.remove)

    def _show_episodes(self, episodes: tuple[Episode, ...]) -> None:
        if not episodes:
            self.services.fill(words("Not in a service yet. Episodes come in with your spreadsheet.", "quiet"))
            return
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (one.id, one.service, one.start_date, one.end_date or "still open", one.end_reason, _paid_by(one))
            for one in episodes
        )
        listing = Listing(kind="episodes", columns=("id", "service", "began", "ended", "why", "paid"), rows=rows)
        shape = Shape(
            headings={"why": "Why it ended", "paid": "Paid by"},
        )
        self.services.fill(short_table(self.theme, listing, shape, "Services", stretch="service"))

    def _show_assessments(self, assessments: tuple[Assessment, ...]) -> None:
        if not assessments or self.facts is None:
            self.questionnaires.fill(words("None has been filled in yet.", "quiet"))
            return
        names = self.facts.short_names
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                one.id,
                one.date,
                names.get(one.instrument, one.instrument),
                STAGES[one.stage],
                scores_in_words(one.scores),
            )
            for one in assessments
        )
        columns = ("id", "date", "questionnaire", "when", "scores")
        listing = Listing(kind="assessments", columns=columns, rows=rows)
        grid = short_table(self.theme, listing, Shape(), "Questionnaires; Enter opens one", stretch="scores")
        grid.opened.connect(self.assessment_wanted)
        self.questionnaires.fill(grid)

    def _show_timeline(self, everything: bool = False) -> None:
        if self.facts is None:
            return
        entries = self.facts.page.timeline
        if not entries:
            self.timeline.fill(words("Nothing yet.", "quiet"))
            return
        shown = entries if everything else entries[:_FIRST]
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (number, one.title, one.day, one.detail.replace("_", " "), one.kind) for number, one in enumerate(shown)
        )
        shape = Shape(title=("title",), detail=("day", "detail"), mark=lambda found: _MARKS.get(str(found[-1]), "dot"))
        table = RecordTable(shape)
        view = RecordList(self.theme, table, "What happened, the latest first")
        table.show(Listing(kind="timeline", columns=("id", "title", "day", "detail", "kind"), rows=rows))
        view.setFixedHeight(self.theme.size("row") * len(rows) + self.theme.space("small"))
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        pieces: list[QWidget] = [view]
        if len(shown) < len(entries):
            pieces.append(self._more(len(entries)))
        self.timeline.fill(*pieces)
        if everything:
            self._order()
            view.setFocus(Qt.FocusReason.TabFocusReason)

    def _more(self, number: int) -> QPushButton:
        text = f"Show all {counted(number, 'entry', 'entries')}"
        return button(self.theme, text, lambda: self._show_timeline(True), kind="link", icon="chevron-down")

    def _on_left(self, name: str, value: object) -> None:
        if self.facts is not None:
            self.field_left.emit(self.facts.page.person.id, name, value)

    def _on_remove(self) -> None:
        if self.facts is not None:
            self.remove_wanted.emit(self.facts.page.person)

    def _on_enter(self) -> None:
        if self.facts is not None:
            self.questionnaire_wanted.emit(self.facts.page.person)


def _paid_by(episode: Episode) -> str:
    return ", ".join(share.contract_ref for share in episode.funding)
