"""What is kept beside a run so that it can be worked out again: its facts, naming nobody."""

from __future__ import annotations

from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.impact_facts import ImpactFacts, ReferenceFacts
from sfph_desktop.core.domain.library_used import library_used


def facts_to_keep(facts: ImpactFacts, reference: ReferenceFacts, run: ImpactRun, said: tuple[str, ...] = ()) -> bytes:
    """What a run was worked out from, without anybody's identity, and the figures of the library it used."""
    from sfph_desktop.core.interchange.facts_packed import FactsBehind, pack_facts
    from sfph_desktop.core.toolkit.nameless import without_identity

    nameless = without_identity(facts, reference, run.selection)
    used = {*nameless.scores.instrument, *(one.indicator.partition(".")[0] for one in facts.value_lines)}
    used |= {one.instrument for parts in facts.sought.outcomes for one in parts.indicators}
    own = tuple(one for name, one in sorted(reference.instruments.items()) if one.own and name in used)
    library = library_used(nameless, reference, used, run.choices.wage_id)
    return pack_facts(FactsBehind(facts=nameless, instruments=own, said=said, library=library))
