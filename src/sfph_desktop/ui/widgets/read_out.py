"""A fingerprint that somebody reads out on the telephone: its groups large and apart, so that none is passed over."""

from __future__ import annotations

from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, words
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.growing import Worded


class Groups(str):
    """A fingerprint among what is told on a page: it is shown as groups, and not as running text."""

    __slots__ = ()


class ReadOut(Worded):
    """The groups of a fingerprint in a line, or in as many as the width asks for; blank: nothing."""

    def __init__(self, theme: Theme, fingerprint: str = "") -> None:
        super().__init__()
        self._theme = theme
        self.setLayout(column())
        self._line: Flow | None = None
        self.show_groups(fingerprint)

    def show_groups(self, fingerprint: str) -> None:
        """Show another one."""
        layout = self.layout()
        if layout is None or fingerprint == self.accessibleDescription():
            return
        self.setAccessibleName("Fingerprint, to be read out")
        self.setAccessibleDescription(fingerprint)
        if self._line is not None:
            layout.removeWidget(self._line)
            self._line.hide()
            self._line.deleteLater()
        groups = [words(group, "key", wrap=False) for group in fingerprint.split("-") if group]
        self._line = Flow(self._theme.space("small"), *groups)
        layout.addWidget(self._line)
