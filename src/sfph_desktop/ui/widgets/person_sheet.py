"""Everything about one person in one scroll, in sections that the keyboard jumps between."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.person_page import HistoryLine, PersonChoices, PersonPage
from sfph_desktop.core.domain.person_record import Alert
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.models.said import said_day
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, mark, row, rule, scroller, words
from sfph_desktop.ui.widgets import person_parts as parts_of
from sfph_desktop.ui.widgets import person_words as say
from sfph_desktop.ui.widgets.beside import Flowing
from sfph_desktop.ui.widgets.consent_rows import ConsentRows
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.history_panel import HistoryPanel
from sfph_desktop.ui.widgets.page_frame import PageHeader
from sfph_desktop.ui.widgets.passages import in_order, stops_down
from sfph_desktop.ui.widgets.person_form import Conditions, PersonForm
from sfph_desktop.ui.widgets.person_parts import Parts
from sfph_desktop.ui.widgets.person_places import AddressRows, LinkRows
from sfph_desktop.ui.widgets.person_progress import Progress, Timeline, VisitsChart
from sfph_desktop.ui.widgets.record_row import Part
from sfph_desktop.ui.widgets.record_rows import RecordRows
from sfph_desktop.ui.widgets.sections import Section, SectionIndex, SectionJumps


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """What the sheet shows: the record, and what may be chosen in it."""

    page: PersonPage
    choices: PersonChoices


class AlertPanel(QFrame):
    """What must be known before anything else, with its review dates; nothing where there is nothing."""

    def __init__(self, theme: Theme, rows: RecordRows) -> None:
        super().__init__()
        self.setProperty("kind", "problem_panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        edge = theme.space("medium")
        self.heading = words("Know this first", "bold")
        head = row(mark(theme, "warning", "danger"), self.heading, gap=theme.space("small"))
        head.setStretch(1, 1)
        self.setLayout(column(head, rows, gap=theme.space("tiny"), edge=(edge, edge, edge, edge)))


class PersonSheet(QWidget):
    """One person. `field_left` carries id, name and value of a field of the person; `asked` an Ask for a part."""

    field_left = Signal(int, str, object)
    asked = Signal(object)
    remove_wanted = Signal(object)
    questionnaire_wanted = Signal(object)
    assessment_wanted = Signal(object)
    person_wanted = Signal(int)
    history_wanted = Signal()
    undo_wanted = Signal(int)

    def __init__(
        self,
        shell: ShellContext,
        look: Callable[[str, int], Listing],
        same: QWidget,
        referrals: QWidget,
        who: QWidget,
        story: QWidget,
        *,
        ahead: bool = False,
    ) -> None:
        """`same`, `referrals` and `who` (does what) tie the person to others, `story` to their case study.

        They are filled by whoever made them.

        With `ahead` the page is made before anybody is to be shown: a part at a time, by `step`.
        """
        super().__init__()
        self._same, self._referrals, self._who, self._story = same, referrals, who, story
        self.theme = shell.theme
        self.facts: PersonFacts | None = None
        self._offered: PersonChoices | None = None
        self._parts = Parts(date.min)
        self._steps = self._build(shell, look)
        if not ahead:
            self.complete()

    def step(self) -> bool:
        """Make the next part of the page, which takes a few milliseconds; whether there may be more."""
        return next(self._steps, False)

    def complete(self) -> None:
        """Make whatever is not made yet."""
        while self.step():
            pass

    # --- what it shows

    def show_facts(self, facts: PersonFacts) -> None:
        """Show a person, or the same person as they are now."""
        other = self.facts is None or self.facts.page.person.id != facts.page.person.id
        self.offer(facts.choices)
        self.facts = facts
        page, person = facts.page, facts.page.person
        self._parts.today = page.today
        self.header.say(say.isolated(person.display_name), _lead(page))
        self.jumps.show_name(person.display_name)
        self.form.show_person(person)
        self.conditions.show_value(person.health_conditions)
        self.consents.show_consents(page.consents, page.today, anew=other)
        self.addresses.show_addresses(page.addresses, page.today, anew=other)
        self.links.show_links(page.links, page.today, anew=other)
        for name, records in self._records(page).items():
            self.rows[name].show_records(records, page.today, anew=other)
        self._show_alerts(page.alerts)
        self.progress.show_page(page)
        self.visits.show_page(page)
        self.timeline.show_page(page)
        self._kept_back.setText(f"{page.notes_kept_back} more are private, for their writers and managers.")
        self._kept_back.setVisible(bool(page.notes_kept_back))
        if other:
            self.conditions.fold()
            self.history.put_away()
            self.area.verticalScrollBar().setValue(0)
        elif self.history.shown:
            self.history_wanted.emit()
        self._order()

    def offer(self, choices: PersonChoices) -> None:
        """What may be chosen in the fields, where it is not what is offered already."""
        if choices != self._offered:
            self._offered = choices
            self._offer(choices)

    def show_history(self, lines: Sequence[HistoryLine]) -> None:
        """Show who changed what."""
        self.history.show_lines(lines)

    def show_failure(self, name: str, failure: UserCanFix) -> bool:
        """Say beside a field of the person what is wrong with it; whether all that is wrong is with it."""
        return self.form.show_failure(name, failure)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list of sections stands beside the page where there is room, otherwise in the bar over it."""
        super().resizeEvent(event)
        if not hasattr(self, "index"):
            return  # it is being made ahead
        wide = self.width() >= self._widest + self.index.width()
        self.index.setVisible(wide)
        self.jumps.setVisible(not wide)

    # --- how it is built

    def _build(self, shell: ShellContext, look: Callable[[str, int], Listing]) -> Iterator[bool]:
        """The page part by part. What stands already is in the window, so that nothing is put in place twice."""
        theme = self.theme
        room = self._skeleton()
        yield True
        self.form = PersonForm(theme, self)
        yield True
        self.conditions = Conditions(theme)
        self.header = PageHeader(theme, "", "")
        self.consents = ConsentRows(theme)
        yield True
        self.addresses = AddressRows(theme)
        self.links = LinkRows(shell, look)
        yield True
        self.progress = Progress(theme)
        self.visits = VisitsChart(theme)
        self.timeline = Timeline(theme)
        self.history = HistoryPanel(theme)
        self._kept_back = words("", "small")
        yield True
        self.rows: dict[str, RecordRows] = {}
        for name, part in (
            ("alerts", parts_of.alert_part),
            ("actions", parts_of.action_part),
            ("names", parts_of.name_part),
            ("roles", parts_of.role_part),
            ("episodes", parts_of.episode_part),
            ("events", parts_of.event_part),
            ("notes", parts_of.note_part),
        ):
            self.rows[name] = self._rows(part(self._parts))
            yield True
        self.alerts = AlertPanel(theme, self.rows["alerts"])
        self._make_buttons()
        room.addLayout(column(self.header, self._same, self.alerts, self.quick, gap=theme.space("large")))
        for piece in (self.header, self._same, self.alerts, self.quick):
            _polish(piece)
        yield True
        self.sections: dict[str, Section] = {}
        for section in self._sections():
            self.sections[section.key] = section
            room.addWidget(section)
            _polish(section)
            yield True
        room.addLayout(column(rule(), row(self.remove, None), gap=theme.space("large")))
        room.addStretch(1)
        self._add_jumps()
        self._connect()

    def _rows(self, part: Part) -> RecordRows:
        return RecordRows(self.theme, part)

    def _sections(self) -> Iterator[Section]:
        theme, form = self.theme, self.form.parts
        yield Section(theme, "actions", "check", "To do", self.rows["actions"])
        yield Section(theme, "names", "person", "Names", form["names"], self.rows["names"])
        yield Section(theme, "contact", "notebook", "Contact", form["contact"])
        yield Section(theme, "addresses", "today", "Where they live", self.addresses)
        yield Section(theme, "communication", "quote", "Communication", form["communication"])
        yield Section(theme, "about", "info", "About them", form["about"], self.conditions)
        yield Section(theme, "consent", "lock", "Consent", self.consents, self._story)
        yield Section(theme, "people", "two-people", "People around them", self.links)
        yield Section(theme, "partners", "share", "Who does what", self._who)
        yield Section(theme, "roles", "heart", "Roles here", self.rows["roles"])
        yield Section(theme, "referral", "arrow-right", "Referrals", self._referrals)
        yield Section(theme, "services", "folder", "Services", self.rows["episodes"])
        yield Section(theme, "progress", "measures", "How things are going", self.progress)
        yield Section(theme, "visits", "calendar", "Visits", self.visits)
        yield Section(theme, "events", "chart", "What changed for them", self.rows["events"])
        yield Section(theme, "notes", "page", "Notes", self.rows["notes"], self._kept_back, form["remarks"])
        yield Section(theme, "timeline", "clock", "What happened", self.timeline)
        yield Section(theme, "history", "history", "Changes to this record", self.history)

    def _make_buttons(self) -> None:
        theme = self.theme
        self.remove = button(
            theme,
            "Remove this person",
            self._on_remove,
            kind="danger",
            icon="remove",
            description="Removes the record with everything in it; it can be undone",
        )
        self.new_alert = button(theme, "Add an alert", self._begin_alert, kind="link", icon="warning")
        self.quick = Flow(
            theme.space("large"),
            button(theme, "Write a note", lambda: self.begin("notes"), kind="link", icon="page"),
            button(theme, "Add an action", lambda: self.begin("actions"), kind="link", icon="check"),
            button(theme, "Enter a questionnaire", self._on_enter, kind="link", icon="questionnaire"),
            self.new_alert,
        )

    def _skeleton(self) -> QVBoxLayout:
        """The page with nothing on it; where its pieces go, one under the other."""
        theme = self.theme
        edge, gap = theme.space("large"), theme.space("wide")
        self._widest = theme.size("column") * 4 // 3
        pieces = QVBoxLayout()
        pieces.setContentsMargins(edge, gap, edge, theme.space("vast"))
        pieces.setSpacing(theme.space("huge"))
        inside = self._inside = Flowing()
        inside.setLayout(pieces)
        inside.setMaximumWidth(self._widest)
        self._holder = Flowing()
        line = QHBoxLayout(self._holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(inside, 100)
        line.addStretch(1)
        self.area = scroller(self._holder, "A person's record")
        self._beneath = QHBoxLayout()
        self._beneath.setContentsMargins(0, 0, 0, 0)
        self._beneath.setSpacing(0)
        self._beneath.addWidget(self.area, 1)
        self._whole = column(self._beneath)
        self.setLayout(self._whole)
        return pieces

    def _add_jumps(self) -> None:
        theme = self.theme
        self.jumps = SectionJumps(theme, self.area, self._holder, list(self.sections.values()))
        self.index = SectionIndex(theme, self.jumps)
        self.index.setFixedWidth(theme.size("sidebar"))
        self.index.hide()
        self.jumps.listen(self)
        self._whole.insertWidget(0, self.jumps)
        self._beneath.addWidget(self.index)

    def _connect(self) -> None:
        self.form.left.connect(self._on_left)
        self.conditions.left.connect(self._on_left)
        for rows in (*self.rows.values(), self.addresses, self.links):
            rows.asked.connect(self.asked)
        self.consents.asked.connect(self.asked)
        self.links.opened.connect(self.person_wanted)
        self.progress.opened.connect(self.assessment_wanted)
        self.progress.enter_wanted.connect(self._on_enter)
        self.history.wanted.connect(self.history_wanted)
        self.history.undo_wanted.connect(self.undo_wanted)

    def begin(self, name: str) -> None:
        """Go to a part and begin a new one there."""
        section = next((one for one in self.sections.values() if one.isAncestorOf(self.rows[name])), None)
        if section is not None:
            self.jumps.jump(section)
        self.rows[name].begin()

    # --- inside

    def _begin_alert(self) -> None:
        self.alerts.show()
        self.area.verticalScrollBar().setValue(0)
        self.rows["alerts"].begin()

    def _records(self, page: PersonPage) -> dict[str, Sequence[object]]:
        return {
            "alerts": page.alerts,
            "actions": page.actions,
            "names": page.other_names,
            "roles": page.roles,
            "episodes": page.episodes,
            "events": page.events,
            "notes": page.notes,
        }

    def _show_alerts(self, alerts: Sequence[Alert]) -> None:
        today = self._parts.today
        now = [one for one in alerts if one.ended_on is None or one.ended_on > today]
        rows = self.rows["alerts"]
        typing = rows.new is not None and rows.new.isVisible()
        self.alerts.setVisible(bool(alerts) or typing)
        self.new_alert.setVisible(not alerts)
        self.alerts.heading.setText("Know this first" if now else "No alert stands now")

    def _offer(self, choices: PersonChoices) -> None:
        self.form.offer(choices)
        self.conditions.offer(choices.conditions)
        self.addresses.offer_areas(choices.councils, choices.areas)
        for name, field, words_offered in (
            ("episodes", "service", choices.services),
            ("episodes", "end_reason", choices.end_reasons),
            ("events", "event_type", choices.event_types),
        ):
            self.rows[name].offer(field, words_offered)

    def _order(self) -> None:
        """Tab goes down the page as it is read, whatever was made late."""
        rows = (*self.rows.values(), self.addresses, self.links)
        if any(one.rearranged for one in rows):
            self.order_anew()
            for one in rows:
                one.rearranged = False

    def order_anew(self) -> None:
        """Something was made late: let Tab go down the page as it is read."""
        in_order(self.jumps.go, *stops_down(self._inside), *self.index.buttons.values())

    def _on_left(self, name: str, value: object) -> None:
        if self.facts is not None:
            self.field_left.emit(int(self.facts.page.person.id), name, value)

    def _on_remove(self) -> None:
        if self.facts is not None:
            self.remove_wanted.emit(self.facts.page.person)

    def _on_enter(self) -> None:
        if self.facts is not None:
            self.questionnaire_wanted.emit(self.facts.page.person)


def _polish(piece: QWidget) -> None:
    """Let the style sheet have its say now, which is most of the work of showing something for the first time."""
    for one in (piece, *piece.findChildren(QWidget)):
        one.ensurePolished()


def _lead(page: PersonPage) -> str:
    """The quiet line under the name: reference, pronouns, birth and age, what they are here besides a service user."""
    person = page.person
    born = died = ""
    if person.date_of_birth is not None:
        age = f" ({page.age})" if page.age is not None else ""
        born = f"born {said_day(person.date_of_birth)}{age}"
    if person.died_on is not None:
        died = f"died {said_day(person.died_on)}"
    now = [one for one in page.roles if one.to_date is None or one.to_date >= page.today]
    roles = [say.ROLES.get(one.role, one.role) for one in now]
    return say.joined(person.person_ref, person.pronouns, born, died, *roles)
