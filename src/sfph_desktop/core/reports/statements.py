"""Figures told as plain sentences, by fixed templates: the same figure always gives the same words, offline.

Three forms of each: normal (read by a commissioner), short (about 20 words, for a word-limited tender), technical (for
whoever checks the statistics). No form claims a cause: people `reported`, scores `rose` or `fell`.
"""

from __future__ import annotations

from dataclasses import replace

from sfph_desktop.core.domain.impact import ChangeFigure, EnvironmentFigure, EventFigure, ImpactRun, Reach, TargetFigure
from sfph_desktop.core.reports import disclosure, indicators, phrases, small_numbers, wording
from sfph_desktop.core.reports.change_words import change_short, change_statement, change_technical
from sfph_desktop.core.reports.partnership_words import partnership_statement
from sfph_desktop.core.reports.roles_words import roles_statement
from sfph_desktop.core.reports.value_told import told_value
from sfph_desktop.core.reports.value_words import line_statement, value_statement


def with_statements(run: ImpactRun, *, guard: bool = False) -> ImpactRun:
    """The run with every figure's statements filled in.

    `guard` is for what leaves the machine: small counts, and what would give them away, are held back (small_numbers).
    Numbers themselves are left as they are; statements already there are written anew, and the toolkit's own sentences
    name types of events in plain words.
    """
    nobody = disclosure.nobody_at_all(run)
    return replace(
        run,
        reach=replace(run.reach, statement=reach_statement(run.reach, guard=guard, nobody=nobody)),
        changes=tuple(_said_change(figure, guard=guard) for figure in run.changes),
        events=tuple(_said_event(figure, guard=guard) for figure in run.events),
        outcome_changes=tuple(_said_change(figure, guard=guard) for figure in run.outcome_changes),
        outcome_events=tuple(_said_event(figure, guard=guard) for figure in run.outcome_events),
        environment=tuple(
            replace(
                figure,
                statement=environment_statement(figure),
                statement_short=environment_short(figure),
                statement_technical=environment_technical(figure),
            )
            for figure in run.environment
        ),
        value=replace(
            run.value,
            statement=value_statement(told_value(run, guard=guard), guard=guard),
            lines=tuple(replace(line, statement=line_statement(line, run, guard=guard)) for line in run.value.lines),
        ),
        targets=tuple(replace(one, statement=target_statement(one, run, guard=guard)) for one in run.targets),
        partnership=replace(run.partnership, statement=partnership_statement(run.partnership, guard=guard)),
        roles=replace(run.roles, statement=roles_statement(run.roles, run.reach.people, guard=guard, nobody=nobody)),
        evidence_reason=phrases.plain_kinds(run.evidence_reason),
        not_known=tuple(phrases.plain_kinds(text) for text in run.not_known),
    )


def _said_change(figure: ChangeFigure, *, guard: bool) -> ChangeFigure:
    return replace(
        figure,
        statement=of_scope(change_statement(figure, guard=guard), figure.scope),
        statement_short=of_scope(change_short(figure, guard=guard), figure.scope),
        statement_technical=of_scope(change_technical(figure, guard=guard), figure.scope),
    )


def _said_event(figure: EventFigure, *, guard: bool) -> EventFigure:
    return replace(
        figure,
        statement=of_scope(event_statement(figure, guard=guard), figure.scope),
        statement_short=of_scope(event_short(figure, guard=guard), figure.scope),
        statement_technical=of_scope(event_technical(figure, guard=guard), figure.scope),
    )


def of_scope(text: str, scope: str) -> str:
    """A sentence about the people of one service or group says so: `Befriending: 14 of the 20 people ...`."""
    return f"{scope}: {text}" if scope else text


