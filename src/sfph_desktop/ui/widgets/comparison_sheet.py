"""How much changed without the service: the form of a comparison, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal

from sfph_desktop.core.domain.comparison_rules import KINDS, ComparedScore, ComparisonPage
from sfph_desktop.core.domain.impact_facts import Comparison
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, row
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet, Told

_FIELDS = (
    Field(
        name="output",
        label="Score",
        kind="suggest",
        needed=True,
        wide=True,
        help="Choose, or type a word of the questionnaire.",
    ),
    Field(name="kind", label="Kind", kind="choice", choices=tuple(KINDS.values()), needed=True),
    Field(name="period", label="When it was measured", help="As: April 2024 to March 2025."),
    Field(name="pairs", label="People asked both times", kind="whole", help="A group counts from 10 people on."),
    Field(
        name="mean_change",
        label="Their average change, in points",
        kind="number",
        help="Above 0 is for the better, below 0 for the worse, whichever way the score runs.",
    ),
    Field(
        name="sd_change",
        label="How far their changes spread, in points",
        kind="number",
        help="The standard deviation of the change.",
    ),
    Field(name="improved_share", label="Of 100 of them, how many improved", kind="number"),
    Field(
        name="source",
        label="Where the numbers come from",
        needed=True,
        wide=True,
        help="As: our waiting list; or a report with its author and year.",
    ),
)


class ComparisonForm(Form):
    """The fields of a comparison; the score is chosen by its name."""

    def __init__(self, theme: Theme, scores: Sequence[ComparedScore]) -> None:
        super().__init__(theme, _FIELDS)
        self._scores = {one.name.casefold(): one for one in scores}
        self._names = {one.key: one.name for one in scores}
        self.rows["output"].offer([one.name for one in scores])
        self.rows["kind"].committed.connect(lambda _name, _value: self._stand())
        self._stand()

    def show_comparison(self, one: Comparison) -> None:
        """Show a comparison; a field that a person is in the middle of keeps what they typed."""
        share = one.improved_share
        shown: dict[str, Any] = {name: getattr(one, name) for name in self.rows}
        shown["output"] = self.name_of(one)
        shown["kind"] = KINDS.get(one.kind, one.kind)
        shown["improved_share"] = None if share is None else round(share * 100, 6)
        for name, value in shown.items():
            if not (self.rows[name].has_keyboard() and self.rows[name].changed):
                self.rows[name].show_value(value)
        self._stand()

    def name_of(self, one: Comparison) -> str:
        """What the score of a comparison is called."""
        return self._names.get(f"{one.instrument}.{one.output}", one.instrument)

    def comparison(self, before: Comparison) -> Comparison:
        """The comparison as typed; raises UserCanFix after telling every problem beside its field."""
        values: dict[str, Any] = self.values()
        score = self._scores.get(str(values.pop("output")).strip().casefold())
        kind = next((key for key, said in KINDS.items() if said == values["kind"]), "")
        share = values["improved_share"]
        spread = values["sd_change"]
        return replace(
            before,
            **{
                **values,
                "kind": kind,
                "improved_share": None if share is None else share / 100,
                "sd_change": spread,
                "instrument": score.instrument if score else "",
                "output": score.output if score else "",
            },
        )

    def _stand(self) -> None:
        group = self.rows["kind"].text == KINDS["group"]
        self.rows["sd_change"].setVisible(group or bool(self.rows["sd_change"].text))
        helped = "A group counts from 10 people on." if group else "Blank: it does not say."
        self.rows["pairs"].explain(helped)


class ComparisonSheet(Sheet):
    """One comparison: `changed` carries the whole of it once a field is left."""

    changed = Signal(object)
    remove_wanted = Signal(int)

    def __init__(self, theme: Theme, page: ComparisonPage) -> None:
        super().__init__(theme, "About this comparison")
        self.comparison = page.comparison
        self.form = ComparisonForm(theme, page.scores)
        self.form.committed.connect(lambda _name, _value: self._on_left())
        self.header = PageHeader(theme, "")
        self.does = Told(theme, "attention", "What it does")
        remove = button(
            theme,
            "Remove this comparison",
            lambda: self.remove_wanted.emit(self.comparison.id),
            kind="link",
            icon="remove",
        )
        self.add(self.header, self.does, self.form, row(remove, None), None)
        self.show_page(page)

    def show_page(self, page: ComparisonPage) -> None:
        """Show it as it is kept now."""
        self.comparison = page.comparison
        self.header.say(self.form.name_of(page.comparison), f"Compared with {KINDS.get(page.comparison.kind, '')}")
        self.does.say("What it does", page.says)
        self.form.show_comparison(page.comparison)

    def show_failure(self, failure: UserCanFix) -> None:
        """Say what is wrong beside its field."""
        if not self.form.show_problems(failure):
            self.form.show_problem("output", str(failure))

    def _on_left(self) -> None:
        try:
            typed = self.form.comparison(self.comparison)
        except UserCanFix:
            return
        if typed != self.comparison:
            self.changed.emit(typed)
