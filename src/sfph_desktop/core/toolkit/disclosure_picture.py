"""The picture a receiver has: every figure of this release and of earlier ones as numbers and rows of one system."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

from sfph_desktop.core.domain.disclosure import Cell, Key, Part, Relations, Release, Sent, Total, Within
from sfph_desktop.core.toolkit.disclosure_system import Range, System

NOW = -1
"""The release that is being judged; earlier ones are counted from 0."""
Name = tuple[int, Key, str]


@dataclass(slots=True)
class Picture:
    """A system and what its numbers are called."""

    system: System = field(default_factory=System)
    cells: dict[Key, Cell] = field(default_factory=dict)
    sent: list[dict[Key, Sent]] = field(default_factory=list)
    """Of each earlier release."""
    owner: dict[int, tuple[Key, Part]] = field(default_factory=dict)
    """Place of a number -> the cell of this release it belongs to."""
    since: dict[int, tuple[Key, Sent]] = field(default_factory=dict)
    """Place of a number -> whose new people it counts, since what was held back then."""

    def place(self, key: Key, part: str, release: int = NOW) -> int:
        """The place of one number."""
        return self.system.names[release, key, part]

    def has(self, key: Key, part: str, release: int) -> bool:
        """Whether a release holds this number."""
        return (release, key, part) in self.system.names


def draw(
    cells: Sequence[Cell],
    relations: Relations,
    released: Sequence[Release],
    threshold: int,
    *,
    all_before: bool = False,
) -> Picture:
    """The picture with everything of this release told. Raises ValueError where parts do not add up to their total.

    Earlier releases come in as far as their figures hang together with this one; all of them with `all_before`.
    """
    picture = Picture(cells={cell.key: cell for cell in cells})
    if len(picture.cells) < len(cells):
        raise ValueError("a figure is there twice")
    for cell in sorted(cells, key=lambda one: one.key):
        _add_cell(picture, cell)
    picture.sent = [{one.key: one for one in release.sent} for release in released]
    bound = _Bound(picture, relations, threshold)
    bound.join(all_before)
    return picture


def _add_cell(picture: Picture, cell: Cell) -> None:
    """The numbers of a figure, told; of a share also the row n = k + rest."""
    if cell.n < 0 or (cell.k is not None and not 0 <= cell.k <= cell.n):
        raise ValueError(f"{cell.key}: {cell.k} of {cell.n} is no count of people")
    parts: dict[Part, int] = {"n": cell.n}
    if cell.k is not None:
        parts |= {"k": cell.k, "rest": cell.n - cell.k}
    for part, count in parts.items():
        place = picture.system.number((NOW, cell.key, part), count, count)
        picture.owner[place] = (cell.key, part)
        picture.system.truth[place] = count
    if cell.k is not None:
        _share_row(picture, cell.key, NOW)


def _share_row(picture: Picture, key: Key, release: int) -> None:
    n, k, rest = (picture.place(key, part, release) for part in ("n", "k", "rest"))
    picture.system.row(((n, 1), (k, -1), (rest, -1)), 0, 0, rank=1)


class _Bound:
    """Joins the relations to a picture, and brings in those earlier figures that hang together with it."""

    def __init__(self, picture: Picture, relations: Relations, threshold: int) -> None:
        self._picture = picture
        self._threshold = threshold
        self._relations = relations
        self._few_beside = [_families_told_few(sent, relations.totals) for sent in picture.sent]
        self._where: dict[Key, list[int]] = defaultdict(list)
        for release, sent in enumerate(picture.sent):
            for key in sent:
                self._where[key].append(release)

    def join(self, all_before: bool) -> None:
        """All relations that touch this release, or with `all_before` any release."""
        one_time: list[tuple[Total | Within, set[int]]] = []
        every: list[Total | Within] = [*self._relations.totals, *self._relations.within]
        for relation in every:
            keys = _keys(relation)
            known = [key for key in keys if key in self._picture.cells or key in self._where]
            if not known:
                continue
            together = self._together(known)
            if together:
                one_time.append((relation, together))
            else:
                self._across(relation, keys)
        for cell in self._picture.cells.values():
            self._follows(cell)
        self._within_releases(one_time, all_before)

    def _together(self, known: Iterable[Key]) -> set[int]:
        """The releases that hold all of these figures."""
        places: set[int] | None = None
        for key in known:
            here = set(self._where.get(key, ()))
            if key in self._picture.cells:
                here.add(NOW)
            places = here if places is None else places & here
        return places or set()

    def _across(self, relation: Total | Within, keys: Iterable[Key]) -> None:
        """A relation between figures of different times: each by what was told of it last."""
        at = {key: NOW if key in self._picture.cells else (self._where.get(key) or [NOW])[-1] for key in keys}
        for key, release in at.items():
            self._bring(key, release)
        self._relate(relation, at, across=True)

    def _follows(self, cell: Cell) -> None:
        """Nothing has fallen out of its window: every part is at least what it was."""
        if cell.before is None or not self._where.get(cell.before):
            return
        release = self._where[cell.before][-1]
        self._bring(cell.before, release)
        system = self._picture.system
        for part in _parts(cell.k is not None and self._picture.has(cell.before, "k", release)):
            was, now = self._picture.place(cell.before, part, release), self._picture.place(cell.key, part)
            new = system.truth[now] - system.truth.get(was, system.low[was])
            if new < 0:
                continue  # records were put right: somebody is gone after all
            if part != "n" or not system.unknown(was):
                system.row(((now, 1), (was, -1)), 0, inf, rank=2, across=True)
                continue
            since = system.number((NOW, cell.key, "new"))
            self._picture.since[since] = (cell.key, self._picture.sent[release][cell.before])
            if was in system.truth:
                system.truth[since] = new
            system.row(((now, 1), (was, -1), (since, -1)), 0, 0, rank=2, across=True)

    def _within_releases(self, relations: Iterable[tuple[Total | Within, set[int]]], all_before: bool) -> None:
        """Relations inside one release: all of this one; of earlier ones what hangs together with what was brought."""
        waiting: dict[tuple[int, Key], list[Total | Within]] = defaultdict(list)
        for relation, releases in relations:
            for release in releases:
                keys = _keys(relation)
                if release == NOW:
                    for key in keys:
                        self._bring(key, NOW)
                    self._relate(relation, dict.fromkeys(keys, NOW))
                else:
                    for key in keys:
                        waiting[release, key].append(relation)
                    if all_before:
                        self._bring(keys[0], release)
        done: set[tuple[int, int]] = set()
        frontier = [(release, key) for release, key, part in self._names() if release != NOW and part == "n"]
        while frontier:
            release, key = frontier.pop()
            for relation in waiting.get((release, key), ()):
                if (release, id(relation)) in done:
                    continue
                done.add((release, id(relation)))
                keys = _keys(relation)
                frontier += [(release, other) for other in keys if not self._picture.has(other, "n", release)]
                for other in keys:
                    self._bring(other, release)
                self._relate(relation, dict.fromkeys(keys, release))

    def _names(self) -> list[Name]:
        return list(self._picture.system.names)  # type: ignore[arg-type]

    def _bring(self, key: Key, release: int) -> None:
        """The numbers of a figure of one release, with what its qualifier tells; of one nobody told, nothing."""
        system = self._picture.system
        if self._picture.has(key, "n", release):
            return
        sent = self._picture.sent[release].get(key) if release != NOW else None
        if sent is None:
            system.number((release, key, "n"))
            return
        few_beside = key in self._few_beside[release]
        truth = _truth(sent)
        for part, (low, high) in told(sent, self._threshold, few_beside=few_beside).items():
            place = system.number((release, key, part), low, high)
            if part in truth:
                system.truth[place] = truth[part]
        if sent.share:
            _share_row(self._picture, key, release)

    def _relate(self, relation: Total | Within, at: Mapping[Key, int], *, across: bool = False) -> None:
        """The rows of one relation over these figures."""
        if isinstance(relation, Within):
            self._relate_within(relation, at, across=across)
            return
        everything = (relation.total, *relation.parts)
        shares = all(self._picture.has(key, "k", at[key]) for key in everything)
        for part in _parts(shares)[:2]:
            places = [self._picture.place(key, part, at[key]) for key in everything]
            terms = ((places[0], 1), *((place, -1) for place in places[1:]))
            self._adds_up(relation, terms, at)
            self._picture.system.row(terms, 0, 0, across=across)

    def _relate_within(self, relation: Within, at: Mapping[Key, int], *, across: bool) -> None:
        part, whole = relation.part, relation.whole
        of: Part = "k" if relation.of_k and self._picture.has(whole, "k", at[whole]) else "n"
        terms = ((self._picture.place(whole, of, at[whole]), 1), (self._picture.place(part, "n", at[part]), -1))
        most = 0 if relation.same else inf
        self._adds_up(relation, terms, at, 0, most)
        self._picture.system.row(terms, 0, most, rank=0 if relation.same else 2, across=across)

    def _adds_up(
        self, relation: object, terms: Iterable[tuple[int, int]], at: Mapping[Key, int], low: float = 0, high: float = 0
    ) -> None:
        """Raises ValueError where the true figures of this release contradict what is said of them."""
        if any(release != NOW for release in at.values()) or any(key not in self._picture.cells for key in at):
            return
        found = sum(coefficient * self._picture.system.low[place] for place, coefficient in terms)
        if not low <= found <= high:
            raise ValueError(f"the figures do not fit {relation}")


def told(sent: Sent, threshold: int, *, few_beside: bool = False) -> dict[Part, Range]:
    """What a receiver knows of the numbers of one figure, from what was told of it alone.

    `few` is 0 to threshold - 1: of n where n is held, else of k. `everybody`: all but so few are counted. `earlier`:
    less than threshold away from what is told. `beside` tells nothing, unless another figure of its breakdown is called
    few (`few_beside`): then this one is not.
    """
    n: Range = (0, inf)
    k: Range = (0, inf)
    rest: Range = (0, inf)
    few = (0.0, threshold - 1.0)
    if sent.qualifier == "earlier" and sent.n is not None:
        n = (0, inf) if sent.share else (max(0, sent.n - threshold + 1), sent.n + threshold - 1)
    elif sent.n is not None:
        n = (sent.n, sent.n)
        if sent.share and sent.k is not None:
            k, rest = (sent.k, sent.k), (sent.n - sent.k, sent.n - sent.k)
        elif sent.qualifier == "few":
            k = few
        elif sent.qualifier == "everybody":
            rest = few
        elif sent.qualifier == "beside" and few_beside:
            k = rest = (threshold, inf)
    elif sent.qualifier == "few":
        n = few
    elif sent.qualifier == "beside" and few_beside:
        n = (threshold, inf)
    return {"n": n, "k": k, "rest": rest} if sent.share else {"n": n}


def _truth(sent: Sent) -> dict[Part, int]:
    """The true numbers of what was sent, where the ledger has kept them or they were told."""
    n = sent.n if sent.true_n is None and sent.qualifier != "earlier" else sent.true_n
    k = sent.k if sent.true_k is None and sent.qualifier != "earlier" else sent.true_k
    if n is None:
        return {}
    return {"n": n} if k is None else {"n": n, "k": k, "rest": n - k}


def _families_told_few(sent: Mapping[Key, Sent], totals: Iterable[Total]) -> set[Key]:
    """The figures of breakdowns in which one is called few or everybody."""
    found: set[Key] = set()
    for total in totals:
        if any(part in sent and sent[part].qualifier in ("few", "everybody") for part in total.parts):
            found.update(total.parts)
    return found


def _keys(relation: Total | Within) -> tuple[Key, ...]:
    return (relation.total, *relation.parts) if isinstance(relation, Total) else (relation.part, relation.whole)


def _parts(share: bool) -> tuple[Part, ...]:
    return ("n", "k", "rest") if share else ("n",)
