"""Overlaps between value lines: those that wait for a decision, and those that were decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sfph_desktop.core.domain.worth import OverlapPair
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, mark, row, words
from sfph_desktop.ui.widgets.findings import sentence
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.growing import Growing
from sfph_desktop.ui.widgets.passages import fill

_SAME = "The same change: count the larger"
_DIFFERENT = "Different changes: count both"


class OverlapCards(QWidget):
    """`decided` carries the two references, and whether they value the same change."""

    decided = Signal(object, bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[OverlapPair, ...] | None = None
        self._names: Mapping[str, str] = {}
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._room.setSpacing(theme.space("medium"))

    def show_pairs(self, pairs: Sequence[OverlapPair], names: Mapping[str, str]) -> None:
        """Show these, by the names of their lines; as long as nothing differs, all keep their buttons and keyboard."""
        if (tuple(pairs), names) == (self._shown, self._names):
            return
        self._shown, self._names = tuple(pairs), names
        fill(self._room, *(self._card(one) for one in pairs))
        if not pairs:
            self._room.addWidget(words("No two lines value the same change in the same people.", "quiet"))

    def _card(self, pair: OverlapPair) -> QWidget:
        theme = self._theme
        frame = Growing()
        frame.setProperty("kind", "attention_panel" if pair.open else "soft")
        both = " and ".join(self._named(ref) for ref in (pair.one, pair.other))
        said = [words(sentence(both).rstrip("."), "bold"), words(overlap_words(pair))]
        actions = []
        for text, same in ((_SAME, True), (_DIFFERENT, False)):
            if pair.decided != ("same" if same else "different"):
                made = button(theme, text, partial(self.decided.emit, (pair.one, pair.other), same),
                              kind="" if pair.open else "link")  # fmt: skip
                made.setAccessibleName(f"{both}: {text}")
                actions.append(made)
        told = column(*said, gap=theme.space("tiny"))
        inside = column(told, Flow(theme.space("small"), *actions), gap=theme.space("small"))
        sign = mark(theme, "warning" if pair.open else "check", "attention" if pair.open else "good")
        line = row(column(sign, None), inside, gap=theme.space("medium"), edge=theme.space("medium"))
        line.setStretch(1, 1)
        frame.setLayout(line)
        return frame

    def _named(self, ref: str) -> str:
        name = self._names.get(ref, "")
        return f"{name.removesuffix(f' ({ref})')} ({ref})" if name else ref


def overlap_words(pair: OverlapPair) -> str:
    """Why two lines may overlap, and what was decided."""
    people = ""
    if pair.people:
        people = " in one and the same person" if pair.people == 1 else f" in the same {pair.people:,} people"
    why = f"Both count the same change{people}." if pair.same_change else (
        f"Both contain the person's own wellbeing{people}: adding them would count it twice."
    )  # fmt: skip
    if pair.decided == "same":
        return f"{why} Decided: only the larger counts."
    if pair.decided == "different":
        return f"{why} Decided: they are different changes, and both count."
    return (
        f"{why} Not decided yet." if pair.open else f"{why} One of them does not count now, so nothing is added twice."
    )
