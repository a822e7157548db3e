"""Said in a page where its list or its record could not be read: what happened, and a button to try again."""

from __future__ import annotations

from collections.abc import Callable

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button
from sfph_desktop.ui.widgets.page_frame import EmptyState

_FAULT = (
    "Something went wrong in the program while it looked. Nothing was changed, and nothing is lost. Try again. If it "
    "stays so, close the program and open it again, or save the note that was shown and send it to whoever looks after "
    "the program."
)


class NotRead(EmptyState):
    """`what` could not be read: by a `failure` that a person can mend, or else by a fault of ours, told besides."""

    def __init__(self, theme: Theme, what: str, again: Callable[[], object], failure: UserCanFix | None = None) -> None:
        text = _FAULT if failure is None else f"{failure.what} {failure.why} {failure.do}".replace("  ", " ").strip()
        self.again = button(theme, "Try again", again, kind="primary")
        super().__init__(theme, "warning", f"{what} could not be read", text, self.again)
