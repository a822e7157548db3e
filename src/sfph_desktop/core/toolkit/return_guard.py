"""The true numbers of a return put before the guard, with how they hang together; and what it decided, as cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sfph_desktop.core.domain.disclosure import Cell, Decision, Key, Relations, Release, Sent, Total, Within
from sfph_desktop.core.domain.network import NetworkIndicator, Qualifier, ReturnCell
from sfph_desktop.core.domain.returns import NOT_KNOWN, RawCell, cell_of
from sfph_desktop.core.toolkit.disclosure import guard


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One cell as it was told in an earlier return."""

    key: Key
    n: int | None
    value: Decimal | None
    share: bool
    qualifier: Qualifier = ""


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
                    k=int(one.value) if one.share and one.value is not None else None,
                    share=one.share,
                    qualifier=one.qualifier,
                )
                for one in sent
            )
        )
        for sent in ledger
    ]
    decided = guard(cells, _relations(raws, asked), releases, threshold)
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


def _relations(raws: Sequence[RawCell], asked: Sequence[NetworkIndicator]) -> Relations:
    """The totals of each breakdown, and which figures lie within which."""
    parts: defaultdict[tuple[str, str], list[Key]] = defaultdict(list)
    totals: dict[str, Key] = {}
    there: dict[tuple[str, str, str], Key] = {}
    for raw in raws:
        if raw.n is None or raw.missing:
            continue
        there[raw.indicator, raw.group, raw.group_value] = key_of(raw)
        if raw.group:
            parts[raw.indicator, raw.group].append(key_of(raw))
        else:
            totals[raw.indicator] = key_of(raw)
    return Relations(
        totals=tuple(Total(total=totals[name], parts=tuple(keys)) for (name, _), keys in parts.items()),
        within=tuple(_within(asked, there)),
    )


def _within(asked: Sequence[NetworkIndicator], there: Mapping[tuple[str, str, str], Key]) -> Iterable[Within]:
    """What anybody can tell from the definitions: the quarter lies in the year, those at risk among those measured."""
    by_indicator: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, group, value in there:
        by_indicator[name].append((group, value))
    for part in asked:
        for whole in asked:
            if part.id == whole.id:
                continue
            of_k = _counted_in_share(part, whole)
            if not of_k and not _lies_in(part, whole):
                continue
            for group, value in by_indicator[part.id]:
                outer = there.get((whole.id, group, value))
                if outer is not None:
                    yield Within(part=there[part.id, group, value], whole=outer, of_k=of_k, same=of_k)


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
