"""Draws the charts of value while lines are worked on: the last wish wins, and old charts stay, dimmed, till then."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.worth import Worth
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.widgets.chart_shelf import WIDE, ChartShelf, Pictures, chart_width, screen_style, wide_room

EVERY = ("payer", "interval", "break_even", WIDE)


class WorthShelf(ChartShelf):
    """Holds the pictures of the worth that was handed over last; `wanted_keys` are those that stand on the page."""

    def __init__(self, office: Any, shell: ShellContext, host: QWidget) -> None:
        super().__init__(office, shell, host)
        self._worth: Worth | None = None
        self._shown: Worth | None = None
        self.wanted_keys: tuple[str, ...] = EVERY
        self._drawn_keys: tuple[str, ...] = ()

    @property
    def stale(self) -> bool:
        """Whether newer figures are on their way."""
        return self._shown is not self._worth

    def draw_worth(self, worth: Worth, keys: tuple[str, ...] = EVERY) -> None:
        """Draw the charts of these figures; what is shown stays until they have come."""
        fresh = worth is not self._shown or not set(keys) <= set(self._drawn_keys)
        self._worth, self.wanted_keys = worth, keys
        if fresh:
            self._start()

    def outdate(self) -> None:
        """The figures are being worked out anew: what is shown is dimmed."""
        self._shown = None
        self.changed.emit()

    def _redraw(self) -> None:
        self._start()

    def _start(self) -> None:
        self._wanted = True
        if self._drawing or self._worth is None:
            self.changed.emit()
            return
        self._wanted, self._drawing = False, True
        self.changed.emit()
        office, worth, keys = self._office, self._worth, self.wanted_keys
        theme = self._shell.theme
        room, beside = self._host.width(), theme.size("list")
        page = room if room < 2 * beside else room - beside  # the list of lines stands at the left where it has room
        narrow, wide = screen_style(theme, chart_width(theme)), screen_style(theme, wide_room(theme, page))

        def work() -> tuple[Worth, tuple[str, ...], Pictures]:
            small = tuple(key for key in keys if key != WIDE)
            pictures = _draw(office, worth, narrow, small) if small else ()
            return worth, keys, (*pictures, *(_draw(office, worth, wide, (WIDE,)) if WIDE in keys else ()))

        self._shell.jobs.desk(work, self._take_worth, self, failed=self._on_no_chart)

    def _take_worth(self, made: tuple[Worth, tuple[str, ...], Pictures]) -> None:
        worth, keys, pictures = made
        self._drawing = False
        if worth is self._worth:
            self._shown, self._drawn_keys = worth, keys
            self._drawn = {key: (alt, png) for key, alt, png in pictures}
        if self._wanted:
            self._start()
        else:
            self.changed.emit()

    def _on_no_chart(self, failure: UserCanFix) -> None:
        self._drawing = False
        self._shown = self._worth
        self.changed.emit()
        self._shell.messages.problem(failure)


def _draw(office: Any, worth: Worth, style: object, keys: tuple[str, ...]) -> Pictures:
    from sfph_desktop.core.usecases.worth import worth_charts

    return worth_charts(office, worth, style, keys)
