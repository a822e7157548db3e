"""To bid or not: the decision with its reason, and taking it back."""

from __future__ import annotations

from PySide6.QtCore import Signal

from sfph_desktop.core.domain.opportunities import Opportunity
from sfph_desktop.core.domain.opportunity_rules import DECISION_WORDS, told_day
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, words
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.passages import Headed

_REASON = Field(
    name="decision_reason", label="The reason", kind="lines", high=2, wide=True, help="One sentence for who comes next."
)


class BidDecision(Headed):
    """`decided` carries the decision and the reason typed; a blank decision takes the former back."""

    decided = Signal(str, str)
    begun = Signal()
    """The bid is to be written."""

    def __init__(self, theme: Theme) -> None:
        self.form = Form(theme, (_REASON,))
        self.said = words("", "quiet")
        self.yes = button(theme, "We bid", lambda: self._on("bid"), icon="check")
        self.maybe = button(theme, "Looking into it", lambda: self._on("interested"), icon="search")
        self.no = button(theme, "We do not bid", lambda: self._on("no_bid"), icon="close")
        self.back = button(theme, "Not decided", lambda: self._on(""), kind="link", icon="undo")
        self.begin = button(theme, "Write the bid", lambda: self.begun.emit(), kind="primary", icon="edit")
        answers = Flow(theme.space("small"), self.yes, self.maybe, self.no, self.back, self.begin)
        super().__init__(theme, "contracts", "The decision", self.said, self.form, answers)

    def show_opportunity(self, found: Opportunity, *, anew: bool) -> None:
        """Show what was decided; a reason that is being typed stays."""
        made = self.form.rows["decision_reason"]
        if anew or not (made.has_keyboard() or made.changed):
            made.show_value(found.decision_reason)
        else:
            made.show_problem("")
        day = f", on {told_day(found.decided_on)}" if found.decided_on else ""
        self.say(f"The decision: {DECISION_WORDS[found.decision]}")
        seen = found.decided_with.replace("\n", "\n· ")
        told = f"Decided{day}. What was known then:\n· {seen}" if found.decision and seen else ""
        self.said.setText(told or (f"Decided{day}." if found.decision else "Nothing is decided yet."))
        self.back.setVisible(bool(found.decision))
        self.begin.setVisible(found.decision == "bid")

    def show_failure(self, failure: UserCanFix) -> bool:
        """Say beside the reason what is wrong."""
        return self.form.show_problems(failure)

    def _on(self, decision: str) -> None:
        self.decided.emit(decision, self.form.rows["decision_reason"].text.strip())
