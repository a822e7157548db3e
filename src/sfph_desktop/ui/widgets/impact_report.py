"""A run as a page: who came, the three levels with their charts, value, promises, and what we do not yet know."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtWidgets import QLabel, QWidget

from sfph_desktop.core.domain.benefits import LEVELS, BenefitLevel
from sfph_desktop.core.domain.contracts import WorkforceFact
from sfph_desktop.core.domain.figures import nothing_recorded
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.next_steps import NextStep
from sfph_desktop.ui.models.said import counted, said_day
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, rule, words
from sfph_desktop.ui.widgets.beside import Beside, Passage
from sfph_desktop.ui.widgets.chart_shelf import ChartShelf
from sfph_desktop.ui.widgets.finding_card import Card, FindingCard
from sfph_desktop.ui.widgets.findings import Finding, at_level, of_kind, sentence
from sfph_desktop.ui.widgets.next_steps import NextSteps
from sfph_desktop.ui.widgets.outcome_findings import by_outcome
from sfph_desktop.ui.widgets.passages import Bullets
from sfph_desktop.ui.widgets.value_panel import TotalCard, value_passage

_CHARTS: dict[BenefitLevel, tuple[str, ...]] = {
    "individual": ("verdict",),
    "social": ("events",),
    "environmental": ("environment",),
}
_NOTHING: dict[BenefitLevel, str] = {
    "individual": "No change for each person is recorded in this period.",
    "social": "No change for others and the community is recorded in this period.",
    "environmental": "Nothing is recorded for the environment in this period, or not for this service or contract.",
}


class ImpactReport(QWidget):
    """The findings of one run. `cards` are its figures in reading order; each opens its evidence."""

    def __init__(self, theme: Theme, shelf: ChartShelf, open_evidence: Callable[[str], None]) -> None:
        super().__init__()
        self._theme, self._shelf, self._open = theme, shelf, open_evidence
        self.cards: list[Card] = []
        self.next_steps = NextSteps(theme)
        self.next_steps.hide()
        self._room = column(gap=theme.space("wide"))
        self.setLayout(self._room)
        self._room.addWidget(self.next_steps)

    def fill(self, run: ImpactRun, found: tuple[Finding, ...]) -> Iterator[None]:
        """Put the findings in, a passage in each step: all at once is too long for a turn of the interface."""
        for number, passage in enumerate(self._passages(run, found)):
            for piece in (rule(), passage) if number else (passage,):
                self._room.insertWidget(self._room.count() - 1, piece)
            yield

    def card(self, evidence: str) -> Card | None:
        """The card of an evidence number; None when it is not in this run."""
        return next((card for card in self.cards if _evidence_of(card) == evidence), None)

    def choose(self, evidence: str) -> Card | None:
        """Mark the card whose evidence is open, and no other; the card, if it is here."""
        for card in self.cards:
            card.choose(bool(evidence) and _evidence_of(card) == evidence)
        return self.card(evidence) if evidence else None

    def fold(self, folded: bool, less: int = 0) -> None:
        """Leave out the charts that have no room beside the findings. `less`: pixels that the page is about to lose.

        The page is laid out once for all of them, not for each.
        """
        self._room.setEnabled(False)
        for part in self.findChildren(Beside):
            part.fold(folded, less)
        self._room.setEnabled(True)
        self._room.invalidate()  # the heights that it knows are those of before

    def show_next(self, steps: Sequence[NextStep]) -> None:
        """Show what to measure next, which is worked out after the findings are shown."""
        self.next_steps.show_steps(steps)
        self.next_steps.show()

    # --- inside

    def _passages(self, run: ImpactRun, found: tuple[Finding, ...]) -> Iterator[QWidget]:
        theme = self._theme
        sure = f"How sure we are: evidence level {run.evidence_level} of 4. {run.evidence_reason}"
        first: list[QWidget] = [*self._cards(of_kind(found, "reach"), icon="people")]
        first += [words(sure, "small")] if run.evidence_level else []
        if nothing_recorded(run) and run.not_known:
            first.append(words(run.not_known[0], "attention"))
        top = QWidget()
        top.setLayout(column(*first, gap=theme.space("small")))
        yield top
        for level in LEVELS:
            yield self._level(run, found, level)
        passage, cards = value_passage(theme, run, found, self._shelf, self._open)
        self.cards += cards
        yield passage
        promised = self._cards(of_kind(found, "target"), icon="contracts")
        if promised:
            yield Passage(theme, "What was promised", *promised, icon="contracts")
        others = self._cards(of_kind(found, "partnership"), icon="two-people")
        if others:
            yield Passage(theme, "Working with others", *others, icon="two-people")
        helping = self._cards(of_kind(found, "roles"), icon="people")
        if helping:
            yield Passage(theme, "Supported here and helping here", *helping, icon="people")
        yield self._not_known(run)

    def _level(self, run: ImpactRun, found: tuple[Finding, ...], level: BenefitLevel) -> Passage:
        theme = self._theme
        lines: list[QWidget] = [*self._cards(at_level(found, level))] if not run.outcomes else []
        if run.outcomes:
            lines = self._by_outcome(run, found, level)
        if level == "social" and run.workforce is not None:
            lines.append(words(workforce_words(run.workforce), "quiet"))
        if not lines:
            lines.append(words(_NOTHING[level], "quiet"))
        charts = _CHARTS[level] if at_level(found, level) else ()
        if level == "social" and not at_level(found, "individual"):
            # What changed is drawn once for all levels: where the first has nothing, it stands by the second.
            charts = (*_CHARTS["individual"], *charts)
        return Passage(theme, "", Beside(theme, lines, self._shelf, charts), level=level)

    def _by_outcome(self, run: ImpactRun, found: tuple[Finding, ...], level: BenefitLevel) -> list[QWidget]:
        """The findings of a level under the enterprise's own outcomes, then those that tell of none."""
        theme = self._theme
        lines: list[QWidget] = []
        for part in by_outcome(run, found, level):
            if part.title:
                lines.append(words(part.title, "bold"))
            lines += self._cards(part.findings)
            if part.beneath:
                lines.append(words(part.beneath, "small"))
            lines += [words(missing, "attention") for missing in part.missing]
        for line in lines[1:]:
            if isinstance(line, QLabel) and line.property("kind") == "bold":
                line.setContentsMargins(0, theme.space("medium"), 0, 0)
        return lines

    def _not_known(self, run: ImpactRun) -> Passage:
        from sfph_desktop.core.usecases.line_words import line_names, told_by_name

        theme = self._theme
        nothing = words("Nothing that this program could see.", "quiet")
        names = line_names(run)
        said = [told_by_name(text, names) for text in run.not_known]
        lines: list[QWidget] = [Bullets(theme, *said) if said else nothing]
        inside = Beside(theme, lines, self._shelf, ("completion",) if run.changes else ())
        return Passage(theme, "What we do not yet know", inside, icon="info")

    def _cards(self, wanted: tuple[Finding, ...], *, icon: str = "") -> list[FindingCard]:
        made = [FindingCard(self._theme, one, icon=icon) for one in wanted]
        for card in made:
            card.opened.connect(self._open)
        self.cards += made
        return made


def _evidence_of(card: Card) -> str:
    if isinstance(card, FindingCard):
        return card.finding.evidence
    return card.evidence if isinstance(card, TotalCard) else ""


def workforce_words(facts: WorkforceFact) -> str:
    """Who works there: staff, those who were once service users, volunteers. Blank parts are left out."""
    parts: list[str] = []
    if facts.staff_headcount is not None:
        parts.append(f"{counted(facts.staff_headcount, 'member')} of staff")
    if facts.staff_former_service_users is not None:
        parts.append(f"{facts.staff_former_service_users:,} of them once came as service users")
    if facts.volunteers is not None:
        parts.append(counted(facts.volunteers, "volunteer"))
    return sentence(f"On {said_day(facts.date)}: {', '.join(parts)}") if parts else ""