def target_statement(target: TargetFigure, run: ImpactRun, *, guard: bool) -> str:
    """A promise beside what was delivered: `A-24: 12 delivered, of 25 measured twice; 12 promised (people who ...)`."""
    what = indicators.words(target.indicator, run)
    due = f", due {wording.day(target.due_date)}" if target.due_date else ""
    promised = f"{wording.quantity(target.target)} promised ({what}{due})"
    if target.delivered is None:
        return wording.sentences(f"{target.contract_ref}: not yet known what was delivered; {promised}", target.note)
    if guard and indicators.hidden(target, run) and not disclosure.nothing_delivered(run):
        return wording.sentences(f"{target.contract_ref}: what was delivered is not printed; {promised}")
    told, of = wording.quantity(target.delivered), ""
    if target.measured is not None and not (guard and indicators.spread_hidden(target, run)):
        held = small_numbers.tell(int(target.delivered), target.measured, guard=guard)
        told = held.words.replace(" of the ", " of ") if not held.exact else told
        risk = "at risk at first" if target.indicator.endswith(".recovered") else "measured twice"
        told = told if held.exact else f"{told} {risk}"
        of = f", of {wording.number(target.measured)} {risk}" if held.exact else ""
    note = wording.plain_dates(target.note)
    return wording.sentences(f"{target.contract_ref}: {told} delivered{of}; {promised}", note)


def reach_statement(reach: Reach, *, guard: bool, nobody: bool = False) -> str:
    """Who came: different people, named visits, and visits by people nobody named, which are never people.

    `nobody`: the whole office had nobody (`disclosure.nobody_at_all`), which may be said with the guard too.
    """
    people = small_numbers.count(reach.people, "person", guard=guard)
    visits = small_numbers.count(reach.contacts, "visit", guard=guard)
    unnamed = ""
    if reach.unnamed_high:
        low, high = wording.number(reach.unnamed_low), wording.number(reach.unnamed_high)
        between = low if low == high else f"{low} to {high}"
        few = guard and reach.unnamed_high < small_numbers.THRESHOLD
        between = f"fewer than {small_numbers.THRESHOLD}" if few else between
        unnamed = (
            f"Another {between} visits were by people whose names were not taken: "
            "we count these as visits, never as people"
        )
    started, ended = (small_numbers.tell(n, guard=guard).words for n in (reach.episodes_started, reach.episodes_ended))
    joined = f"In the period {started} joined a service and {ended} left one" if reach.episodes_active else ""
    came = f"nobody {nobody_did(reach)}" if nobody else f"{people} took part, with {visits} by name"
    return wording.sentences(came, unnamed, joined)


def nobody_did(reach: Reach) -> str:
    """What nobody did, where nobody is counted: those who came unnamed took part as well."""
    return "took part by name" if reach.unnamed_high else "took part"


def _events_beside(figure: EventFigure, *, guard: bool) -> bool:
    """Whether the count of events may stand beside the count of people: not when the difference is a few."""
    if figure.events == figure.people:
        return False
    return not guard or (
        figure.people >= small_numbers.THRESHOLD and figure.events - figure.people >= small_numbers.THRESHOLD
    )


EVENT_CAVEAT = "These are dated records, not opinions; some might have happened anyway."
"""What stands beside every event, once where several stand together."""
CO2E_MEANING = "CO2e counts carbon dioxide and the other warming gases together."


def event_statement(figure: EventFigure, *, guard: bool) -> str:
    """People, events and quantities, each by its own name; what is too recent to count; and what is not taken off."""
    return wording.sentences(*event_words(figure, guard=guard), EVENT_CAVEAT)


def event_words(figure: EventFigure, *, guard: bool) -> tuple[str, str]:
    """The finding, and beneath it how often, how much, and what is too recent to count."""
    told = small_numbers.tell(figure.people, guard=guard)
    people = small_numbers.count(figure.people, "person", guard=guard)
    several = f"Some more than once: {wording.counted(figure.events, 'time')} in all" * _events_beside(
        figure, guard=guard
    )
    # What the amounts are in is not recorded: on paper a bare number would say nothing.
    amounts = not guard and told.exact and figure.quantity not in (figure.events, figure.people)
    amount = f"The amounts entered with them add up to {wording.quantity(figure.quantity)}" * amounts
    return (
        wording.sentence(f"{people} {phrases.event_did(figure)}"),
        wording.sentences(several, amount, _pending(figure, guard=guard)),
    )


def _pending(figure: EventFigure, *, guard: bool) -> str:
    if not figure.pending:
        return ""
    told = small_numbers.tell(figure.pending, guard=guard)
    return f"{wording.capital(told.words)} more {'is' if told.words == '1' else 'are'} too recent to count yet"


def event_short(figure: EventFigure, *, guard: bool) -> str:
    """One line for a tender: who did what, and for how long at least."""
    people = wording.capital(small_numbers.count(figure.people, "person", guard=guard))
    return wording.sentence(f"{people} {phrases.event_did(figure)} (dated records)")


