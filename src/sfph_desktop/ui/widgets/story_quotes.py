"""The quotes of a case study: those in it, those that may be set into it, and one to be written down."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sfph_desktop.core.domain.stories import Quote
from sfph_desktop.core.domain.story_page import StoryPage
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, icon_button, row, words
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.passages import fill
from sfph_desktop.ui.widgets.person_referrals import InlineForm
from sfph_desktop.ui.widgets.plain_choice import PlainChoice

_THEM, _OTHER = "The person themselves", "Somebody else"
_LONGEST = 70


class StoryQuotes(QWidget):
    """`chosen` carries the ids of the quotes from now on; `added` whether the person said it, and what was typed."""

    chosen = Signal(object)
    added = Signal(bool, object)

    def __init__(self, theme: Theme, *, of_person: bool) -> None:
        super().__init__()
        self.theme, self._of_person = theme, of_person
        self._page: StoryPage | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.space("small"))
        self.bank = PlainChoice("Quotes that may be printed", "Those about this person come first")
        self.set_in = button(theme, "Set this quote in", self._on_set, icon="add")
        self._offer = held(column(self.bank, Flow(theme.space("small"), self.set_in), gap=theme.space("small")))
        self.form = Form(theme, self._fields())
        self.new = InlineForm(theme, self.form, "Keep the quote")
        self.write = button(theme, "Write down a quote", self._on_begin, kind="link", icon="quote")
        self.new.wanted.connect(self._on_wanted)
        self.new.left.connect(self.put_away)
        pieces = (self._lines, self._offer, self.new, row(self.write, None))
        self.setLayout(column(*pieces, gap=theme.space("small")))

    def show_page(self, page: StoryPage) -> None:
        """Show the quotes of a case study; what is being typed stays."""
        self._page = page
        lines: list[QWidget] = [self._line(one) for one in page.quotes]
        fill(self._lines, *(lines or [words("No quote is set in yet.", "quiet")]))
        self.bank.fill([(_short(one), int(one.id)) for one in page.bank], self.bank.currentData())
        self._offer.setVisible(bool(page.bank) and page.allowed.yes)
        self.write.setEnabled(page.allowed.yes)

    def put_away(self) -> None:
        """Close the form, the keyboard to what opens it."""
        self.new.hide()
        self.write.show()
        self.write.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- inside

    def _fields(self) -> list[Field]:
        who = [Field(name="who", label="Who said it", kind="choice", choices=(_THEM, _OTHER), needed=True)]
        return [
            Field(name="text", label="The words, as they were said", kind="lines", wide=True, needed=True, high=2),
            *(who if self._of_person else []),
            Field(name="said_by", label="How they are named in print", help="A name they chose, or: a daughter."),
            Field(name="said_on", label="Said on", kind="date"),
            Field(name="usable", label="They agree that it is printed", kind="flag"),
            Field(name="agreed", label="How they agreed", help="Needed for somebody who has no record here."),
        ]

    def _line(self, one: Quote) -> QWidget:
        said = words(f"“{one.text}”")
        by = words(one.said_by or "No name is given", "small")
        away = icon_button(self.theme, "close", f"Take out: {_short(one)}", partial(self._on_out, int(one.id)))
        line = row(column(said, by, gap=self.theme.space("hair")), away, gap=self.theme.space("small"))
        line.setStretch(0, 1)
        return held(line)

    def _ids(self) -> list[int]:
        return [int(one.id) for one in self._page.quotes] if self._page else []

    def _on_out(self, number: int) -> None:
        self.chosen.emit([one for one in self._ids() if one != number])

    def _on_set(self) -> None:
        number = self.bank.currentData()
        if isinstance(number, int):
            self.chosen.emit([*self._ids(), number])

    def _on_begin(self) -> None:
        for made in self.form.rows.values():
            made.show_value("")
        if self._of_person and self._page is not None:
            self.form.rows["who"].show_value(_THEM)
            self.form.rows["said_by"].show_value(self._page.story.shown_name)
        self.form.rows["usable"].show_value(True)
        self.write.hide()
        self.new.begin()

    def _on_wanted(self, typed: dict[str, Any]) -> None:
        theirs = typed.pop("who", "") == _THEM
        self.added.emit(theirs, typed)


def _short(one: Quote) -> str:
    text = one.text if len(one.text) <= _LONGEST else f"{one.text[: _LONGEST - 1]}…"
    return f"“{text}” {one.said_by}".strip()
