"""One answer: its question, how long it is, what is missing, where it is written, what changed, what was before.

Nothing is kept here: each wish is sent as it is made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from sfph_desktop.core.domain.bid_pages import AnswerPage, ChangedFigure, Earlier
from sfph_desktop.core.domain.bid_rules import count_of
from sfph_desktop.core.domain.bids import Bid, BidAnswer, QuotedFigure
from sfph_desktop.core.domain.evidence_tray import Asked, token_of, tokens_in
from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, words
from sfph_desktop.ui.widgets.answer_editor import AnswerEditor
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.passages import fill

MOST_GAPS = 4


class AnswerPanel(QWidget):
    """`kept` carries the question and the text to keep; call `landed` once it is kept.

    The others carry what is wished for a live figure, by its token.
    """

    kept = Signal(int, str)
    use_today = Signal(str)
    keep_as_quoted = Signal(str, str)
    earlier_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bid: Bid | None = None
        self.page: AnswerPage | None = None
        self._was_over = False
        self._sent: dict[int, tuple[str, tuple[QuotedFigure, ...]]] = {}
        self._flying: Counter[int] = Counter()
        self.question = words("", "bold")
        self.count = words("", "label")
        self.gaps = words("", "attention")
        self.unknown = words("", "attention")
        self.unknown.hide()
        self.editor = AnswerEditor(theme)
        self.editor.setMinimumHeight(theme.size("row") * 3)
        self.editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.changed = _room(theme)
        self.earlier = _room(theme)
        self.earlier_button = button(theme, "Earlier answers", self._toggle_earlier, icon="clock")
        self._earlier_held = held(self.earlier)
        self._earlier_held.hide()
        self._changed_held = held(self.changed)
        self._changed_held.hide()
        foot = Flow(theme.space("small"), self.earlier_button)
        gap = theme.space("small")
        pieces = (
            self.question,
            self.count,
            self.gaps,
            self._changed_held,
            self.unknown,
            self.editor,
            foot,
            self._earlier_held,
        )
        whole = column(*pieces, gap=gap)
        whole.setStretchFactor(self.editor, 1)
        self.setLayout(whole)
        self.editor.typed.connect(self._show_count)
        self.editor.paused.connect(self._keep)

    # --- what is shown

    def show_page(self, bid: Bid, page: AnswerPage) -> None:
        """Show a question and its answer; what somebody is typing in the same answer stays."""
        same = self.page is not None and self.page.question.id == page.question.id
        if not same:
            self.show_changed(())
            self.show_asked(())
            self._earlier_held.hide()
        self._bid, self.page = bid, page
        if not same:
            self._say_unknown(_not_found(page.answer))
        number = f"{page.question.number}  " if page.question.number else ""
        self.question.setText(f"{number}{page.question.text}")
        self.editor.setAccessibleName(f"The answer to question {page.question.number}")
        number_of_it = int(page.question.id)
        if not (same and (self.editor.waiting or self._flying[number_of_it])):
            kept = (page.answer.text, page.answer.quotes) if page.answer else ("", ())
            self.editor.show_answer(*(self._sent[number_of_it] if self._flying[number_of_it] else kept))
        self._show_count()

    def landed(self, question: int) -> None:
        """What was sent to be kept for a question is kept: from now on what is fetched is newer than what was typed."""
        self._flying[question] = max(0, self._flying[question] - 1)

    def show_asked(self, asked: Sequence[Asked]) -> None:
        """What the question asks about that no evidence speaks to."""
        gaps = [one.name for one in asked if one.gap]
        more = f", and {len(gaps) - MOST_GAPS} more" if len(gaps) > MOST_GAPS else ""
        told = f"The question asks about what no evidence here speaks to: {', '.join(gaps[:MOST_GAPS])}{more}."
        self.gaps.setText(told if gaps else "")
        self.gaps.setVisible(bool(gaps))

    def show_changed(self, changed: Sequence[ChangedFigure]) -> None:
        """The figures of this answer that are others today."""
        self.editor.show_changed({one.token: one.kept for one in changed})
        open_ones = [one for one in changed if not one.kept]
        lines = [self._changed_line(one, alone=len(open_ones) == 1) for one in open_ones]
        if len(lines) > 1:
            tokens = [one.token for one in open_ones]
            every = button(self._theme, "Use today's figures for all", partial(self._use_all, tokens), kind="primary")
            lines.insert(0, Flow(self._theme.space("small"), every))
        fill(self.changed, *lines)
        self._changed_held.setVisible(bool(open_ones))

    def show_unknown(self, question: int, problems: Sequence[Problem]) -> None:
        """References in the answer to this question that nothing stands behind, each with what may be meant."""
        if self.page is None or int(self.page.question.id) != question:
            return
        self._say_unknown("\n".join(f"{one.value}: {one.reason} {one.accepted}" for one in problems))

    def _say_unknown(self, said: str) -> None:
        self.unknown.setText(said)
        self.unknown.setVisible(bool(said))

    def show_earlier(self, found: Sequence[Earlier]) -> None:
        """Answers given before, each with its age."""
        lines: list[QWidget] = [self._earlier_line(one) for one in found]
        if not lines:
            lines = [words("No earlier answer is near to this question.", "quiet")]
        fill(self.earlier, *lines)
        self._earlier_held.show()

    # --- inside

    def _keep(self, text: str) -> None:
        if self.page is not None:
            number = int(self.page.question.id)
            self._sent[number] = (text, self.editor.quotes)
            self._flying[number] += 1
            self.kept.emit(number, text)

    def _show_count(self) -> None:
        if self._bid is None or self.page is None:
            return
        question = self.page.question
        answer = BidAnswer(question_id=question.id, text=self.editor.answer, quotes=self.editor.quotes)
        count = count_of(self._bid, question, answer)
        over = f"{-(count.left or 0):,} too many: " if count.over else ""
        self.count.setText(f"{over}{count.words}, counted {count.counted_as}")
        if count.over != self._was_over:
            self._was_over = count.over
            self.count.setProperty("kind", "problem" if count.over else "label")
            self.count.style().unpolish(self.count)
            self.count.style().polish(self.count)

    def _use_all(self, tokens: Sequence[str]) -> None:
        for token in tokens:
            self.use_today.emit(token)

    def _changed_line(self, one: ChangedFigure, *, alone: bool) -> QWidget:
        theme, token = self._theme, token_of(one.token)
        key = token.key if token else one.token
        kind = "primary" if alone else ""
        use = button(theme, "Use today's figure", partial(self.use_today.emit, one.token), kind=kind)
        keep = button(theme, "Keep as quoted", partial(self.keep_as_quoted.emit, one.token, one.now))
        use.setAccessibleName(f"Use today's figure for {key}: {one.now}")
        keep.setAccessibleName(f"Keep {key} as quoted: {one.then}")
        why = words("; ".join(one.reasons), "small")
        why.setHidden(not (alone and one.reasons))
        said = words(f"{key} has changed: {one.words}.", "attention")
        frame = held(
            column(said, why, Flow(theme.space("small"), use, keep), gap=theme.space("tiny")), "attention_panel"
        )
        frame.setAccessibleName(f"{said.text()} {why.text()}".strip())
        frame.setToolTip(why.text())
        edge = theme.space("small")
        frame.layout().setContentsMargins(edge, edge, edge, edge)  # type: ignore[union-attr]
        return frame

    def _earlier_line(self, one: Earlier) -> QWidget:
        theme = self._theme
        use = button(theme, "Put it in", partial(self._use_earlier, one))
        use.setAccessibleName(f"Put in the answer from {one.source}, {one.age}")
        short = one.text if len(one.text) <= 240 else f"{one.text[:240].rstrip()} …"
        told = column(
            words(f"{one.source or 'Kept before'}, {one.age}", "label"),
            words(one.question, "small"),
            words(short),
            Flow(theme.space("small"), use),
            gap=theme.space("tiny"),
            edge=theme.space("small"),
        )
        return held(told, "soft")

    def _use_earlier(self, one: Earlier) -> None:
        self.editor.put(one.text)
        self._earlier_held.hide()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editor.flush()

    def _toggle_earlier(self) -> None:
        if self._earlier_held.isVisible():
            self._earlier_held.hide()
        else:
            self.earlier_wanted.emit("")


def _not_found(answer: BidAnswer | None) -> str:
    """What is said of the references of a kept answer that nothing stood behind when it was kept; blank for none."""
    known = {one.token for one in answer.quotes} if answer else set()
    lost = [str(one) for one in tokens_in(answer.text) if str(one) not in known] if answer else []
    named = ", ".join(dict.fromkeys(lost))
    return f"Nothing stands behind {named}: take it out, or put in a figure from the evidence." if named else ""


def _room(theme: Theme) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(theme.space("small"))
    return made
