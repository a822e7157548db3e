"""Where an answer is written: typed passages, and live references that stand in the text as the words they quote.

A reference is text like any other to whoever reads it, on screen or aloud, and one piece to whoever edits it: the
keyboard steps over it, a deletion takes all of it, and nothing can be typed into it. Its look is laid over the text, so
that undo and the theme leave each other alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit

from sfph_desktop.core.domain.bid_rules import quoted
from sfph_desktop.core.domain.bids import QuotedFigure
from sfph_desktop.core.domain.evidence_tray import Token, parts_of, token_of
from sfph_desktop.ui.theme.apply import Theme

PAUSE = 800
"""Milliseconds without a key after which what was typed is kept."""
PIECES = "application/x-sfph-answer"
"""An answer on the clipboard or under the pointer, with its references as tokens."""
_TOKEN, _CHIP = QTextFormat.Property.UserProperty + 1, QTextFormat.Property.UserProperty + 2
_DELETES = (
    QKeySequence.StandardKey.DeleteStartOfWord,
    QKeySequence.StandardKey.DeleteEndOfWord,
    QKeySequence.StandardKey.DeleteEndOfLine,
    QKeySequence.StandardKey.DeleteCompleteLine,
)


@dataclass(frozen=True, slots=True)
class Chip:
    """One live reference in the text: from where to where, and what it refers to."""

    start: int
    end: int
    token: str
    number: int


class AnswerEditor(QTextEdit):
    """`paused` carries the text with its tokens after a pause and when the keyboard leaves; `typed`: any change."""

    paused = Signal(str)
    typed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._quotes: dict[str, QuotedFigure] = {}
        self._changed: dict[str, bool] = {}
        self._kept = ""
        self._last = 0
        self._next = 1
        self._busy = False
        self._plain = QTextCharFormat()
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName("The answer")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.flush)
        self.textChanged.connect(self._on_text)
        self.cursorPositionChanged.connect(self._step_over)
        theme.changed.connect(self._dress)

    # --- what is written

    @property
    def answer(self) -> str:
        """The text with its references as tokens."""
        return self._with_tokens(QTextCursor(self.document()), whole=True)

    @property
    def quotes(self) -> tuple[QuotedFigure, ...]:
        """What the references in the text say."""
        return tuple(self._quotes[token] for token in sorted({chip.token for chip in self.chips()}))

    def show_answer(self, text: str, quotes: Sequence[QuotedFigure]) -> None:
        """Show an answer as it is kept; what is the same already stays, with the keyboard where it is."""
        self._quotes.update({one.token: one for one in quotes})
        if text != self.answer or self._stale(quotes):
            place = self.textCursor().position()
            self._busy = True
            self.clear()
            self._insert(self.textCursor(), text)
            self.document().clearUndoRedoStacks()
            cursor = self.textCursor()
            cursor.setPosition(min(place, self.document().characterCount() - 1))
            self.setTextCursor(cursor)
            self._busy = False
        self._kept = text
        self._pause.stop()
        self._dress()

    def show_changed(self, changed: Mapping[str, bool]) -> None:
        """Mark the references whose figure is another today, by token; True: it is kept as quoted on purpose."""
        self._changed = dict(changed)
        self._dress()

    def quote(self, one: QuotedFigure) -> None:
        """Put a live reference where the keyboard is, in place of what is selected, with a space where one is due."""
        self._quotes[one.token] = one
        cursor = self._whole(self.textCursor())
        before = self.document().characterAt(cursor.selectionStart() - 1)
        cursor.beginEditBlock()
        space = "" if cursor.selectionStart() == 0 or before.isspace() or before in "\u2029(“‘" else " "
        self._insert(cursor, f"{space}{one.token}")
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def put(self, text: str, quotes: Sequence[QuotedFigure] = ()) -> None:
        """Put a passage where the keyboard is: an earlier answer."""
        self._quotes.update({one.token: one for one in quotes})
        cursor = self._whole(self.textCursor())
        cursor.beginEditBlock()
        self._insert(cursor, text)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def flush(self) -> None:
        """Keep what was typed and is not kept yet, now."""
        self._pause.stop()
        text = self.answer
        if text != self._kept:
            self._kept = text
            self.paused.emit(text)

    @property
    def waiting(self) -> bool:
        """Whether something is typed that is not kept yet."""
        return self.answer != self._kept

    def chips(self) -> list[Chip]:
        """The live references of the text in their order."""
        found: list[Chip] = []
        for start, length, token, number in self._marked():
            if found and found[-1].number == number and found[-1].end == start:
                found[-1] = Chip(found[-1].start, start + length, token, number)
            else:
                found.append(Chip(start, start + length, token, number))
        return found

    # --- the keyboard

    def event(self, event: QEvent) -> bool:
        """Let the window undo the last change when nothing was typed here since."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.document().isUndoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As everywhere; beside a reference a deletion takes all of it, and what is typed is no part of it."""
        deletes = event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete} or any(event.matches(k) for k in _DELETES)
        if deletes and not self.textCursor().hasSelection() and self._take_out(forwards=self._forwards(event)):
            return
        if deletes or event.text() or event.matches(QKeySequence.StandardKey.Cut):
            self._ready()
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What is composed is no part of a reference either."""
        self._ready()
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is kept when the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.flush()

    # --- the clipboard and the pointer

    def createMimeDataFromSelection(self) -> QMimeData:
        """For other programs the words as they are handed in; for an answer the references as they are."""
        cursor, made = self._whole(self.textCursor()), QMimeData()
        made.setText(cursor.selectedText().replace("\u2029", "\n"))
        made.setData(PIECES, self._with_tokens(cursor).encode("utf-8"))
        return made

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text only."""
        return source.hasText() or source.hasFormat(PIECES)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Text as text; references that are known here as references."""
        pieces = bytes(source.data(PIECES).data()).decode("utf-8", "replace") if source.hasFormat(PIECES) else ""
        self.put(pieces or source.text())

    # --- inside

    def _marked(self) -> Iterator[tuple[int, int, str, int]]:
        block = self.document().begin()
        while block.isValid():
            piece = block.begin()
            while not piece.atEnd():
                fragment = piece.fragment()
                made = fragment.charFormat()
                if made.hasProperty(_TOKEN):
                    token, number = str(made.property(_TOKEN)), int(made.property(_CHIP))
                    yield fragment.position(), fragment.length(), token, number
                piece += 1
            block = block.next()

    def _with_tokens(self, cursor: QTextCursor, *, whole: bool = False) -> str:
        """The selection, or all of the text, with tokens for its references."""
        first, last = (0, self.document().characterCount() - 1)
        if not whole:
            first, last = cursor.selectionStart(), cursor.selectionEnd()
        parts, place = [], first
        for chip in self.chips():
            if chip.end <= first or chip.start >= last:
                continue
            parts += [self._between(place, chip.start), chip.token]
            place = chip.end
        parts.append(self._between(place, last))
        return "".join(parts)

    def _between(self, start: int, end: int) -> str:
        if end <= start:
            return ""
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n").replace("\u2028", "\n")

    def _insert(self, cursor: QTextCursor, text: str) -> None:
        for part in parts_of(text.replace("\r\n", "\n").replace("\r", "\n")):
            known = self._quotes.get(str(part)) if isinstance(part, Token) else None
            if known is None or not isinstance(part, Token):
                cursor.insertText(str(part), self._plain)
                continue
            made = QTextCharFormat()
            made.setProperty(_TOKEN, str(part))
            made.setProperty(_CHIP, self._next)
            self._next += 1
            cursor.insertText(quoted(part, known, numbers=True), made)

    def _stale(self, quotes: Sequence[QuotedFigure]) -> bool:
        """Whether a reference stands there in other words than are quoted now, or as the token somebody typed."""
        said = {one.token: quoted(found, one, numbers=True) for one in quotes if (found := token_of(one.token))}
        shown = {chip.token: self._between(chip.start, chip.end) for chip in self.chips()}
        return any(shown.get(token) != words for token, words in said.items())

    def _on_text(self) -> None:
        self._dress()
        if not self._busy:
            self._pause.start()
            self.typed.emit()

    def _step_over(self) -> None:
        """Out of a reference, on the side one was going to."""
        cursor = self.textCursor()
        place = cursor.position()
        inside = next((chip for chip in self.chips() if chip.start < place < chip.end), None)
        if inside is None or self._busy:
            self._last = place
            return
        going = inside.end if place > self._last else inside.start
        mode = QTextCursor.MoveMode.KeepAnchor if cursor.hasSelection() else QTextCursor.MoveMode.MoveAnchor
        cursor.setPosition(going, mode)
        self._last = going
        self.setTextCursor(cursor)

    def _whole(self, cursor: QTextCursor) -> QTextCursor:
        """The cursor with every reference that its selection touches taken in whole."""
        first, last = cursor.selectionStart(), cursor.selectionEnd()
        for chip in self.chips():
            if chip.start < last and first < chip.end and first != last:
                first, last = min(first, chip.start), max(last, chip.end)
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _ready(self) -> None:
        """Before an edit: whole references only, and plain text from here on."""
        if self.textCursor().hasSelection():
            self.setTextCursor(self._whole(self.textCursor()))
        if self.currentCharFormat().hasProperty(_TOKEN):
            self.setCurrentCharFormat(self._plain)

    def _forwards(self, event: QKeyEvent) -> bool:
        ends = (QKeySequence.StandardKey.DeleteEndOfWord, QKeySequence.StandardKey.DeleteEndOfLine)
        return event.key() == Qt.Key.Key_Delete or any(event.matches(one) for one in ends)

    def _take_out(self, *, forwards: bool) -> bool:
        """Take out the reference beside the keyboard; whether there is one."""
        place = self.textCursor().position()
        chip = next((one for one in self.chips() if (one.start if forwards else one.end) == place), None)
        if chip is None:
            return False
        cursor = self.textCursor()
        cursor.setPosition(chip.start)
        cursor.setPosition(chip.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self.setTextCursor(cursor)
        return True

    def _dress(self) -> None:
        """Lay the looks over the references: a tint; amber with a wave where the figure is another today."""
        looks = []
        for chip in self.chips():
            look = QTextEdit.ExtraSelection()
            changed = self._changed.get(chip.token)
            attention = changed is False
            made = QTextCharFormat()
            made.setBackground(self._theme.colour("attention_soft" if attention else "accent_soft"))
            made.setForeground(self._theme.colour("attention" if attention else "text"))
            wave, dots = QTextCharFormat.UnderlineStyle.WaveUnderline, QTextCharFormat.UnderlineStyle.DotLine
            made.setUnderlineStyle(wave if attention else dots)
            made.setUnderlineColor(self._theme.colour("attention" if attention else "accent"))
            cursor = QTextCursor(self.document())
            cursor.setPosition(chip.start)
            cursor.setPosition(chip.end, QTextCursor.MoveMode.KeepAnchor)
            look.cursor, look.format = cursor, made
            looks.append(look)
        self.setExtraSelections(looks)
        changed_now = sum(self._changed.get(chip.token) is False for chip in self.chips())
        told = f"{len(looks)} live {'figure' if len(looks) == 1 else 'figures'} quoted"
        self.setAccessibleDescription(f"{told}, {changed_now} changed since" if changed_now else told)
