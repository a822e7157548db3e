"""What is kept beside a run so that it can be worked out again: its facts, naming nobody."""

from __future__ import annotations

from sfph_desktop.core.domain.impact import Selection
from sfph_desktop.core.domain.impact_facts import ImpactFacts, ReferenceFacts


def facts_to_keep(
    facts: ImpactFacts, reference: ReferenceFacts, selection: Selection, said: tuple[str, ...] = ()
) -> bytes:
    """What a run was worked out from, without anybody's identity, as the store keeps it."""
    from sfph_desktop.core.interchange.facts_packed import FactsBehind, pack_facts
    from sfph_desktop.core.toolkit.nameless import without_identity

    nameless = without_identity(facts, reference, selection)
    used = {*nameless.scores.instrument, *(one.indicator.partition(".")[0] for one in facts.value_lines)}
    used |= {one.instrument for parts in facts.sought.outcomes for one in parts.indicators}
    own = tuple(one for name, one in sorted(reference.instruments.items()) if one.own and name in used)
    return pack_facts(FactsBehind(facts=nameless, instruments=own, said=said))
