"""One opportunity: its days, what speaks for a bid, the decision, limits, lots, criteria, passages and documents."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from sfph_desktop.core.domain.opportunities import Opportunity
from sfph_desktop.core.domain.opportunity_rules import (
    DETAIL_WORDS,
    ROUTE_WORDS,
    SOURCE_WORDS,
    STAGE_WORDS,
    pounds,
    told_day,
    value_told,
)
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Prose, button, column, held, mark, row, rule, words
from sfph_desktop.ui.widgets.asks import Ask
from sfph_desktop.ui.widgets.bid_decision import BidDecision
from sfph_desktop.ui.widgets.fields import Form
from sfph_desktop.ui.widgets.opportunity_parts import CRITERIA, FIRST, LOTS, MORE
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet, Told
from sfph_desktop.ui.widgets.passages import Headed, in_order, stops_down
from sfph_desktop.ui.widgets.record_rows import RecordRows

SIDES = (("for", "check", "good", "For it"), ("against", "warning", "danger", "Against it"),
         ("ask", "info", "attention", "To ask first"))  # fmt: skip


class OpportunitySheet(Sheet):
    """`field_left` carries the opportunity, a field and its value; `decided` it, the decision and the reason."""

    field_left = Signal(int, str, object)
    decided = Signal(int, str, str)
    part_asked = Signal(int, object)
    """The opportunity, and an Ask about a lot or a criterion."""
    remove_wanted = Signal(int)
    bidder_wanted = Signal()
    bid_wanted = Signal(int)
    """The opportunity that is to be answered."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "About this opportunity")
        self.opened: Any = None
        self.header = PageHeader(theme, "")
        self.doubts = Told(theme, "attention", "Look again")
        self.form, self.more = Form(theme, FIRST), Form(theme, MORE)
        self.lots, self.criteria = RecordRows(theme, LOTS), RecordRows(theme, CRITERIA)
        self.reasons = Headed(theme, "measures", "What speaks for a bid, and what against")
        self.decision = BidDecision(theme)
        self.facts = button(theme, "What buyers ask of you", self.bidder_wanted.emit, kind="link", icon="edit")
        self.limits = Headed(theme, "pound", "Value and limits")
        self.about = Headed(theme, "page", "What is wanted")
        self.benefits = Headed(theme, "heart", "Community benefits")
        self.documents = Headed(theme, "folder", "Codes, documents and notices")
        self.remove = button(theme, "Remove this opportunity", self._on_remove, kind="danger", icon="remove")
        gap = theme.space("small")
        self.add(self.header, self.doubts, self.form, gap, self.about, gap, self.reasons)
        self.add(row(self.facts, None), self.decision, gap)
        self.add(self.limits, gap, Headed(theme, "sheet", "Lots", self.lots), gap)
        self.add(Headed(theme, "measures", "Award criteria", self.criteria), gap, self.benefits, gap, self.documents)
        self.add(gap, Headed(theme, "info", "More about it", self.more), gap, rule(), row(self.remove, None), None)
        for form in (self.form, self.more):
            form.committed.connect(self._on_left)
        for rows in (self.lots, self.criteria):
            rows.asked.connect(self._on_asked)
        self.decision.begun.connect(lambda: self.bid_wanted.emit(self._id))
        self.decision.decided.connect(lambda word, reason: self.decided.emit(self._id, word, reason))

    def show_opened(self, opened: Any, today: Any) -> None:
        """Show an opportunity, or the same as it is now."""
        other = self.opened is None or self._id != opened.page.opportunity.id
        self.opened = opened
        page, found = opened.page, opened.page.opportunity
        self.header.say(found.title, self._lead(found))
        self.doubts.say("Look again", "\n".join(page.doubts))
        self.doubts.setVisible(bool(page.doubts))
        for form in (self.form, self.more):
            for name, made in form.rows.items():
                if other or not (made.has_keyboard() or made.editor.property("problem")):
                    made.show_value(getattr(found, name))
        self.about.fill(*self._about(page))
        self.reasons.fill(*self._reasons(opened.check))
        self.decision.show_opportunity(found, anew=other)
        self.limits.fill(*self._limits(opened.limits))
        self.lots.show_records(page.lots, today, anew=other)
        self.criteria.show_records(page.criteria, today, anew=other)
        self.benefits.fill(*self._benefits(page))
        self.documents.fill(*self._documents(page))
        if other:
            self.area.verticalScrollBar().setValue(0)
        inside = self.pieces.parentWidget()
        if inside is not None and (other or self.lots.rearranged or self.criteria.rearranged):
            in_order(*stops_down(inside))
            self.lots.rearranged = self.criteria.rearranged = False

    def show_failure(self, name: str, failure: UserCanFix) -> bool:
        """Say beside the field that was left what is wrong; whether it was said."""
        form = self.more if name in self.more.rows else self.form
        if form.show_problems(failure):
            return True
        if not failure.problems and name in form.rows:
            form.show_problem(name, str(failure))
            return True
        return False

    # --- the passages

    @property
    def _id(self) -> int:
        return int(self.opened.page.opportunity.id)

    def _lead(self, found: Opportunity) -> str:
        pieces = (
            found.opportunity_ref,
            found.buyer,
            SOURCE_WORDS[found.source],
            ROUTE_WORDS[found.route] if found.route != "notice" else "",
            STAGE_WORDS[found.stage] if found.stage else "",
        )
        return " · ".join(piece for piece in pieces if piece)

    def _about(self, page: Any) -> list[QWidget]:
        found: Opportunity = page.opportunity
        return [Prose(found.description or "There is no description yet.")]

    def _reasons(self, check: Any) -> list[QWidget]:
        pieces: list[QWidget] = [
            words("Looked up in what is written down here. They are reasons, and no verdict: you decide.", "quiet")
        ]
        for side, icon, role, title in SIDES:
            found = check.of(side)
            if not found:
                continue
            lines = [words(title, "bold"), *(self._line(icon, role, one.words) for one in found)]
            pieces.append(held(column(*lines, gap=self.theme.space("tiny"))))
        return pieces

    def _line(self, icon: str, role: str, said: str) -> QWidget:
        sign = mark(self.theme, icon, role, self.theme.size("icon") - 4)
        line = row(sign, words(said), gap=self.theme.space("small"))
        line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        return held(line)

    def _limits(self, limits: Any) -> list[QWidget]:
        found = self.opened.page.opportunity
        pieces: list[QWidget] = [words(value_told(found), "bold"), words(limits.told.note, "quiet")]
        for one in limits.told.limits:
            caution = f" This number is {one.caution}." if one.caution else ""
            said = column(
                words(f"{pounds(one.value)}: {one.title}", "bold"),
                words(f"{one.said[:1].upper()}{one.said[1:]}.{caution} {one.triggers}."),
                words(f"Source: {one.source}", "small"),
                gap=self.theme.space("hair"),
            )
            pieces.append(held(said))
        preferred = limits.preferred
        on = [f"You are on its list of {lot.what or lot.buyer}." for lot in limits.lists]
        said = column(
            words(f"{pounds(preferred.limit)}: preferred bidder lists, a setting", "bold"),
            words(f"{limits.preferred_said} {' '.join(on)}".strip()),
            words(f"{preferred.said} Source: {preferred.source}", "small"),
            gap=self.theme.space("hair"),
        )
        return [*pieces, held(said)]

    def _benefits(self, page: Any) -> list[QWidget]:
        if not page.passages:
            return [words("No passage on community benefits, social value or fair work was found.", "quiet")]
        pieces: list[QWidget] = [
            words("Found by their words; read them where they stand before you rely on them.", "quiet")
        ]
        for one in page.passages:
            role = {"asked": "good", "maybe": "text_quiet", "not_asked": "danger"}[one.code]
            icon = {"asked": "quote", "maybe": "quote", "not_asked": "close"}[one.code]
            said = f"{one.text}\n({DETAIL_WORDS[one.code]}; in: {one.place})"
            pieces.append(self._line(icon, role, said))
        return pieces

    def _documents(self, page: Any) -> list[QWidget]:
        pieces: list[QWidget] = []
        codes = [f"{one.code} {one.text}".strip() for one in page.codes]
        if codes:
            pieces.append(words("\n".join(codes)))
        papers = ("\n".join(part for part in (one.text, one.place) if part) for one in page.documents)
        pieces.extend(self._line("page", "text_quiet", said) for said in papers)
        read = [f"{told_day(one.read_on)}, from {one.file}: {one.tags or 'notice'}" for one in page.notices]
        if read:
            pieces.append(words(f"{counted(len(read), 'notice')} read", "label"))
            pieces.append(words("\n".join(read), "small"))
        return pieces or [words("None are known.", "quiet")]

    # --- what was done

    def _on_left(self, name: str, value: object) -> None:
        if self.opened is not None:
            self.field_left.emit(self._id, name, value)

    def _on_asked(self, ask: Ask) -> None:
        if self.opened is not None:
            self.part_asked.emit(self._id, ask)

    def _on_remove(self) -> None:
        self.remove_wanted.emit(self._id)
