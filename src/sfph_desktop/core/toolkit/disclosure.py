"""What leaves, and what is held back so that nobody can work out a figure about a few people.

The judge is the receiver, as clever as may be, who knows every figure that is told, what each qualifier tells, how
figures hang together, and everything sent before (`disclosure_picture`, `disclosure_bounds`).

Not covered: what a receiver knows of single people from elsewhere; a mean of which the same people's later answers
have changed while their number has not, where no earlier figure is named (`Cell.before`); windows out of which somebody
has fallen of whom the receiver knows from elsewhere; enterprises that pool what they know of people they share; and
what could be concluded from the guard's having held back one figure rather than another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf

from sfph_desktop.core.domain.disclosure import Cell, Decision, Key, Part, Relations, Release, Sent
from sfph_desktop.core.domain.network import THRESHOLD, Qualifier
from sfph_desktop.core.toolkit.disclosure_alone import Alone, State, as_sent
from sfph_desktop.core.toolkit.disclosure_bounds import ranges
from sfph_desktop.core.toolkit.disclosure_picture import Picture, draw, told
from sfph_desktop.core.toolkit.disclosure_system import Component, Range


def guard(
    cells: Sequence[Cell], relations: Relations, released: Iterable[Release] = (), threshold: int = THRESHOLD
) -> dict[Key, Decision]:
    """Beside each figure about few people others are held back, each time the one that loses fewest people.

    That goes on until at least as many whole numbers as the threshold fit each figure about few, given everything that
    is told now and was told before; what then proves needless is told after all. Why a figure is held back is said only
    where that, too, leaves so many open; else all held beside each other bear the same word. A mean is told where its
    number of people is: times that number it adds up as people do, and can be worked out no further. Nothing is
    rounded. Source: Hundepool et al., Statistical Disclosure Control (2012), chapter 4 (secondary cell suppression;
    protection intervals by linear programming).

    In code: releases come in the order of sending; ValueError where figures contradict each other.
    """
    ledger = tuple(released)
    judge = _Judge(draw(cells, relations, ledger, threshold), ledger, threshold)
    judge.hold_what_is_few()
    judge.hold_beside()
    judge.tell_what_may_be_told()
    judge.choose_words()
    return judge.decisions()


def bounds(
    released: Sequence[Release], relations: Relations, threshold: int = THRESHOLD
) -> dict[tuple[int, Key, str], Range]:
    """What a receiver of these releases can work out: the lowest and highest whole number for each figure held back.

    By number of the release from 0, key, and part (n, k or rest). Figures that are told are not among them.
    """
    picture = draw((), relations, released, threshold, all_before=True)
    system, found, done = picture.system, {}, set[int]()
    names = {place: name for name, place in system.names.items()}
    for place in sorted(names):
        if place in done or not system.unknown(place):
            continue
        component = system.component(place)
        done.update(component.places)
        found.update(ranges(system, component, component.places))
    return {names[place]: ends for place, ends in found.items()}  # type: ignore[misc]


class _Judge:
    """The picture of a receiver, and what is done about it."""

    def __init__(self, picture: Picture, released: Sequence[Release], threshold: int) -> None:
        self._picture, self._system, self._threshold = picture, picture.system, threshold
        self._alone = Alone(released, threshold)
        self._states = {key: self._alone.state_of(cell) for key, cell in sorted(picture.cells.items())}
        self._need: dict[int, float] = {}
        """Place of a figure about few -> how many whole numbers must fit it."""

    def hold_what_is_few(self) -> None:
        """Open what each cell holds back for its own sake, and note what must stay wide open."""
        for key, state in self._states.items():
            self._open(key)
            for part in self._alone.about_few(self._picture.cells[key], state):
                self._need[self._picture.place(key, part)] = self._threshold
        for place, (key, sent) in self._picture.since.items():
            if sent.true_n is None or self._picture.cells[key].n - sent.true_n < self._threshold:
                self._need[place] = self._threshold
        self._protect_what_was_held()

    def _protect_what_was_held(self) -> None:
        """What was held back before stays open now."""
        few: dict[Qualifier, Part] = {"few": "k", "everybody": "rest", "beside": "k"}
        for release, sent in enumerate(self._picture.sent):
            for key, one in sent.items():
                if one.qualifier not in few or not self._picture.has(key, "n", release):
                    continue
                part = "n" if one.n is None else few[one.qualifier]
                if part == "n" and one.true_n is not None and one.true_n >= self._threshold:
                    continue
                self._need[self._picture.place(key, part, release)] = self._threshold

    def _open(self, key: Key) -> None:
        """Set the bounds of a cell's numbers to what a receiver is told in any case."""
        cell, state = self._picture.cells[key], self._states[key]
        self._set(key, "n", (0, inf) if state.holds_n else (cell.n, cell.n))
        if cell.k is not None:
            hidden = state.holds_n or state.holds_k
            self._set(key, "k", (0, inf) if hidden else (cell.k, cell.k))
            self._set(key, "rest", (0, inf) if hidden else (cell.n - cell.k, cell.n - cell.k))
        if state.stays is not None:
            for part, ends in as_sent(cell, state.stays, self._threshold).items():
                self._set(key, part, ends)

    def _set(self, key: Key, part: Part, ends: Range) -> None:
        place = self._picture.place(key, part)
        self._system.low[place], self._system.high[place] = ends

    # --- figures for the sake of others

    def hold_beside(self) -> None:
        """Hold back one more until every figure about few is wide enough, or nothing is left to hold back."""
        settled: set[int] = set()
        for start in sorted(self._need):
            while start not in settled:
                component = self._system.component(start)
                narrow = self._narrow(component)
                if not narrow:
                    settled.update(component.places)
                    break
                width, place = narrow[0]
                chosen = self._cheapest(place, component)
                if chosen is not None:
                    key, part = chosen
                    self._states[key].beside.append(part)
                    self._apply(key)
                elif not self._unsaid(component):
                    self._need[place] = width  # no more can be done: it was given away before

    def _narrow(self, component: Component) -> list[tuple[float, int]]:
        """The figures of a component for which too few whole numbers fit: how many, and the place."""
        inside = [place for place in component.places if place in self._need]
        found = ranges(self._system, component, inside, self._threshold)
        widths = [(high - low + 1, place) for place, (low, high) in found.items()]
        return sorted((width, place) for width, place in widths if width < self._need[place])

    def _cheapest(self, place: int, component: Component) -> tuple[Key, Part] | None:
        """What to hold back: the figure with the fewest people, nearest to the one in danger."""
        near = set(self._system.touching[place])
        best: tuple[tuple[int, int, int, int], tuple[Key, Part]] | None = None
        for at in component.rows:
            row = self._system.rows[at]
            for other, _ in row.terms:
                owner = self._picture.owner.get(other)
                if owner is None or self._system.unknown(other) or self._states[owner[0]].stays is not None:
                    continue
                cell = self._picture.cells[owner[0]]
                part: Part = "n" if owner[1] == "n" else "k"
                lost = cell.n * (2 if part == "n" and cell.k is not None else 1)
                rank = (at not in near, row.rank, lost, other)
                if best is None or rank < best[0]:
                    best = rank, (cell.key, part)
        return best[1] if best else None

    def _unsaid(self, component: Component) -> bool:
        """Hold back after all the smallest figure that would be told as it was sent; False where there is none."""
        keys = {self._picture.owner[place][0] for place in component.places if place in self._picture.owner}
        stay = sorted((self._picture.cells[key].n, key) for key in keys if self._states[key].stays is not None)
        if not stay:
            return False
        state = self._states[stay[0][1]]
        state.stays, state.reason, state.holds_n, state.holds_k = None, "beside", True, True
        self._open(stay[0][1])
        return True

    def _apply(self, key: Key) -> None:
        """Open what is held beside."""
        state = self._states[key]
        self._open(key)
        if "n" in state.beside:
            self._set(key, "n", (0, inf))
        if state.beside and self._picture.cells[key].k is not None:
            self._set(key, "k", (0, inf))
            self._set(key, "rest", (0, inf))

    def tell_what_may_be_told(self) -> None:
        """Tell again what was held beside others in vain, those with most people first."""
        held = [(key, part) for key, state in self._states.items() for part in state.beside]
        for key, part in sorted(held, key=lambda one: (-self._picture.cells[one[0]].n, one)):
            state = self._states[key]
            kept = list(state.beside)
            state.beside.remove(part)
            if part == "n" and self._picture.cells[key].k is not None and "k" not in state.beside:
                state.beside.append("k")  # first the people, then how many of them
                self._apply(key)
                if not self._safe_around(key):
                    state.beside = kept
                    self._apply(key)
                    continue
                kept = list(state.beside)
                state.beside.remove("k")
            self._apply(key)
            if not self._safe_around(key):
                state.beside = kept
                self._apply(key)

    def _safe_around(self, key: Key) -> bool:
        """Whether every figure about few that may be told of by this one is wide enough."""
        done: set[int] = set()
        parts: tuple[Part, ...] = ("n",) if self._picture.cells[key].k is None else ("n", "k", "rest")
        for part in parts:
            place = self._picture.place(key, part)
            for row in self._system.touching[place]:
                for other, _ in self._system.rows[row].terms:
                    if other in done or not self._system.unknown(other):
                        continue
                    component = self._system.component(other)
                    done.update(component.places)
                    if self._narrow(component):
                        return False
        return True

    # --- words

    def choose_words(self) -> None:
        """Tell the true reason where even that leaves every figure wide enough; else `beside` for all that is held."""
        done: set[int] = set()
        for place in sorted(self._picture.owner):
            if place in done or not self._system.unknown(place):
                continue
            component = self._system.component(place)
            done.update(component.places)
            self._word(component)

    def _word(self, component: Component) -> None:
        keys = sorted({self._picture.owner[place][0] for place in component.places if place in self._picture.owner})
        words = {key: word for key in keys if (word := self._true_word(key))}
        plain = all(word == "beside" for word in words.values())
        if not plain:
            for key, word in words.items():
                cell, state = self._picture.cells[key], self._states[key]
                sent = Sent(key=key, n=None if state.hides_n else cell.n, share=cell.k is not None, qualifier=word)
                for part, ends in told(sent, self._threshold, few_beside=True).items():
                    self._set(key, part, ends)
            if self._narrow(component):
                plain = True
                for key in words:
                    self._apply(key)
        for key, word in words.items():
            self._states[key].qualifier = "beside" if plain else word

    def _true_word(self, key: Key) -> Qualifier:
        """Why it is held back, of those that may be held back for a word; blank for others."""
        cell, state = self._picture.cells[key], self._states[key]
        if not cell.publishable or state.stays is not None:
            return ""
        if state.hides_n:
            return "few" if cell.n < self._threshold else "beside"
        if not (state.holds_k or state.beside) or cell.k is None:
            return ""
        if cell.k < self._threshold:
            return "few"
        return "everybody" if cell.n - cell.k < self._threshold else "beside"

    def decisions(self) -> dict[Key, Decision]:
        """What becomes of each cell."""
        return {key: self._decision(self._picture.cells[key], state) for key, state in self._states.items()}

    def _decision(self, cell: Cell, state: State) -> Decision:
        if not cell.publishable:
            return Decision(key=cell.key, n=None, qualifier="no_basis", reason="no_basis")
        if state.stays is not None:
            was = state.stays
            return Decision(key=cell.key, n=was.n, k=was.k, qualifier="earlier", reason="earlier")
        hides_n = state.hides_n
        hides_k = hides_n or state.holds_k or bool(state.beside)
        reason = state.reason or ("beside" if hides_n or (hides_k and cell.k is not None) else "")
        return Decision(
            key=cell.key,
            n=None if hides_n else cell.n,
            k=None if hides_k else cell.k,
            qualifier=state.qualifier,
            reason=reason,
        )
