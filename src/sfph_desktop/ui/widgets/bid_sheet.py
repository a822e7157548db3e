"""The facts of a bid, and who bids together; from here one goes to the workbench and to the documents."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from sfph_desktop.core.domain.bid_pages import BidPage
from sfph_desktop.core.domain.bid_rules import ROLE_WORDS, STATE_WORDS
from sfph_desktop.core.domain.bids import BID_ROLES, BID_STATES, NUMBERS_SHOWN, BidPartner
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, row, words
from sfph_desktop.ui.widgets.add_sheet import AddSheet
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.passages import Headed

_ROLES = tuple(sorted(BID_ROLES, key=lambda role: role == "lead"))
"""A bid has one lead, and mostly several others."""
_NEWEST = "The newest run"
_PLACES = {"text": "In the answers, in brackets (they count)", "annex": "Only in the annex"}


def bid_fields(runs: Sequence[str] = ()) -> list[Field]:
    """The fields of a bid; `runs` are the kept runs its evidence may be from."""
    return [
        Field(name="title", label="What the buyer calls it", needed=True, wide=True),
        Field(name="buyer", label="Buyer"),
        Field(name="opportunity", label="Opportunity or notice", help="Its reference or number, where there is one"),
        Field(name="due_date", label="Due", kind="date"),
        Field(name="due_time", label="At", help="12:00, where the buyer gives a time"),
        Field(name="lots", label="Lots"),
        Field(
            name="status", label="Where it stands", kind="choice", choices=BID_STATES, words=STATE_WORDS, needed=True
        ),
        Field(
            name="snapshot",
            label="Evidence from",
            kind="choice",
            choices=tuple(runs),
            words={"": _NEWEST},
            help="Blank: the newest run of the toolkit",
        ),
        Field(
            name="numbers_shown",
            label="Where evidence numbers stand",
            kind="choice",
            choices=NUMBERS_SHOWN,
            words=_PLACES,
            needed=True,
        ),
        Field(name="note", label="Note", kind="lines", wide=True, high=2),
    ]


class NewBid(AddSheet):
    """A bid that is being added: its title is all it needs."""

    def __init__(self, theme: Theme) -> None:
        wanted = {"title", "buyer", "opportunity", "due_date", "due_time", "lots"}
        fields = [one for one in bid_fields() if one.name in wanted]
        lead = "What the buyer calls it is enough to begin with. Enter adds it."
        super().__init__(theme, Form(theme, fields), "A new bid", lead, "Add the bid")

    def begin(self) -> None:
        """An empty form, with the keyboard in its first field."""
        self.clear()
        self.form.rows["title"].editor.setFocus(Qt.FocusReason.OtherFocusReason)


class BidSheet(Sheet):
    """Each field is kept when it is left; all else is sent as it is wished."""

    changed = Signal(object)
    write_wanted = Signal()
    word_wanted = Signal()
    text_wanted = Signal()
    remove_wanted = Signal()
    partner_added = Signal(object)
    partner_removed = Signal(int)

    def __init__(self, theme: Theme, page: BidPage, runs: Sequence[str]) -> None:
        super().__init__(theme, "About this bid")
        self.page = page
        self.write = button(theme, "Write the answers", self.write_wanted.emit, kind="primary", icon="edit")
        self.word = button(theme, "To Word", self.word_wanted.emit, icon="save")
        self.text = button(theme, "To plain text", self.text_wanted.emit)
        remove = button(theme, "Remove this bid", self.remove_wanted.emit, kind="danger", icon="remove")
        self.header = PageHeader(theme, page.bid.title)
        self.form = Form(theme, bid_fields(runs))
        self.form.committed.connect(lambda name, value: self.changed.emit({name: value}))
        self.together = Headed(theme, "two-people", "Who bids together")
        self.partner = Form(theme, _partner_fields())
        self.partner_problem = words("", "problem")
        self.partner_problem.hide()
        self.add_partner = button(theme, "Add to the bid", self._on_partner, icon="add")
        actions = Flow(theme.space("small"), self.write, self.word, self.text)
        self.add(self.header, actions, self.form, self.together, Flow(theme.space("small"), remove), None)
        self.show_page(page)

    def show_page(self, page: BidPage) -> None:
        """Show the bid as it is kept now; what somebody is in the middle of typing stays."""
        self.page = page
        count = len(page.answers)
        told = f"{page.answered} of {count} questions answered" if count else "no questions yet"
        self.header.say(page.bid.title, f"{page.bid.bid_ref}: {told}")
        self.form.show_value(page.bid)
        theme = self.theme
        lines: list[QWidget] = [self._line(one) for one in page.partners]
        if not lines:
            lines = [
                words("You bid alone. With others, say who leads, who does what, and who carries which risk.", "quiet")
            ]
        for kept in (self.partner, self.partner_problem, self.add_partner):
            kept.setParent(None)
        more = column(self.partner, self.partner_problem, row(self.add_partner, None), gap=theme.space("small"))
        self.together.fill(*lines, held(more))
        self.partner_problem.hide()

    def show_failure(self, failure: UserCanFix) -> None:
        """Say what is wrong beside its field."""
        if not self.form.show_problems(failure):
            self.form.show_problem("title", str(failure))

    def show_partner_failure(self, failure: UserCanFix) -> None:
        """What is wrong with who was to be added."""
        if not self.partner.show_problems(failure):
            self.partner_problem.setText(str(failure))
            self.partner_problem.show()

    def clear_partner(self) -> None:
        """After somebody was added: an empty form for the next."""
        for made in self.partner.rows.values():
            made.show_value("")

    # --- inside

    def _line(self, one: BidPartner) -> QWidget:
        theme = self.theme
        share = "" if one.share is None else f", {one.share * 100:.0f} of a hundred"
        lots = f", lots {one.lots}" if one.lots else ""
        remove = button(theme, "Take out", partial(self.partner_removed.emit, one.id), kind="link", icon="remove")
        remove.setAccessibleName(f"Take {one.name} out of the bid")
        told = [words(f"{one.name}: {ROLE_WORDS[one.role]}{lots}{share}", "bold")]
        told += [words(one.does)] if one.does else []
        told += [words(f"Carries the risk of {one.risks}", "small")] if one.risks else []
        return held(column(*told, row(remove, None), gap=theme.space("tiny"), edge=theme.space("medium")), "soft")

    def _on_partner(self) -> None:
        try:
            typed = self.partner.values()
        except UserCanFix:
            return
        self.partner_added.emit(typed)


def _partner_fields() -> list[Field]:
    return [
        Field(name="name", label="Who", needed=True),
        Field(name="role", label="Part in the bid", kind="choice", choices=_ROLES, words=ROLE_WORDS, needed=True),
        Field(name="lots", label="Lots", help="Blank: all"),
        Field(name="share", label="Share of the value, of a hundred", kind="share"),
        Field(name="does", label="What they do", wide=True),
        Field(name="risks", label="Which risks they carry", wide=True),
    ]
