"""Consent by purpose: what a person agreed to, in words, and recording or taking back an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from sfph_desktop.core.domain.consent_rules import ASKED, HOW
from sfph_desktop.core.domain.person_page import ConsentNow
from sfph_desktop.core.domain.person_record import Consent
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.models.said import said_day
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Prose, button, column, icon_button, mark, row, words
from sfph_desktop.ui.widgets import person_words as say
from sfph_desktop.ui.widgets.asks import Ask
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.flow import Flow

SOON = 31
"""Days before an answer runs out in which that is said in amber."""
_GIVE = (
    Field(name="given_on", label="They agreed on", kind="date", needed=True),
    Field(name="how", label="How", kind="suggest", choices=HOW),
    Field(name="expires_on", label="Until", kind="date", help="Blank: until they take it back."),
    Field(name="note", label="Note"),
)
_BACK = (
    Field(name="withdrawn_on", label="They took it back on", kind="date", needed=True),
    Field(name="note", label="Note"),
)

_DO = {"add": "They agreed", "withdraw": "They took it back", "change": "Correct it"}


def status(now: ConsentNow, today: date) -> tuple[str, str, str]:
    """How a purpose stands: its icon, the role of its colour, and the words."""
    last = now.latest
    if last is None:
        return "close", "text_quiet", "Not agreed: they have not been asked."
    if now.allowed:
        how = f", {last.how}" if last.how else ""
        until = f"; runs out on {said_day(last.expires_on)}" if last.expires_on else ""
        soon = last.expires_on is not None and (last.expires_on - today).days <= SOON
        return ("clock", "attention", f"Agreed on {said_day(last.given_on)}{how}{until}.") if soon else (
            "check", "good", f"Agreed on {said_day(last.given_on)}{how}{until}."
        )  # fmt: skip
    if last.withdrawn_on is not None:
        return "close", "danger", f"Taken back on {said_day(last.withdrawn_on)}. Nothing may be done for this purpose."
    if last.expires_on is not None and last.expires_on < today:
        return "warning", "danger", f"Ran out on {said_day(last.expires_on)}. Ask them again."
    return "close", "danger", "Taken back since they last agreed."


class ConsentRow(QFrame):
    """One purpose. `asked` carries an Ask."""

    asked = Signal(object)

    def __init__(self, theme: Theme, purpose: str) -> None:
        super().__init__()
        self.setProperty("kind", "record_row")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._theme, self._purpose = theme, purpose
        self._now: ConsentNow | None = None
        self._today = date.min
        self._sign = mark(theme, "check", "good", theme.size("icon"))
        self._title, self._said = words(""), words("", "small")
        self.give = button(theme, "Record that they agree", lambda: self._open("add"), kind="link")
        self.back = button(theme, "They take it back", lambda: self._open("withdraw"), kind="link")
        self.edit = icon_button(theme, "edit", "Correct", lambda: self._open("change"), role="text_quiet")
        lower = max(0, (self.give.sizeHint().height() - self._title.sizeHint().height()) // 2)
        said = column(self._title, self._said, gap=theme.space("hair"), edge=(0, lower, 0, lower))
        buttons = column(self.give, self.back, None, gap=0)
        line = row(column(self._sign, None, edge=(0, lower, 0, 0)), said, buttons, self.edit, gap=theme.space("small"))
        line.setStretch(1, 1)
        line.setAlignment(self.edit, Qt.AlignmentFlag.AlignTop)
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, theme.space("hair"), 0, theme.space("hair"))
        self._room.addLayout(line)
        self._opened: QWidget | None = None
        self.form: Form | None = None
        self._verb = ""

    def show_now(self, now: ConsentNow, today: date) -> None:
        """Show how the purpose stands."""
        self._now, self._today = now, today
        icon, role, text = status(now, today)
        self._theme.dress(self._sign, icon, role, self._theme.size("icon"))
        title = say.capital(ASKED[now.purpose])
        self._title.setText(title)
        note = now.latest.note if now.latest is not None else ""
        self._said.setText(f"{text} {note}".strip())
        self.back.setVisible(now.allowed)
        self.give.setVisible(not now.allowed or role == "attention")
        self.give.setText("They agree again" if now.latest is not None else "Record that they agree")
        self.edit.setVisible(now.latest is not None)
        self.edit.setAccessibleName(f"Correct this answer: {title}")
        self.give.setAccessibleName(f"{self.give.text()}: {title}")
        self.back.setAccessibleName(f"{self.back.text()}: {title}")
        self.setAccessibleName(f"{title}. {text}")

    def close_form(self) -> None:
        """Put the form away."""
        if self._opened is not None:
            self._opened.hide()
            self._room.removeWidget(self._opened)
            self._opened.deleteLater()
        self._opened, self.form = None, None

    def _open(self, verb: str) -> None:
        self.close_form()
        now = self._now
        if now is None:
            return
        theme, self._verb = self._theme, verb
        form = self.form = Form(theme, _BACK if verb == "withdraw" else _GIVE)
        for name, made in form.rows.items():
            kept = getattr(now.latest, name) if verb == "change" else ""
            made.show_value(self._today if verb != "change" and name in {"given_on", "withdrawn_on"} else kept)
            made.editor.installEventFilter(self)
        answers = [button(theme, _DO[verb], self._on_done, kind="primary"), button(theme, "Leave it", self._on_leave)]
        if verb == "change":
            answers.append(button(theme, "They agree again", lambda: self._open("add"), kind="link"))
            answers.append(button(theme, "Remove this answer", self._on_remove, kind="danger", icon="remove"))
        pieces: list[QWidget] = [form]
        shown = now.words.text if verb == "add" else now.latest.words if verb == "change" and now.latest else ""
        version = now.words.version if verb == "add" else now.latest.words_version if now.latest else ""
        if shown:
            asked = "they are shown or read" if verb == "add" else "they agreed to"
            pieces = [words(f"The words {asked} ({version}):", "label"), Prose(shown), form]
        self._opened = QFrame()
        self._opened.setProperty("kind", "soft")
        self._opened.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        gap = theme.space("medium")
        self._opened.setLayout(column(*pieces, Flow(theme.space("small"), *answers), gap=gap, edge=gap))
        self._room.addWidget(self._opened)
        next(iter(form.rows.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter records the answer, Escape leaves."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._on_done()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._on_leave()
                return True
        return super().eventFilter(watched, event)

    def _on_done(self) -> None:
        form = self.form
        if form is None:
            return
        try:
            typed = form.values()
        except UserCanFix:
            return
        self._ask(self._verb, {"purpose": self._purpose, **typed}, form)

    def _on_remove(self) -> None:
        self._ask("remove", {}, self.form)

    def _ask(self, verb: str, values: dict[str, object], form: Form | None) -> None:
        latest = self._now.latest if self._now is not None else None
        failed = form.show_problems if form is not None else (lambda _failure: False)
        self.asked.emit(
            Ask(
                verb=verb,
                part=Consent,
                record_id=latest.id if latest is not None else 0,
                values=values,
                then=self._on_leave,
                failed=failed,
            )
        )

    def _on_leave(self) -> None:
        self.close_form()
        stops = (self.give, self.back, self.edit)
        next((one for one in stops if one.isVisible()), self.give).setFocus(Qt.FocusReason.OtherFocusReason)


class ConsentRows(QWidget):
    """All purposes, always in the same order. `asked` carries an Ask."""

    asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rows: dict[str, ConsentRow] = {}
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._earlier = words("", "small")
        self._lines.addWidget(self._earlier)

    def show_consents(self, consents: Sequence[ConsentNow], today: date, *, anew: bool) -> None:
        """Show how every purpose stands, and the answers that count no more."""
        for place, now in enumerate(consents):
            made = self.rows.get(now.purpose)
            if made is None:
                made = self.rows[now.purpose] = ConsentRow(self._theme, now.purpose)
                made.asked.connect(self.asked)
                self._lines.insertWidget(place, made)
            if anew:
                made.close_form()
            made.show_now(now, today)
        earlier = [
            f"{ASKED[now.purpose]}: {said_day(one.given_on)}" + (f" ({one.words_version})" if one.words_version else "")
            for now in consents
            for one in now.earlier
        ]
        self._earlier.setText("Earlier answers: " + say.joined(*earlier))
        self._earlier.setVisible(bool(earlier))
