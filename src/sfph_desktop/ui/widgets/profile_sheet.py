"""The page of one worked profile: an invented enterprise in the sections of the template, to be looked at and saved."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sfph_desktop.core.domain.story_page import SectionShown, StoryPage
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Prose, button, column, held, words
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet, Told
from sfph_desktop.ui.widgets.passages import in_order, stops_down
from sfph_desktop.ui.widgets.story_sheet import FORMATS

_INVENTED = "This enterprise is invented, and so is every figure. Whatever is saved of it is stamped on every page."


class ProfileSheet(Sheet):
    """`save_wanted` carries the ending of the file."""

    save_wanted = Signal(str)

    def __init__(self, theme: Theme, page: StoryPage) -> None:
        super().__init__(theme, "About this sample profile")
        self.page = page
        self.save = {
            kind: button(theme, text, partial(self.save_wanted.emit, kind), icon="save")
            for kind, text in FORMATS.items()
        }
        header = PageHeader(theme, page.name, f"Sample profile {page.story.story_ref}")
        stamp = Told(theme, "attention", "SAMPLE", _INVENTED)
        sections = [self._section(one) for one in page.sections if one.words or one.facts]
        self.add(header, stamp, Flow(theme.space("small"), *self.save.values()), *sections, None)
        inside = self.area.widget()
        in_order(*stops_down(inside) if inside is not None else ())

    def _section(self, shown: SectionShown) -> QWidget:
        told = [Prose(shown.words)] if shown.words else []
        lines = [words(fact.text) for fact in shown.facts]
        title = words(shown.section.title, "strong")
        return held(column(title, *told, *lines, gap=self.theme.space("small")))
