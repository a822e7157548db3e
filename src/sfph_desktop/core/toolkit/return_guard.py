"""The true numbers of a return put before the guard, with how they hang together; and what it decided, as cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sfph_desktop.core.domain.disclosure import Cell, Decision, Key, Relations, Release, Sent, Total, Within
from sfph_desktop.core.domain.network import NetworkIndicator, Qualifier, ReturnCell, quarter_of
from sfph_desktop.core.domain.returns import NOT_KNOWN, RawCell, cell_of
from sfph_desktop.core.toolkit.disclosure import guard


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One cell as it was told in an earlier return."""

    key: Key
    n: int | None
    value: Decimal | None
    qualifier: Qualifier = ""
    true_n: int
    """The people there truly were: the ledger at home knows it."""
    true_k: int | None = None
    """Of a share, how many of them counted in truth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A cell as it may leave, with the reason as the member itself may read it."""

    raw: RawCell
    cell: ReturnCell
    why: Qualifier


def key_of(raw: RawCell) -> Key:
    """What names a cell for ever."""
    return raw.indicator, raw.window, raw.period.end.isoformat(), raw.group, raw.group_value


def judged(
    raws: Sequence[RawCell],
    asked: Sequence[NetworkIndicator],
    ledger: Sequence[Sequence[Told]],
    threshold: int,
    only_added: Mapping[Key, Key] | None = None,
) -> tuple[Judged, ...]:
    """Every cell as it may leave, given everything that has left (`ledger`: one list for each return).

    `only_added`: of cells that only add to an earlier one, the key of that one (`disclosure.Cell.before`).
    """
    known = only_added or {}
    cells = [
        Cell(
            key=key_of(raw),
            n=raw.n,
            k=int(raw.value) if raw.kind == "share" and raw.value is not None else None,
            before=known.get(key_of(raw)),
            empty_may_be_told=raw.group_value == NOT_KNOWN and raw.kind != "mean",
        )
        for raw in raws
        if raw.n is not None and not raw.missing
    ]
    releases = [
        Release(
            sent=tuple(
                Sent(
                    key=one.key,
                    n=one.n,
                    k=int(one.value) if one.true_k is not None and one.value is not None else None,
                    share=one.true_k is not None,
                    qualifier=one.qualifier,
                    true_n=one.true_n,
                    true_k=one.true_k,
                )
                for one in sent
            )
        )
        for sent in ledger
    ]
    known_keys = {cell.key for cell in cells} | {one.key for sent in ledger for one in sent}
    decided = guard(cells, relations(known_keys, asked), releases, threshold)
    told = {one.key: one for sent in ledger for one in sent if one.n is not None}
    return tuple(_judge(raw, decided.get(key_of(raw)), told.get(key_of(raw))) for raw in raws)


def _judge(raw: RawCell, decided: Decision | None, before: Told | None) -> Judged:
    if raw.missing:
        return Judged(raw=raw, cell=cell_of(raw, None, None, raw.missing), why=raw.missing)
    if decided is None:  # it belongs to nobody
        return Judged(raw=raw, cell=cell_of(raw, None, raw.value, ""), why="")
    if decided.n is None:
        return Judged(raw=raw, cell=cell_of(raw, None, None, decided.qualifier), why=decided.reason)
    value: Decimal | None
    qualifier: Qualifier
    value, qualifier, why = raw.value, decided.qualifier, decided.reason
    if raw.kind == "share":
        value = None if decided.k is None else Decimal(decided.k)
    elif raw.kind == "count":
        value = Decimal(decided.n)
    elif before is not None and before.value is not None and before.n == decided.n:
        # The same people as before: another mean or amount would tell of the few whose records were corrected.
        if value != before.value:
            qualifier = why = "earlier"
        value = before.value
    elif qualifier == "earlier":
        return Judged(raw=raw, cell=cell_of(raw, None, None, "beside"), why="earlier")
    return Judged(raw=raw, cell=cell_of(raw, decided.n, value, qualifier), why=why)


def relations(keys: AbstractSet[Key], asked: Sequence[NetworkIndicator]) -> Relations:
    """The totals of each breakdown, and which figures lie within which, of this return and of those before."""
    parts: defaultdict[tuple[str, ...], list[Key]] = defaultdict(list)
    for key in sorted(keys):
        indicator, window, end, group, _ = key
        if group and (indicator, window, end, "", "") in keys:
            parts[indicator, window, end, group].append(key)
    return Relations(
        totals=tuple(Total(total=(*family[:3], "", ""), parts=tuple(found)) for family, found in parts.items()),
        within=tuple(_within(keys, asked)),
    )


def _within(keys: AbstractSet[Key], asked: Sequence[NetworkIndicator]) -> Iterator[Within]:
    """What anybody can tell from the definitions: the quarter lies in the year, those at risk among those measured."""
    by_indicator: defaultdict[str, list[Key]] = defaultdict(list)
    for key in sorted(keys):
        by_indicator[key[0]].append(key)
    for part in asked:
        for whole in asked:
            of_k = _counted_in_share(part, whole)
            if part.id == whole.id or not (of_k or _lies_in(part, whole)):
                continue
            same = not of_k and _lies_in(whole, part)
            if same and part.id > whole.id:
                continue  # said the other way round already
            for key in by_indicator[part.id]:
                for end in _ends(key, part, whole):
                    outer = (whole.id, whole.window, end, *key[3:])
                    if outer in keys:
                        yield Within(part=key, whole=outer, of_k=of_k, same=same or of_k)


def _ends(key: Key, part: NetworkIndicator, whole: NetworkIndicator) -> Iterator[str]:
    """The last days of windows in which a figure lies: its own; of a quarter also those of the years that hold it."""
    yield key[2]
    # People move between age bands and areas as time goes on; between genders they are taken not to.
    if (part.window, whole.window) == ("quarter", "year") and key[3] in {"", "gender"}:
        quarter = quarter_of(date.fromisoformat(key[2]))
        for _ in range(3):
            quarter = quarter.next
            yield quarter.period.end.isoformat()


def _lies_in(part: NetworkIndicator, whole: NetworkIndicator) -> bool:
    """Whether the people of one indicator are among those of another, by what the two measures mean."""
    if part.window != whole.window and (part.window, whole.window) != ("quarter", "year"):
        return False
    inner, outer = _people_of(part), _people_of(whole)
    # Of the groups only those of one day compare: both windows of a return end on the same day.
    return bool(inner) and (inner == outer or _among(inner, outer))


def _people_of(one: NetworkIndicator) -> str:
    """Which people are behind n of an indicator, as a word that is the same for the same people."""
    kind, colon, name = one.measure.partition(":")
    if colon:
        return {"event_quantity": f"event {name}", "event": f"event {name}"}.get(kind, f"{kind} {name}")
    scale, _, way = one.measure.rpartition(".")
    if way == "change_sum" or (way == "improved" and one.kind == "share"):
        return f"pairs {scale}"
    return f"{one.kind} {way} {scale}"


def _among(inner: str, outer: str) -> bool:
    if inner == "reach attendances":
        return outer == "reach people"
    scale = inner.rpartition(" ")[2]
    return inner in {f"share recovered {scale}", f"count improved {scale}", f"count recovered {scale}"} and outer == (
        f"pairs {scale}"
    )


def _counted_in_share(part: NetworkIndicator, whole: NetworkIndicator) -> bool:
    """Whether one counts the very people whom the other tells as k of n."""
    return (
        part.kind == "count"
        and whole.kind == "share"
        and part.measure == whole.measure
        and (part.window == whole.window)
    )
