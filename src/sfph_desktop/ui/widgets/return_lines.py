"""What would leave in a return, line by line: under each figure its reason, and what is held back and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sfph_desktop.core.domain.returns import PreviewLine
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Prose, column, words
from sfph_desktop.ui.widgets.crossed import crossed
from sfph_desktop.ui.widgets.growing import Growing, Worded
from sfph_desktop.ui.widgets.passages import fill
from sfph_desktop.ui.widgets.plain_choice import PlainChoice

ALL, LEAVES, HELD, CHANGED = "all", "leaves", "held", "changed"
_FILES = {"aggregates": "Figures", "organisation": "About the enterprise", "items": "Two scores of one person"}


class ReturnLines(Worded):
    """One list of everything, narrowed by words or by what becomes of it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.lines: Sequence[PreviewLine] = ()
        self.which = PlainChoice("Which lines are shown")
        self.filter = crossed(theme, QLineEdit(placeholderText="Find in what would leave"))
        self.filter.setAccessibleName("Find in what would leave")
        self.count = words("", "small")
        self._room = QVBoxLayout()
        self._room.setSpacing(theme.space("medium"))
        gap = theme.space("small")
        self.setLayout(column(self.which, self.filter, self.count, self._room, gap=gap))
        self.filter.textChanged.connect(lambda _text: self._show())
        self.which.currentIndexChanged.connect(lambda _at: self._show())

    def show_lines(self, lines: Sequence[PreviewLine]) -> None:
        """All of these; what was looked for is looked for in them too."""
        self.lines = lines
        sorts = {ALL: "Everything", LEAVES: "What leaves", HELD: "What is held back or left out"}
        changed = any(one.before for one in lines)
        if changed:
            sorts[CHANGED] = "What is not as in the last return"
        chosen = self.which.currentData() or ALL
        numbers = {one: sum(1 for line in lines if _is(line, one)) for one in sorts}
        said: list[tuple[str, object]] = [(f"{text} ({numbers[one]:,})", one) for one, text in sorts.items()]
        self.which.fill(said, chosen if chosen in sorts else ALL)
        self._show()

    def shown(self) -> tuple[PreviewLine, ...]:
        """The lines that are looked for."""
        wanted = self.filter.text().casefold().split()
        which = str(self.which.currentData() or ALL)
        return tuple(one for one in self.lines if _is(one, which) and all(word in _all_of(one) for word in wanted))

    def _show(self) -> None:
        found = self.shown()
        self.count.setText(f"{counted(len(found), 'line')} of {len(self.lines):,}" if self.lines else "")
        pieces: list[QWidget] = []
        for where, some in groupby(found, key=lambda one: one.where):
            pieces.append(words(_FILES[where], "strong"))
            if where == "aggregates":
                pieces += [self._figure(tuple(ones)) for _id, ones in groupby(some, key=lambda one: one.indicator)]
            else:
                pieces += self._plain(tuple(some))
        fill(self._room, *(pieces or [words("No line is like that.", "quiet")]))

    def _figure(self, ones: tuple[PreviewLine, ...]) -> QWidget:
        times = {one.time for one in ones}
        head = ones[0].name + (f", {ones[0].time}" if len(times) == 1 and ones[0].time else "")
        told = "\n".join(together(ones, timed=len(times) > 1))
        return self._block(head, ones[0].reason, told)

    def _plain(self, ones: Iterable[PreviewLine]) -> list[QWidget]:
        return [
            self._block("", reason, "\n".join(f"{one.name}: {said(one, timed=True)}" for one in some))
            for reason, some in ((key, tuple(part)) for key, part in groupby(ones, key=lambda one: one.reason))
        ]

    def _block(self, head: str, reason: str, told: str) -> QWidget:
        heads: list[QWidget] = [words(head, "bold")] if head else []
        why: list[QWidget] = [words(f"Why: {reason}", "small")] if reason else []
        inner = column(*heads, *why, Prose(told), gap=self.theme.space("tiny"), edge=self.theme.space("medium"))
        made = Growing()
        made.setProperty("kind", "soft")
        made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        made.setLayout(inner)
        return made


def together(ones: Sequence[PreviewLine], *, timed: bool) -> list[str]:
    """The lines in words; groups that fare alike stand in one line, as they would say the same one by one."""
    found: list[str] = []
    for _alike, some in groupby(ones, key=lambda one: (one.group.partition(": ")[0], said(_bare(one), timed=timed))):
        alike = tuple(some)
        values = ", ".join(one.group.partition(": ")[2] for one in alike)
        kind = alike[0].group.partition(": ")[0]
        found.append(said(replace(alike[0], group=f"{kind}: {values}" if values else kind), timed=timed))
    return found


def _bare(one: PreviewLine) -> PreviewLine:
    return replace(one, group="")


def said(one: PreviewLine, *, timed: bool) -> str:
    """One line in words: for whom, what leaves, and what became of it."""
    group = one.group or ("" if one.where != "aggregates" else "all")
    whom = ", ".join(part for part in (group, one.time if timed else "") if part)
    what = one.says or one.held
    more = f" ({one.held})" if one.says and one.held else ""
    before = f" In the last return: {one.before}." if one.before else ""
    start = f"{whom[:1].upper()}{whom[1:]}: " if whom else ""
    return f"{start}{what}{more}.{before}" if before else f"{start}{what}{more}"


def _is(one: PreviewLine, which: str) -> bool:
    if which == LEAVES:
        return bool(one.says)
    if which == HELD:
        return not one.says
    return bool(one.before) if which == CHANGED else True


def _all_of(one: PreviewLine) -> str:
    return f"{one.name} {one.group} {one.time} {one.says} {one.reason} {one.held}".casefold()
