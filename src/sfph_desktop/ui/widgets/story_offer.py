"""A case study for the network: told in a few words, under our name or not, and asked back again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal

from sfph_desktop.core.domain.practice_rules import LONGEST_WORDS
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, words
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import Told
from sfph_desktop.ui.widgets.passages import Headed
from sfph_desktop.ui.widgets.ticks import Ticks

_LEAD = (
    "Other members can learn from it. What you write here goes into a file that only {network} can open; it comes to "
    "every member with the next pack. Name nobody in it who did not agree to be named."
)
_FIELDS = (
    Field(
        name="words",
        label="What you did, and what came of it",
        kind="lines",
        wide=True,
        needed=True,
        help=f"In a few sentences, up to {LONGEST_WORDS:,} characters",
    ),
    Field(name="learned", label="What could be learned from it", kind="lines", wide=True, high=2),
    Field(name="named", label="Under our own name", kind="flag", needed=True, help="No: as a member's, without a name"),
)


class StoryOffer(Headed):
    """`offer_wanted` carries what was typed (words, learned, named, about); nothing is kept here."""

    offer_wanted = Signal(object)
    withdraw_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "two-people", "For the network")
        self.lead = words("", "quiet")
        self.form = Form(theme, _FIELDS)
        self.form.rows["named"].show_value("no")
        self.themes = Ticks(theme, "What it speaks to", {})
        self.good, self.bad = Told(theme, "good", ""), Told(theme, "problem", "")
        self.offer = button(theme, "Offer it to the network", self._on_offer, icon="save")
        self.withdraw = button(theme, "Ask the network to withdraw it", self.withdraw_wanted.emit)
        self.fill(
            self.lead,
            self.form,
            self.themes,
            self.bad,
            self.good,
            Flow(theme.space("small"), self.offer, self.withdraw),
        )
        self._quiet()

    def show_network(self, network: str, themes: Mapping[str, str], *, allowed: bool) -> None:
        """For this network; hidden while there is none. `allowed`: everybody in it agrees."""
        self.setVisible(bool(network))
        self.lead.setText(_LEAD.format(network=network))
        self.themes.offer(themes)
        for made in (self.form, self.themes, self.offer):
            made.setEnabled(allowed)

    def show_done(self, text: str) -> None:
        """The file is written."""
        self._quiet()
        self.good.say(text, "Send it to the network, or hand it over on a stick.")
        self.good.show()

    def show_failure(self, failure: UserCanFix) -> None:
        """Why it was not written, beside its field where it is of one."""
        self._quiet()
        themes = next((one for one in failure.problems if one.column == "themes"), None)
        if themes is not None:
            self.themes.show_problem(f"{themes.reason} Accepted: {themes.accepted}.")
        elif not self.form.show_problems(failure):
            self.bad.say(failure.what, f"{failure.why} {failure.do}".strip())
            self.bad.show()

    def _quiet(self) -> None:
        self.good.hide()
        self.bad.hide()
        self.themes.show_problem("")

    def _on_offer(self) -> None:
        try:
            typed: dict[str, Any] = self.form.values()
        except UserCanFix:
            return
        self._quiet()
        self.offer_wanted.emit({**typed, "about": self.themes.chosen})
