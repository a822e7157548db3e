"""From an indicator to a quantity: how many people, points, events or tonnes, from whom, and how surely."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from sfph_desktop.core.domain.benefits import BenefitLevel
from sfph_desktop.core.domain.impact import MINIMUM_PAIRS, EnvironmentFigure
from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.toolkit import statistics as stats
from sfph_desktop.core.toolkit.change import Observed, level_of
from sfph_desktop.core.toolkit.columns import Bools, Floats, Ints, average, ids, total
from sfph_desktop.core.toolkit.environment import tonnes_by_year
from sfph_desktop.core.toolkit.events import Events
from sfph_desktop.core.toolkit.goals import forms_behind
from sfph_desktop.core.toolkit.selection import WHOLE_BP, Episodes

WAYS = ("improved", "recovered", "change_sum")
NOT_FUNDED = "not funded by a contract"


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """How a quantity may have come out otherwise: a share k of n, or a mean of n; times `scale`."""

    kind: str
    """`share` or `mean`."""
    n: int
    k: int = 0
    mean: float = 0.0
    error: float = 0.0
    scale: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A quantity with its uncertainty, the records behind it and how contracts share it."""

    value: Decimal
    same_change: str
    """Two quantities with the same word here count the same change."""
    level: BenefitLevel = "social"
    low: float | None = None
    high: float | None = None
    law: Law | None = None
    people: tuple[int, ...] = ()
    records: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    funding: tuple[tuple[str, Decimal], ...] = ()
    """Contract and its part of the quantity; what no contract pays is under NOT_FUNDED."""
    tonnes: Mapping[int, Decimal] = field(default_factory=dict)
    """By calendar year, for tCO2e only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Everything of a run that an indicator may name."""

    episodes: Episodes
    observed: Mapping[str, Observed]
    """By `instrument.output`."""
    instruments: Mapping[str, Instrument]
    events: Events
    events_counted: Bools
    environment: tuple[EnvironmentFigure, ...]
    environment_known: bool
    """False under a service or contract filter: environmental records belong to no person."""


class NoQuantity(Exception):
    """An indicator gives no quantity; the text says why, in a sentence for the reader."""


def quantity(indicator: str, measured: Measured, contract_ref: str) -> Quantity:
    """The quantity an indicator names; with a contract each person counts with its share of their episode.

    Raises NoQuantity with the reason where there is none: under ten pairs, unknown words, no filtered environment.
    """
    kind, colon, name = indicator.strip().partition(":")
    if colon and kind in ("event", "event_quantity"):
        return _of_events(measured, name.strip(), contract_ref, unique=kind == "event")
    if colon and kind == "environment":
        return _of_tonnes(measured, name.strip(), contract_ref)
    return _of_change(measured, indicator.strip(), contract_ref)


def scale_and_way(indicator: str, instruments: Mapping[str, Instrument]) -> tuple[str, str]:
    """Read INSTRUMENT[.OUTPUT].WAY as (`instrument.output`, way). Raises NoQuantity saying what does not fit."""
    *names, way = indicator.split(".")
    if way not in WAYS or len(names) not in (1, 2):
        raise NoQuantity(f"'{indicator}' is not an indicator this program knows.")
    instrument = instruments.get(names[0])
    if instrument is None:
        raise NoQuantity(f"The library has no instrument '{names[0]}'.")
    outputs = [output.id for output in instrument.changes]
    if len(names) == 2 and names[1] in outputs:
        return f"{names[0]}.{names[1]}", way
    if len(names) == 1 and len(outputs) == 1:
        return f"{names[0]}.{outputs[0]}", way
    raise NoQuantity(f"'{indicator}' does not say which score of {names[0]}: {', '.join(outputs) or 'it has none'}.")


# --- change ---------------------------------------------------------------------------------------


def _of_change(measured: Measured, indicator: str, contract_ref: str) -> Quantity:
    key, way = scale_and_way(indicator, measured.instruments)
    seen = measured.observed.get(key)
    if seen is None or seen.n < MINIMUM_PAIRS:
        raise NoQuantity(f"Fewer than {MINIMUM_PAIRS} people have completed both questionnaires.")
    episode = seen.pairs.episode
    share = measured.episodes.share_of(contract_ref)[episode] if contract_ref else np.ones(seen.n)
    if way == "change_sum":
        worth, law, behind = seen.change, _mean_law(seen, share), share > 0
    else:
        who = seen.improved if way == "improved" else seen.recovered
        if who is None:
            raise NoQuantity(f"{seen.scale.label} has no published cut, so nobody can be said to have crossed it.")
        worth, law, behind = who.astype(np.float64), _share_law(seen, who, way, share), who & (share > 0)
    people = ids(measured.episodes.persons[seen.pairs.person[behind]])
    assessments = forms_behind(seen.pairs, seen.goals, behind)
    low, high = law_range(law)
    return Quantity(
        value=_exact(worth * share),
        same_change=key,
        level=level_of(seen.scale.instrument.level),
        low=low,
        high=high,
        law=law,
        people=people,
        records={"people": people, "assessments": ids(assessments)},
        funding=_funding(measured.episodes, episode, worth, contract_ref),
    )


