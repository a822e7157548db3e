"""One joint bid: who bids together, what each can show side by side, what it comes to, and the keys it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QFrame, QWidget

from sfph_desktop.core.domain.bid_rules import ROLE_WORDS
from sfph_desktop.core.domain.joint import OwnKey
from sfph_desktop.core.domain.joint_pages import Combined, JointPage, JointSide
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, row, words
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet, Told
from sfph_desktop.ui.widgets.passages import Headed, Turning, in_order, stops_down

_NEVER_ADDED = (
    "Some people may be with more than one of you, so people are never added: the true number lies between the two, "
    "both included."
)
_KEY_LEAD = (
    "Give your partners the file with your key. Then ring them, and read the fingerprint out: they compare it with "
    "what their screen shows."
)


class JointSheet(Sheet):
    """Shows what is kept; everything else is sent as it is wished."""

    take_wanted = Signal()
    write_wanted = Signal(str)
    bid_wanted = Signal()
    make_wanted = Signal(str)
    key_file_wanted = Signal()
    their_file_wanted = Signal()
    key_accepted = Signal(object)
    announced = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Joint bid")
        self.key = OwnKey(name="", public_key="", fingerprint="")
        self.chosen: dict[str, QCheckBox] = {}
        """Of our own figures, by evidence number: whether each goes into the next file."""
        self.ticked: dict[tuple[str, str], QCheckBox] = {}
        """Of everybody's figures, by whose and evidence number: whether each goes into the document."""
        self.snapshot = ""
        self._bid_ref, self._left_out = "", frozenset[tuple[str, str]]()
        self.header = PageHeader(theme, "Joint bid")
        self.take = button(theme, "Take a partner's file in", self.take_wanted.emit, kind="primary", icon="folder")
        self.pdf = button(theme, "To PDF", lambda: self.write_wanted.emit(".pdf"), icon="save")
        self.word = button(theme, "To Word", lambda: self.write_wanted.emit(".docx"))
        about = button(theme, "Who bids, shares and risks", self.bid_wanted.emit, kind="link")
        about.setAccessibleDescription("Opens the page of the bid, where they are changed")
        self.good, self.bad = Told(theme, "good", ""), Told(theme, "problem", "")
        self.good.hide()
        self.bad.hide()
        self.sides = Headed(theme, "two-people", "Who bids together")
        self.together = Headed(theme, "impact", "Together")
        self.beside = Headed(theme, "page", "What each can show")
        actions = Flow(theme.space("small"), self.take, self.pdf, self.word, about)
        self.add(self.header, actions, self.good, self.bad, self.sides, self.together, self.beside)
        self.add(self._own_key(), self._their_key(), None)

    # --- what is shown

    def show_view(self, page: JointPage, key: OwnKey, known: Sequence[str], keyed: Sequence[str], left: str) -> None:
        """Show a joint bid as it is kept now. `left`: what of the shares is not given yet, in words."""
        self.key = key
        others = sum(not one.ours for one in page.sides)
        told = "nobody else is in it yet" if not others else f"with {others} {'other' if others == 1 else 'others'}"
        self.header.say(page.bid.title, f"{page.bid.bid_ref}: {told}")
        lines: list[QWidget] = [self._side(one, one.name in keyed) for one in page.sides]
        self.sides.fill(*lines, *([words(left, "small")] if left else []))
        self.together.fill(*self._combined(page.combined))
        self.together.setVisible(bool(page.combined))
        same = page.bid.bid_ref == self._bid_ref  # what was not ticked stays so when the page is shown anew
        self._left_out = frozenset(self.ticked) - frozenset(self.for_paper()) if same else frozenset()
        self._bid_ref, self.chosen, self.ticked = page.bid.bid_ref, {}, {}
        cards: list[QWidget] = [self._evidence(one) for one in page.sides if one.evidence is not None]
        self.beside.setVisible(bool(cards))
        self.beside.fill(*([Turning(self.theme, cards, self.theme.size("list"))] if cards else []))
        self.pdf.setEnabled(bool(others))
        self.word.setEnabled(bool(others))
        self.own_text.setText(key.public_key)
        self.own_print.setText(f"Fingerprint, to be read out: {key.fingerprint}")
        self.accept_form.rows["partner"].offer(tuple(known))
        self.theirs.setVisible(bool(known))
        inside = self.area.widget()
        in_order(*stops_down(inside) if inside is not None else ())

    def show_done(self, title: str, lines: Sequence[str]) -> None:
        """What was done, and what was checked, in words."""
        self.bad.hide()
        self.good.say(title, "\n".join(lines))
        self.good.show()
        self.area.ensureWidgetVisible(self.good)
        self.announced.emit(self.good.said)

    def show_refused(self, failure: UserCanFix) -> None:
        """Why a file was not taken in."""
        self.good.hide()
        self.bad.say(failure.what, " ".join(part for part in (failure.why, failure.do) if part))
        self.bad.show()
        self.area.ensureWidgetVisible(self.bad)
        self.announced.emit(self.bad.said)

    def show_key_failure(self, failure: UserCanFix) -> None:
        """Why a key was not accepted, beside its field."""
        if not self.accept_form.show_problems(failure):
            self.accept_problem.setText(str(failure))
            self.accept_problem.show()

    def clear_key(self) -> None:
        """After a key was accepted."""
        self.accept_problem.hide()
        for name in ("key", "heard"):
            self.accept_form.rows[name].show_value("")

    def figures(self) -> tuple[str, ...]:
        """Our own figures that go into the next file."""
        return tuple(number for number, box in self.chosen.items() if box.isChecked())

    def for_paper(self) -> tuple[tuple[str, str], ...]:
        """Everybody's figures that go into the document: whose, and its evidence number."""
        return tuple(which for which, box in self.ticked.items() if box.isChecked())

    # --- inside

    def _side(self, one: JointSide, keyed: bool) -> QFrame:
        theme = self.theme
        share = "" if one.share is None else f", {one.share * 100:.0f} of a hundred"
        lots = f", lots {one.lots}" if one.lots else ""
        told = [words(f"{one.name}{' (you)' if one.ours else ''}: {ROLE_WORDS[one.role]}{lots}{share}", "bold")]
        told += [words(one.does)] if one.does else []
        told.append(words(f"Carries the risk of {one.risks}" if one.risks else "No risk is written down yet.", "small"))
        if one.missing:
            told.append(words(one.missing, "small"))
        elif one.taken is not None:
            on = one.taken.taken_on
            came = (
                f"Their file {one.taken.sequence} was taken in on {on.day} {on:%B %Y}, signed with {one.fingerprint}."
            )
            told.append(words(came, "small"))
        pieces: list[QWidget] = list(told)
        if keyed:
            make = button(theme, "Make a file for them", partial(self.make_wanted.emit, one.name), icon="save")
            make.setAccessibleName(f"Make an evidence file for {one.name}")
            pieces.append(Flow(theme.space("small"), make))
        return held(column(*pieces, gap=theme.space("tiny"), edge=theme.space("medium")), "soft")

    def _combined(self, found: Sequence[Combined]) -> list[QWidget]:
        made: list[QWidget] = [words(_NEVER_ADDED, "quiet")]
        for one in found:
            made += [
                words(one.words or f"{one.title}: only side by side, because {one.why_not}."),
                words(one.beside, "small"),
            ]
        return made

    def _evidence(self, one: JointSide) -> QFrame:
        theme, evidence = self.theme, one.evidence
        pieces: list[QWidget] = [words(one.name, "bold")]
        if evidence is not None:
            start, end = evidence.period_start, evidence.period_end
            period = f"{start.day} {start:%B %Y} to {end.day} {end:%B %Y}"
            pieces.append(words(f"{period}{', invented sample' if evidence.sample else ''}", "small"))
            if one.ours:
                self.snapshot = evidence.snapshot
            also = ", and into the next file for a partner" if one.ours else ""
            pieces.append(words(f"What is ticked goes into the document{also}.", "small"))
            for figure in evidence.figures:
                said = words(f"{figure.words} ({figure.evidence} of {one.name})")
                box, which = QCheckBox(), (one.name, figure.evidence)
                box.setAccessibleName(
                    f"Goes into the {'document and the file' if one.ours else 'document'}: {figure.words}"
                )
                box.setChecked(which not in self._left_out)
                self.ticked[which] = box
                if one.ours:
                    self.chosen[figure.evidence] = box
                line = row(box, said, gap=theme.space("small"))
                line.setStretch(1, 1)
                pieces.append(held(line))
        return held(column(*pieces, None, gap=theme.space("small"), edge=theme.space("medium")), "soft")

    def _own_key(self) -> Headed:
        theme = self.theme
        self.own_text, self.own_print = words(), words("", "bold")
        self.save_key = button(theme, "Save your key as a file", self.key_file_wanted.emit, icon="save")
        copy = button(theme, "Copy your key", self._copy)
        actions = Flow(theme.space("small"), self.save_key, copy)
        lead = words(_KEY_LEAD, "quiet")
        return Headed(theme, "key", "Your key", lead, self.own_text, self.own_print, actions)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.key.public_key)
        self.announced.emit("Your key is copied.")

    def _their_key(self) -> Headed:
        theme = self.theme
        self.accept_form = Form(
            theme,
            [
                Field(name="partner", label="Whose key", kind="choice", choices=(), needed=True),
                Field(
                    name="key",
                    label="Their key",
                    needed=True,
                    wide=True,
                    help="Open their key file. The thirteen groups typed do for reading theirs, not for sealing yours",
                ),
                Field(
                    name="heard",
                    label="The fingerprint they read out to you",
                    needed=True,
                    wide=True,
                    help="Type it as you hear it, not from a message: who could change the key could change that too",
                ),
            ],
        )
        self.accept_problem = words("", "problem")
        self.accept_problem.hide()
        self.from_file = button(theme, "Open their key file", self.their_file_wanted.emit, icon="folder")
        self.accept = button(theme, "Accept this key", self._on_accept)
        actions = Flow(theme.space("small"), self.from_file, self.accept)
        self.theirs = Headed(theme, "key", "Accept a partner's key", self.accept_form, self.accept_problem, actions)
        return self.theirs

    def _on_accept(self) -> None:
        self.accept_problem.hide()
        try:
            typed = self.accept_form.values()
        except UserCanFix:
            return
        self.key_accepted.emit(typed)
