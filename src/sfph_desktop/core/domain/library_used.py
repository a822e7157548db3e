"""The part of the reference library that a run used: kept beside it, so that a newer library changes no old figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sfph_desktop.core.domain.benefits import UnitValue
from sfph_desktop.core.domain.impact_facts import CarbonValue, DiscountBand, GhgFactor, ImpactFacts, ReferenceFacts
from sfph_desktop.core.domain.measures import Instrument

_WAGES = "rlw_"
"""How the ids of the real Living Wage begin: which year's is used is decided by the days of the hours given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryUsed:
    """Figures of the library with their versions, as they stood when a run was kept."""

    values: tuple[str, ...] = ()
    """Ids of the unit values that were asked for, whether the library had them or not."""
    factors: tuple[str, ...] = ()
    """The same of conversion factors."""
    unit_values: tuple[UnitValue, ...] = ()
    ghg: tuple[GhgFactor, ...] = ()
    carbon: tuple[CarbonValue, ...] = ()
    deflator: Mapping[int, float] = field(default_factory=dict)
    discount: tuple[DiscountBand, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    """The library's own questionnaires, without their questions."""
    versions: Mapping[str, str] = field(default_factory=dict)


def library_used(facts: ImpactFacts, reference: ReferenceFacts, names: Iterable[str], wage_id: str) -> LibraryUsed:
    """What a run on these facts may have used; `names` of questionnaires, `wage_id` that of a chosen wage or blank."""
    values = {line.unit_value for line in facts.value_lines} | ({wage_id} if wage_id else set())
    factors = {name for name in (*facts.environment.factor, *facts.environment.replaces_factor) if name}
    known = (reference.instruments[name] for name in sorted(set(names)) if name in reference.instruments)
    return LibraryUsed(
        values=tuple(sorted(values)),
        factors=tuple(sorted(factors)),
        unit_values=tuple(one for name, one in sorted(reference.unit_values.items()) if _asked(name, values)),
        ghg=tuple(one for (name, _), one in sorted(reference.ghg.items()) if name in factors),
        carbon=tuple(one for _, one in sorted(reference.carbon.items())),
        deflator=dict(reference.deflator),
        discount=reference.discount,
        instruments=tuple(one for one in known if not one.own),
        versions=dict(reference.versions),
    )


def as_used(today: ReferenceFacts, used: LibraryUsed) -> ReferenceFacts:
    """Today's library with everything that the run used as it stood then; what was missing then is missing."""
    values, factors = set(used.values), set(used.factors)
    others = {name: one for name, one in today.unit_values.items() if not _asked(name, values)}
    green = {(name, year): one for (name, year), one in today.ghg.items() if name not in factors}
    return replace(
        today,
        instruments={**today.instruments, **{one.id: one for one in used.instruments}},
        unit_values={**others, **{one.id: one for one in used.unit_values}},
        ghg={**green, **{(one.id, one.year): one for one in used.ghg}},
        carbon={one.year: one for one in used.carbon},
        deflator=used.deflator,
        discount=used.discount,
        versions=used.versions,
    )


def _asked(name: str, values: set[str]) -> bool:
    return name in values or name.startswith(_WAGES)