def _share_law(seen: Observed, who: Bools, way: str, share: Floats) -> Law:
    """People k of n, n being the pairs, or those at risk for `recovered`; scaled by the mean share of those counted."""
    start = seen.was_at_risk if way == "recovered" and seen.was_at_risk is not None else np.ones(seen.n, dtype=np.bool_)
    k, n = int(np.count_nonzero(who)), int(np.count_nonzero(start))
    weighed = share[who] if k else share[start]
    return Law(kind="share", n=n, k=k, scale=average(weighed) if weighed.size else 1.0)


def _mean_law(seen: Observed, share: Floats) -> Law:
    """The mean change of n people with its standard error; scaled so that n times the mean is the quantity."""
    whole, mean = total(seen.change), average(seen.change)
    scale = total(seen.change * share) / whole if abs(whole) > 1e-9 else average(share)
    error = (stats.spread(seen.change) or 0.0) / seen.n**0.5
    return Law(kind="mean", n=seen.n, mean=mean, error=error, scale=scale)


def law_range(law: Law) -> tuple[float, float]:
    """The 95 % range of a quantity: Wilson's interval x n, or the t interval of the mean x n, times the scale."""
    if law.kind == "share":
        low, high = stats.wilson(law.k, law.n) or (0.0, 0.0)
    else:
        half = stats.t_quantile(0.975, law.n - 1) * law.error
        low, high = law.mean - half, law.mean + half
    ends = sorted((low * law.n * law.scale, high * law.n * law.scale))
    return ends[0], ends[1]


# --- events and tonnes ----------------------------------------------------------------------------


def _of_events(measured: Measured, name: str, contract_ref: str, *, unique: bool) -> Quantity:
    held = measured.events
    rows = np.flatnonzero(measured.events_counted & held.of_kind(name))
    if not rows.size:
        raise NoQuantity(f"No event of the kind '{name.replace('_', ' ')}' is counted in this period and scope.")
    if unique:  # a person counts once, with the last of their events
        rows = rows[np.lexsort((held.id[rows], held.day[rows], held.person[rows]))]
        rows = rows[np.append(held.person[rows][1:] != held.person[rows][:-1], np.True_)]
    worth = np.ones(rows.size) if unique else held.quantity[rows]
    episode = held.episode[rows]
    share = np.ones(rows.size)
    if contract_ref:
        share = np.append(measured.episodes.share_of(contract_ref), 0.0)[episode]
    people = ids(held.person[rows[share > 0]])
    return Quantity(
        value=_exact(worth * share),
        same_change=f"{'event' if unique else 'event_quantity'}:{name}",
        people=people,
        records={"people": people, "events": ids(held.id[rows[share > 0]])},
        funding=_funding(measured.episodes, episode, worth, contract_ref),
    )


def _of_tonnes(measured: Measured, name: str, contract_ref: str) -> Quantity:
    if name != "tco2e":
        raise NoQuantity(f"'environment:{name}' is not an indicator this program knows.")
    if not measured.environment_known:
        raise NoQuantity("Environmental records belong to no service or contract.")
    if not measured.environment:
        raise NoQuantity("No environmental record is counted in this period.")
    tonnes = {int(year): Decimal(repr(amount)) for year, amount in tonnes_by_year(measured.environment).items()}
    whole = sum(tonnes.values(), Decimal(0))
    behind = [number for figure in measured.environment for number in figure.records.ids.get("environment", ())]
    return Quantity(
        value=whole,
        same_change="environment:tco2e",
        level="environmental",
        records={"environment": tuple(sorted(behind))},
        funding=((contract_ref or NOT_FUNDED, whole),),
        tonnes=tonnes,
    )


# --- sharing --------------------------------------------------------------------------------------


def _exact(parts: Floats) -> Decimal:
    """The sum of the parts as a decimal; noise of floating point beyond ten decimals is rounded off."""
    return Decimal(repr(round(total(parts), 10)))


def _funding(of: Episodes, episode: Ints, worth: Floats, contract_ref: str) -> tuple[tuple[str, Decimal], ...]:
    """Each contract's part of a quantity by the shares of each person's own episode, then what nobody pays for."""
    if contract_ref:
        return ((contract_ref, Decimal(1)),)
    belonging = episode >= 0
    per_episode = np.bincount(episode[belonging], weights=worth[belonging], minlength=of.id.size)
    parts = per_episode[of.funded] * of.share_bp / WHOLE_BP
    each = ((name, _exact(parts[of.contract == code])) for code, name in enumerate(of.contracts))
    shared = [(name, part) for name, part in each if part]
    rest = _exact(worth) - sum((part for _, part in shared), Decimal(0))
    return (*sorted(shared), *([(NOT_FUNDED, rest)] if rest else []))
