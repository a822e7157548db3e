"""One quarter's collation on an open engine, step by step; what may not be told is taken out here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, get_args

from sfph_desktop.core.domain.collations import Collation
from sfph_desktop.core.domain.network import Benchmark, IndicatorKind, Quarter, SectorTotal, one_of
from sfph_desktop.core.domain.problems import Problem, UserCanFix

if TYPE_CHECKING:
    from sfph_desktop.core.interchange.engine.running import Engine
    from sfph_desktop.core.toolkit.collation.told import Spread

_MILLIONTH = Decimal("0.000001")
_SHOWN = 10


class Collating:
    """One quarter on an open engine: each step is worked out once, when it is first asked for."""

    def __init__(self, engine: Engine, quarter: Quarter, *, returns: Any, cells: Any, indicators: Any) -> None:
        from sfph_desktop.core.toolkit.collation import positions, spread, tables, told, totals, values

        self.engine, self.quarter = engine, quarter
        self.tables, self.values, self.spreading, self.summing = tables, values, spread, totals
        self.telling, self.placing = told, positions
        self.returns = tables.conform(returns, tables.RETURNS)
        self.cells = tables.conform(cells, tables.CELLS)
        self.given = tables.conform(indicators, tables.INDICATORS)

    @cached_property
    def indicators(self) -> Any:
        """The definitions' indicators, numbered; refused where one is there twice or of no kind we know."""
        kept = self.engine.keep(self.tables.numbered(self.given))
        seen: set[str] = set()
        wrong = []
        for id_, kind in sorted(self.engine.rows(kept.select("indicator", "kind"))):
            if kind not in get_args(IndicatorKind):
                accepted = ", ".join(get_args(IndicatorKind))
                wrong.append(Problem(reason=f"indicator {id_} is of kind '{kind}'.", accepted=accepted))
            if id_ in seen:
                wrong.append(Problem(reason=f"indicator {id_} is there twice.", accepted="each id once"))
            seen.add(id_)
        refuse("The definitions cannot be used.", wrong)
        return kept

    @cached_property
    def members(self) -> Any:
        """Each member's return that counts; refused where two of them claim to be the newest."""
        kept = self.engine.keep(self.values.newest(self.returns, str(self.quarter)))
        twice = sorted(self.engine.rows(self.values.repeated(kept)))
        refuse(
            f"The returns of {self.quarter} cannot be used.",
            [Problem(reason=f"member {name} has two returns with the same sequence.") for (name,) in twice],
        )
        return kept

    @cached_property
    def names(self) -> Any:
        """The kinds of members, numbered."""
        return self.engine.keep(self.values.alike_names(self.values.alikes(self.members)))

    @cached_property
    def kin(self) -> Any:
        """Which members are of which kind."""
        return self.engine.keep(self.values.kin(self.values.alikes(self.members), self.names))

    @cached_property
    def counted(self) -> Any:
        """The cells that count; refused where a return has one twice."""
        cells = self.values.counted_cells(self.cells, self.members, self.indicators, str(self.quarter))
        kept = self.engine.keep(cells)
        doubtful = self.engine.rows(self.values.perhaps_doubled(kept, self.indicators).limit(1))
        doubled = self.values.doubled(kept, self.members, self.indicators)
        twice = sorted(self.engine.rows(doubled)) if doubtful else []
        refuse(
            f"The returns of {self.quarter} cannot be used.",
            [Problem(reason=f"member {row[0]} has {' '.join(filter(None, row[1:]))} twice.") for row in twice],
        )
        return kept

    @cached_property
    def own(self) -> Any:
        """Each member's own values."""
        return self.engine.keep(self.values.own_values(self.counted, self.indicators))

    @cached_property
    def asked(self) -> dict[int, tuple[str, str, str, IndicatorKind, str]]:
        """By number: id, name, unit and kind of each indicator, and what its members' values are so much of each of."""
        rows = self.engine.rows(self.indicators.select("number", "indicator", "name", "unit", "kind", "per"))
        names: dict[str, str] = {id_: name for _, id_, name, *_ in rows}
        return {
            number: (id_, name, unit, kind, one_of(names.get(str(per), str(per))) if per else "")
            for number, id_, name, unit, kind, per in rows
        }

    @cached_property
    def alike(self) -> dict[int, str]:
        """By number: the kinds of members."""
        return dict(self.engine.rows(self.names.select("kin", "alike")))

    @cached_property
    def spreads(self) -> dict[tuple[int, int], Spread]:
        """By numbers of indicator and kind: quartiles, judged."""
        spans = self.engine.keep(self.spreading.ranges(self.own))
        values = self.engine.keep(self.spreading.placed(self.own, spans))
        counts = self.engine.keep(self.spreading.buckets(values, self.kin))
        found = self.spreading.spread(values, self.kin, counts)
        columns = ("number", "kin", "members", "low", "median", "high")
        spreads = {
            (number, kin): self.telling.Spread(
                indicator=self.asked[number][0], alike=self.alike[kin], members=members, low=low, median=mid, high=high
            )
            for number, kin, members, low, mid, high in sorted(self.engine.rows(found.select(*columns)))
        }
        both = {
            (self.alike[kin], self.alike[other]): members
            for kin, other, members in self.engine.rows(self.values.both(self.kin).select("kin", "other", "members"))
        }
        doubtful = self.telling.in_doubt(spreads.values(), both)
        judged = self.telling.judged(spreads.values(), self._who(doubtful))
        return dict(zip(spreads, judged, strict=True))

    def _who(self, doubtful: Mapping[str, frozenset[str]]) -> dict[tuple[str, str], set[str]]:
        """The members behind those kinds of which it has to be known."""
        if not doubtful:
            return {}
        of_indicator = {id_: number for number, (id_, *_) in self.asked.items()}
        numbers = [of_indicator[id_] for id_ in doubtful]
        kinds = frozenset().union(*doubtful.values())
        kins = [number for number, alike in self.alike.items() if alike in kinds]
        each = self.own.filter(self.own.number.isin(numbers)).join(self.kin.filter(self.kin.kin.isin(kins)), "code")
        who: dict[tuple[str, str], set[str]] = defaultdict(set)
        for number, kin, code in self.engine.rows(each.select("number", "kin", "code")):
            id_, alike = self.asked[number][0], self.alike[kin]
            if alike in doubtful[id_]:
                who[id_, alike].add(str(code))
        return who

    @property
    def places(self) -> Any:
        """Each member's position where it may be told."""
        told = [(*key, one.low, one.median, one.high) for key, one in self.spreads.items() if not one.hidden]
        columns = dict.fromkeys(("number", "kin", "low", "median", "high"), "int64")
        table = self.tables.conform(self.engine.take(columns, told), columns)
        return self.placing.positions(self.own, self.kin, table)

    def readable(self) -> Any:
        """The same with names, for a file."""
        return self.placing.readable(self.places, self.members, self.indicators, self.names)

    def totals(self) -> tuple[SectorTotal, ...]:
        """What all sent together, judged."""
        columns = (
            "number", "group", "group_value", "members", "value", "n", "weight", "weight_largest", "weight_second",
            "people", "people_largest", "people_second",
        )  # fmt: skip
        rows = self.engine.rows(self.summing.totals(self.counted, self.indicators).select(*columns))
        made = {(one.indicator, one.group, one.group_value): one for one in (self._total(*row) for row in rows)}
        why = self.telling.held_together({key: one.hidden for key, one in made.items()})
        return tuple(
            replace(made[key], hidden=why[key], value=None, n=None) if why[key] else made[key] for key in sorted(made)
        )

    def _total(
        self, number: int, group: str, group_value: str, members: int, value: Decimal, n: int | None, *weights: Any
    ) -> SectorTotal:
        weight, largest, second, people, people_largest, people_second = weights
        id_, name, unit, kind, _ = self.asked[number]
        hidden = self.telling.withheld(
            self.telling.Weights(
                members=members, weight=weight, weight_largest=largest, weight_second=second,
                people=people, people_largest=people_largest, people_second=people_second,
            )
        )  # fmt: skip
        if kind == "mean" and n:
            value = (value / n).quantize(_MILLIONTH, ROUND_HALF_EVEN)
        return SectorTotal(
            indicator=id_, name=name, unit=unit, kind=kind, quarter=self.quarter, group=group, group_value=group_value,
            members=members, value=value, n=n, hidden=hidden,
        )  # fmt: skip

    def collation(self, *, with_members: bool = False) -> Collation:
        """All of it as values; of each member only where that is asked for."""
        counted = len(self.engine.rows(self.members.select("member"))) if with_members else 0
        if not with_members:
            ((counted,),) = self.engine.rows(self.members.agg(members=self.members.count()))
        network = tuple(
            self._benchmark(number, one.alike, one)
            for (number, _), one in _in_order(self.spreads, self.asked, self.alike)
        )
        return Collation(
            quarter=self.quarter,
            members=counted,
            network=network,
            totals=self.totals(),
            benchmarks=self._of_members() if with_members else {},
        )

    def _benchmark(
        self, number: int, alike: str, spread: Spread | None, own: Decimal | None = None, position: str = ""
    ) -> Benchmark:
        id_, name, unit, kind, per = self.asked[number]
        if spread is None:
            spread = self.telling.Spread(indicator=id_, alike=alike, members=0, low=0, median=0, high=0)
            spread = self.telling.judged([spread], {})[0]
        return Benchmark(
            indicator=id_, name=name, unit=unit, kind=kind, quarter=self.quarter, alike=alike, members=spread.members,
            low_quarter=spread.quartile("low"), median=spread.quartile("median"), high_quarter=spread.quartile("high"),
            own=own, position=position, hidden=spread.hidden, per=per,
        )  # fmt: skip

    def _of_members(self) -> dict[str, tuple[Benchmark, ...]]:
        names: dict[int, str] = dict(self.engine.rows(self.members.select("code", "member")))
        own = {
            (code, number): value for code, number, value in self.engine.rows(self.own.select("code", "number", "own"))
        }
        places = self.engine.rows(self.places.select("code", "number", "kin", "position"))
        stands = {(code, number, kin): position for code, number, kin, position in places}
        kinds: dict[int, list[int]] = defaultdict(list)
        for code, kin in self.engine.rows(self.kin.select("code", "kin")):
            kinds[code].append(kin)
        in_order = sorted(self.asked, key=lambda number: self.asked[number])
        return {
            name: tuple(
                self._benchmark(
                    number,
                    self.alike[kin],
                    self.spreads.get((number, kin)),
                    own=_own(own.get((code, number))),
                    position=stands.get((code, number, kin), ""),
                )
                for number in in_order
                for kin in sorted(kinds[code], key=lambda kin: self.alike[kin])
            )
            for code, name in sorted(names.items())
        }


def _own(millionths: int | None) -> Decimal | None:
    """A member's own value as a number."""
    return None if millionths is None else Decimal(millionths) / 1_000_000


def _in_order(
    spreads: Mapping[tuple[int, int], Spread], asked: Mapping[int, Sequence[str]], alike: Mapping[int, str]
) -> list[tuple[tuple[int, int], Spread]]:
    """By indicator, then by kind."""
    return sorted(spreads.items(), key=lambda item: (asked[item[0][0]][0], alike[item[0][1]]))


def refuse(what: str, problems: Sequence[Problem]) -> None:
    """Raise what is wrong, if anything is; the first ten in words."""
    if problems:
        told = [str(one) for one in problems[:_SHOWN]]
        more = f"and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        raise UserCanFix(
            what=what, why=" ".join([*told, more]).strip(), do="Nothing was written.", problems=tuple(problems)
        )