def event_technical(figure: EventFigure, *, guard: bool) -> str:
    """The three counts apart, the pending, and the level of evidence."""
    told = small_numbers.tell(figure.people, guard=guard)
    beside = _events_beside(figure, guard=guard) or (not guard)
    counts = f"unique people {told.words}"
    if beside and told.exact:
        counts += f"; events {wording.number(figure.events)}; sum of quantities {wording.quantity(figure.quantity)}"
    pending = small_numbers.tell(figure.pending, guard=guard).words
    return wording.sentences(
        f"Event type “{phrases.plain_name(figure.event_type)}”: {counts}; "
        f"not counted, as the duration has not yet passed: {pending}",
        f"Evidence level {figure.evidence_level}: {small_numbers.guarded(figure.evidence_reason, guard=guard)}"
        * bool(figure.evidence_reason),
    )


def saving(kilograms: float) -> str:
    """Kilograms and tonnes of CO2e: `26,400 kg of CO2e (26.4 tonnes)`."""
    tonnes = abs(kilograms) / 1000
    decimals = 1 if tonnes >= 1 else 2 if tonnes >= 0.01 else 3
    return f"{wording.quantity(abs(kilograms))} kg of CO2e ({wording.number(tonnes, decimals)} tonnes)"


def _quantity(figure: EnvironmentFigure) -> str:
    """The quantity; where nothing was replaced it is what was avoided, and is said so."""
    unit = phrases.amount_unit if figure.replaces_factor else phrases.avoided_unit
    return f"{wording.quantity(figure.quantity)} {unit(figure.unit, figure.quantity)}"


def environment_words(figure: EnvironmentFigure) -> tuple[str, str]:
    """The finding (quantity, what it replaced or that it was avoided, the saving); beneath it years and note."""
    if figure.counted_only:
        return environment_short(figure), figure.note
    instead = f" in place of {phrases.factor_name(figure.replaces_factor)}" if figure.replaces_factor else ""
    by_year = wording.name_list(
        [f"{wording.quantity(tonnes)} tonnes in {year}" for year, tonnes in sorted(figure.saved_by_year.items())]
    )
    return (
        wording.sentence(
            f"{phrases.activity_name(figure.activity)}: {_quantity(figure)}{instead}, {_balance(figure.saved_kgco2e)}"
        ),
        wording.sentences(
            f"By year: {by_year}" if len(figure.saved_by_year) > 1 else "",
            figure.note,
        ),
    )


def environment_statement(figure: EnvironmentFigure) -> str:
    """What was recorded, what it replaced, what that saved in kilograms and tonnes, and what CO2e is."""
    return wording.sentences(*environment_words(figure), "" if figure.counted_only else CO2E_MEANING)


def _balance(kilograms: float) -> str:
    return f"giving off {saving(kilograms)} more than it saved" if kilograms < 0 else f"saving {saving(kilograms)}"


def environment_short(figure: EnvironmentFigure) -> str:
    """One line for a tender: the quantity and the saving."""
    name = phrases.activity_name(figure.activity)
    if figure.counted_only:
        return wording.sentence(f"{name}: {wording.quantity(figure.quantity)} {figure.unit}")
    return wording.sentence(f"{name}: {_quantity(figure)}, {_balance(figure.saved_kgco2e)}")


def environment_technical(figure: EnvironmentFigure) -> str:
    """Both legs and the factor of each year, in kilograms per unit."""
    if figure.counted_only:
        return wording.sentences(f"Quantity {wording.number(figure.quantity, 3)} {figure.unit}", figure.note)
    factors = wording.name_list(
        [f"{wording.number(factor, 5)} in {year}" for year, factor in sorted(figure.factor_years.items())]
    )
    quantity = f"{wording.number(figure.quantity, 3)} {figure.unit}"
    legs = f"Quantity avoided {quantity}"
    if figure.replaced_kgco2e is not None:
        legs = (
            f"Quantity {quantity}; own leg {wording.number(figure.kgco2e, 1)} kgCO2e; "
            f"replaced ({figure.replaces_factor}) {wording.number(figure.replaced_kgco2e, 1)} kgCO2e"
        )
    return wording.sentences(
        f"Factor {figure.factor}, kgCO2e per {figure.unit}: {factors or 'none'}",
        f"{legs}; saved {wording.number(figure.saved_kgco2e, 1)} kgCO2e",
        figure.note,
    )
