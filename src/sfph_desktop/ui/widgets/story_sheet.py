"""The page of one case study: whether it may be printed, where it went, what is missing, its sections and its files."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.stories import ROUNDINGS
from sfph_desktop.core.domain.story_page import StoryPage
from sfph_desktop.core.domain.story_rules import uses_sentence
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, labelled, rule, words
from sfph_desktop.ui.widgets.chart_shelf import chart_width
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.figure_canvas import FigureCanvas
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import BusyStrip, PageHeader, Sheet, Told
from sfph_desktop.ui.widgets.passages import in_order, stops_down
from sfph_desktop.ui.widgets.story_offer import StoryOffer
from sfph_desktop.ui.widgets.story_quotes import StoryQuotes
from sfph_desktop.ui.widgets.story_section import StorySection

FORMATS = {"pdf": "Save as a PDF", "docx": "Save for Word", "html": "Save as a web page"}
_ROUNDED = {"quarter": "By the quarter: April to June", "month": "By the month: April"}


class StorySheet(Sheet):
    """Nothing is kept here: each wish is sent as it is made. A field is kept when it is left."""

    changed = Signal(str, object)
    written = Signal(str, str)
    quotes_chosen = Signal(object)
    quote_added = Signal(bool, object)
    save_wanted = Signal(str)
    print_wanted = Signal()
    ready_wanted = Signal(bool)
    away_wanted = Signal(bool)
    remove_wanted = Signal()
    person_wanted = Signal(int)

    def __init__(self, theme: Theme, page: StoryPage) -> None:
        super().__init__(theme, "About this case study")
        self.page = page
        self.header = PageHeader(theme, "")
        self.busy = BusyStrip(theme)
        self.stop, self.may = Told(theme, "problem", ""), Told(theme, "good", "")
        self.uses, self.length = words(""), words("", "small")
        self.print = button(theme, "Print", self.print_wanted.emit, kind="primary", icon="print")
        self.save = {
            kind: button(theme, text, partial(self.save_wanted.emit, kind), icon="save")
            for kind, text in FORMATS.items()
        }
        self.for_whom = QLineEdit(placeholderText="As: the board of Leith Partnership")
        self.person = button(theme, "Open their record", self._on_person, kind="link", icon="person")
        self.gaps = Told(theme, "attention", "Still missing, or to be looked at")
        self.form = Form(theme, self._fields(page))
        self.form.committed.connect(self.changed)
        self.sections = {
            one.section.key: StorySection(theme, one) for one in page.sections if one.section.key != "quotes"
        }
        for made in self.sections.values():
            made.written.connect(self.written)
        self.quotes = StoryQuotes(theme, of_person=page.person is not None)
        self.quotes.chosen.connect(self.quotes_chosen)
        self.quotes.added.connect(self.quote_added)
        self.offer = StoryOffer(theme)
        self._pictures: list[FigureCanvas] = []
        self.ready = button(theme, "It is ready", self._on_ready, icon="check")
        self.away = button(theme, "Put it away", self._on_away, icon="folder")
        self.remove = button(theme, "Remove it", self.remove_wanted.emit, kind="danger", icon="remove")
        self._lay_out(page)

    def _fields(self, page: StoryPage) -> list[Field]:
        title = Field(name="title", label="What it is headed by", wide=page.person is None)
        if page.person is None:
            return [title]
        return [
            Field(name="shown_name", label="Their name in it", help="As they choose: their own, or another."),
            title,
            Field(
                name="rounding", label="Days are told", kind="choice", choices=ROUNDINGS, words=_ROUNDED, needed=True
            ),
            Field(name="read_on", label="They read it, and were content, on", kind="date"),
        ]

    def _lay_out(self, page: StoryPage) -> None:
        theme, gap = self.theme, self.theme.space("small")
        out = Flow(gap, self.print, *self.save.values())
        whom = labelled(theme, "Whom it is for", self.for_whom, "Noted with the file in the list of its uses.")
        leave = held(column(out, whom, self.uses, self.length, gap=theme.space("medium")))
        pieces: list[QWidget] = []
        for one in page.sections:
            if one.section.key == "quotes":
                head = words(one.section.title, "strong")
                pieces.append(held(column(head, self.quotes, gap=gap)))
            else:
                pieces.append(self.sections[one.section.key])
        if page.person is None:
            pieces.append(held(column(words("In the words of those who know it", "strong"), self.quotes, gap=gap)))
        end = Flow(gap, self.ready, self.away, self.remove)
        links = [self.person] if page.person is not None else []
        self.add(self.header, *links, self.busy, self.stop, self.may, leave, self.gaps, self.form, *pieces, self.offer)
        self.add(rule(), end, None)

    def show_page(self, opened: Any) -> None:
        """Show the case study as it is kept now; what somebody is in the middle of typing stays."""
        page: StoryPage = opened.page
        self.page = page
        yes, story = page.allowed.yes, page.story
        who = page.person.display_name if page.person is not None else "Our own"
        self.header.say(page.name, f"{story.story_ref}, {who}")
        for told, shown in ((self.stop, not yes), (self.may, yes)):
            told.setVisible(shown)
        self.stop.say("It may not be printed", page.allowed.said)
        self.may.say(page.allowed.said)
        self.uses.setText(uses_sentence(page.uses))
        on_paper = f", {counted(opened.pages, 'page')} of paper" if opened.pages else ""
        long = story.kind == "person" and opened.pages > 1
        advice = " One page is read to its end: shorten what is longest." if long else ""
        self.length.setText(f"{counted(page.words, 'word')}{on_paper}.{advice}")
        self.gaps.say("Still missing, or to be looked at", "\n".join(page.gaps))
        self.gaps.setVisible(bool(page.gaps) and yes)
        self.form.show_value(story)
        for made in (self.form, self.for_whom, self.print, *self.save.values()):
            made.setEnabled(yes)
        self._show_pictures(opened.pictures)
        for one in page.sections:
            if one.section.key in self.sections:
                pictures = self._pictures if one.section.key == "changed" else []
                self.sections[one.section.key].show_section(one, pictures, allowed=yes)
        self.quotes.show_page(page)
        self.offer.show_network(opened.network, opened.themes, allowed=yes)
        self.ready.setText("It is not ready yet" if story.status == "ready" else "It is ready")
        self.ready.setEnabled(yes)
        self.away.setText("Take it out again" if story.status == "put_away" else "Put it away")
        self.remove.setVisible(not page.uses)
        inside = self.area.widget()
        in_order(*stops_down(inside) if inside is not None else ())

    def show_failure(self, name: str, failure: UserCanFix) -> bool:
        """Say what is wrong beside its field; whether it had one here."""
        editor = self.sections[name].editor if name in self.sections else None
        if editor is not None:
            editor.show_problem(str(failure))
            return True
        return self.form.show_problems(failure)

    # --- inside

    def _show_pictures(self, pictures: tuple[tuple[str, str, bytes], ...]) -> None:
        self._pictures = []
        for title, alt, drawn in pictures:
            canvas = FigureCanvas(self.theme, title, alt, widest=chart_width(self.theme))
            canvas.show_bytes(drawn)
            self._pictures.append(canvas)

    def _on_person(self) -> None:
        if self.page.person is not None:
            self.person_wanted.emit(int(self.page.person.id))

    def _on_ready(self) -> None:
        self.ready_wanted.emit(self.page.story.status != "ready")

    def _on_away(self) -> None:
        self.away_wanted.emit(self.page.story.status != "put_away")
