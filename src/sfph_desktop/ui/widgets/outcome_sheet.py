"""The page of one outcome: its words, whom it is for, how we will know and when, whose outcomes it serves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from sfph_desktop.core.domain.benefits import LEVELS
from sfph_desktop.core.domain.measures import STAGES
from sfph_desktop.core.domain.outcome_page import OutcomePage
from sfph_desktop.core.domain.outcomes import ServedOutcome
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.models.outcome_words import STAGE_WORDS, measure_words, served_line
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Piece, button, column, held, labelled, row, words
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.indicator_box import IndicatorBox
from sfph_desktop.ui.widgets.level_mark import LEVEL_WORDS, LevelMark
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.passages import Headed, in_order, stops_down
from sfph_desktop.ui.widgets.plain_choice import PlainChoice

_EVERYBODY = "Everybody we work with"


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the form shows of an outcome."""

    title: str
    level: str
    who: str
    note: str


class OutcomeSheet(Sheet):
    """Nothing is kept here: each wish is sent as it is made. A field is kept when it is left."""

    changed = Signal(object)
    """Facts of the outcome that are different, by name."""
    indicator_changed = Signal(int, object)
    indicator_removed = Signal(int)
    indicator_added = Signal(str, str)
    """Kind, and the instrument where it is one's."""
    served = Signal(object)
    """All official outcomes it serves from now on, as (framework, outcome)."""
    move_wanted = Signal(int)
    remove_wanted = Signal()
    left = Signal()
    buyers_wanted = Signal()

    def __init__(self, theme: Theme, page: OutcomePage) -> None:
        super().__init__(theme, "About this outcome")
        self.page = page
        one = page.parts.outcome
        self.header = PageHeader(theme, one.title)
        self.mark = LevelMark(theme, one.level, kind="bold")
        self.began = words("", "quiet")
        self._who = self._people()
        self.form = Form(theme, self._fields())
        self.form.committed.connect(self._on_left)
        self.stages = {stage: QCheckBox(STAGE_WORDS[stage]) for stage in STAGES}
        for box in self.stages.values():
            box.clicked.connect(self._on_stage)
        self.boxes: dict[int, IndicatorBox] = {}
        self.measure = PlainChoice("What else shows it", "Those named for your words come first")
        self.add_measure = button(theme, "Add it", self._on_measure, icon="add")
        self.framework = PlainChoice("Framework")
        self.official = PlainChoice("Its outcome")
        self.add_official = button(theme, "It serves this", self._on_official, icon="add")
        self.official_whole = words("", "small")
        self.official.currentIndexChanged.connect(lambda _number: self._say_official())
        self.framework.currentIndexChanged.connect(lambda _number: self._offer_outcomes())
        self._ways = Headed(theme, "measures", "How we will know")
        self._serves = Headed(theme, "contracts", "Whose outcomes it serves")
        when = Headed(theme, "calendar", "When it is measured", Flow(theme.space("large"), *self.stages.values()))
        self.add(self.header, self.mark, self.began, self.form, self._ways, when, self._serves, self._actions(), None)
        self.show_page(page)

    def show_page(self, page: OutcomePage) -> None:
        """Show the outcome as it is kept now; what somebody is in the middle of typing stays."""
        before, self.page = self.page, page
        one = page.parts.outcome
        self.header.say(one.title)
        self._show_mark(before.parts.outcome.level)
        typed = f"It began as “{one.phrase}”." if one.phrase and one.phrase.casefold() != one.title.casefold() else ""
        about = f"It is about {one.construct}." if one.construct and one.construct != one.level else ""
        self.began.setText(" ".join(part for part in (typed, about) if part))
        self.began.setVisible(bool(self.began.text()))
        self._who = self._people()
        self.form.rows["who"].offer(tuple(self._who), self._who)
        self.form.show_value(_Shown(one.title, one.level, _who_key(page), one.note))
        for stage, box in self.stages.items():
            box.setChecked(stage in one.measured_at)
        if not self.boxes or page.parts.indicators != before.parts.indicators or page.measures != before.measures:
            self._show_ways()
        self._show_serves()
        inside = self.area.widget()
        in_order(*stops_down(inside) if inside is not None else ())

    def begin(self) -> None:
        """The keyboard to the title, ready to be put in one's own words."""
        editor = self.form.rows["title"].editor
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.selectAll()  # type: ignore[union-attr]  # a line

    def show_failure(self, failure: UserCanFix) -> None:
        """Say what is wrong beside its field, or over the page."""
        if not self.form.show_problems(failure):
            self.form.show_problem("title", str(failure))

    # --- inside

    def _fields(self) -> list[Field]:
        levels: dict[str, str] = {level: LEVEL_WORDS[level] for level in LEVELS}
        return [
            Field(name="title", label="What changes, in your own words", needed=True, wide=True),
            Field(name="level", label="Level", kind="choice", choices=LEVELS, words=levels, needed=True),
            Field(name="who", label="For whom", kind="choice", choices=tuple(self._who), words=self._who, needed=True),
            Field(name="note", label="Note", kind="lines", wide=True, high=2),
        ]

    def _people(self) -> dict[str, str]:
        """Everybody, each service, each group: what is kept, and in words."""
        found = {"all": _EVERYBODY}
        found |= {f"service:{name}": f"People of {name}" for name in self.page.services}
        found |= {f"group:{number}": f"People of the group {name}" for number, name in self.page.groups}
        key = _who_key(self.page)
        if key not in found:
            found[key] = f"People of {key.partition(':')[2]}"
        return found

    def _show_mark(self, before: str) -> None:
        level = self.page.parts.outcome.level
        if level != before:
            fresh = LevelMark(self.theme, level, kind="bold")
            self.pieces.replaceWidget(self.mark, fresh)
            self.mark.hide()
            self.mark.deleteLater()
            self.mark = fresh

    def _show_ways(self) -> None:
        theme = self.theme
        self.boxes = {one.id: IndicatorBox(theme, one, self.page) for one in self.page.parts.indicators}
        for box in self.boxes.values():
            box.changed.connect(self.indicator_changed)
            box.removed.connect(self.indicator_removed)
        self.measure.fill(self._measures())
        if not self.boxes:
            nothing: list[QWidget] = [words("Nothing shows it yet. Choose a measure, an event or an amount.", "quiet")]
        else:
            nothing = []
        self.measure.setParent(None)
        self.add_measure.setParent(None)
        choose = held(
            column(
                labelled(theme, "What else shows it" if self.boxes else "What shows it", self.measure),
                row(self.add_measure, None),
                gap=theme.space("small"),
            )
        )
        self._ways.fill(*nothing, *self.boxes.values(), choose)

    def _measures(self) -> list[tuple[str, object]]:
        named: list[tuple[str, object]] = []
        others: list[tuple[str, object]] = []
        for one in self.page.measures:
            said = measure_words(one.measure)
            into = named if one.suggested else others
            into.append((said, ("change", one.measure.id)))
            if one.crossing:
                into.append((f"{one.measure.abbreviation}: people over its threshold", ("crossing", one.measure.id)))
        recorded: list[tuple[str, object]] = [
            ("Something that happened to people, recorded with its date", ("event", "")),
            ("An amount: hours, tonnes, kilometres", ("quantity", "")),
        ]
        return [*named, *recorded, *others]

    def _on_measure(self) -> None:
        kind, instrument = self.measure.currentData()
        self.indicator_added.emit(kind, instrument)

    # --- whose outcomes

    def _show_serves(self) -> None:
        theme, page = self.theme, self.page
        lines: list[QWidget] = [self._served_line(one) for one in page.parts.serves]
        for kept in (self.framework, self.official, self.official_whole, self.add_official):
            kept.setParent(None)
        if page.official:
            chosen = self.framework.currentData()
            self.framework.fill([(f"{one.title} ({one.version})", one.id) for one in page.official], chosen)
            self._offer_outcomes()
            pieces: list[Piece] = [
                labelled(theme, "Framework", self.framework),
                labelled(theme, "Its outcome", self.official),
                self.official_whole,
                row(self.add_official, None),
            ]
        else:
            choose = button(theme, "Choose a buyers' framework", self.buyers_wanted.emit, icon="contracts")
            pieces = [words("No buyers' framework is chosen yet.", "quiet"), row(choose, None)]
        self._serves.fill(*lines, held(column(*pieces, gap=theme.space("small"))))

    def _served_line(self, one: ServedOutcome) -> QWidget:
        theme = self.theme
        remove = button(theme, "Remove", partial(self._on_unserve, one), kind="link", icon="remove")
        remove.setAccessibleName(f"It does not serve {one.official_id} any more: {one.title}")
        caution = [words(f"Not official: {one.caution}", "attention")] if one.caution else []
        told = column(
            words(one.title),
            words(served_line(one), "small"),
            *caution,
            row(remove, None),
            gap=theme.space("tiny"),
            edge=theme.space("medium"),
        )
        return held(told, "soft")

    def _offer_outcomes(self) -> None:
        framework = next((one for one in self.page.official if one.id == self.framework.currentData()), None)
        there = {(one.framework_id, one.official_id) for one in self.page.parts.serves}
        left = [one for one in (framework.outcomes if framework else ()) if (one.framework_id, one.id) not in there]
        said = [(f"{one.title}" + ("" if one.official else "  (not official wording)"), one.id) for one in left]
        self.official.fill(said)  # type: ignore[arg-type]  # words and what they stand for
        self.add_official.setEnabled(bool(left))
        self._say_official()

    def _say_official(self) -> None:
        """All the words of the outcome that is chosen: they are often longer than any field."""
        self.official_whole.setText(self.official.currentText())

    def _on_official(self) -> None:
        there = [(one.framework_id, one.official_id) for one in self.page.parts.serves]
        self.served.emit([*there, (self.framework.currentData(), self.official.currentData())])

    def _on_unserve(self, gone: ServedOutcome) -> None:
        left = [one for one in self.page.parts.serves if one.id != gone.id]
        self.served.emit([(one.framework_id, one.official_id) for one in left])

    # --- what is sent

    def _actions(self) -> QWidget:
        theme = self.theme
        earlier = button(theme, "Earlier in the list", lambda: self.move_wanted.emit(-1), icon="chevron-up")
        later = button(theme, "Later in the list", lambda: self.move_wanted.emit(1), icon="chevron-down")
        remove = button(theme, "Remove this outcome", self.remove_wanted.emit, kind="danger", icon="remove")
        every = button(theme, "All outcomes", self.left.emit, kind="link", icon="arrow-left")
        return Flow(theme.space("small"), every, earlier, later, remove)

    def _on_left(self, name: str, value: Any) -> None:
        if name == "who":
            kind, _, which = str(value).partition(":")
            self.changed.emit(
                {"service": which if kind == "service" else "", "group_id": int(which) if kind == "group" else None}
            )
        else:
            self.changed.emit({name: value})

    def _on_stage(self) -> None:
        self.changed.emit({"stages": " ".join(stage for stage, box in self.stages.items() if box.isChecked())})


def _who_key(page: OutcomePage) -> str:
    one = page.parts.outcome
    if one.group_id is not None:
        return f"group:{int(one.group_id)}"
    return f"service:{one.service}" if one.service else "all"
