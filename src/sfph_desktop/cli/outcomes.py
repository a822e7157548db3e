"""Commands for the outcome framework: suggestions from everyday words, outcomes, and the buyers' frameworks."""

from __future__ import annotations

import os
from argparse import Namespace
from dataclasses import asdict, replace
from typing import Any

from sfph_desktop.cli.office import machine, opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.outcomes import Indicator, Outcome, OutcomeParts
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.suggestions import Suggested
from sfph_desktop.core.usecases import buyers_outcomes, environment, outcome_words, outcomes
from sfph_desktop.core.usecases.library import shipped_library
from sfph_desktop.core.usecases.office import Office

LISTED = ("outcome_ref", "level", "title", "for", "indicators", "serves")
FRAMEWORKS = ("id", "title", "version", "standing", "outcomes", "official_titles", "chosen")


def suggest(asked: Namespace, saying: Saying) -> None:
    """What could show the change that these words tell of; the store, where one is named, adds its own packs."""
    if not asked.text.strip():
        raise UserCanFix(
            what="There are no words to look up.", do='Say what changes for people: sfph outcome suggest "less lonely".'
        )
    if asked.store or os.environ.get("SFPH_STORE"):
        with opened(asked) as office:
            found = outcome_words.suggest_outcomes(office.library, asked.text, asked.limit)
    else:
        found = outcome_words.suggest_outcomes(shipped_library(machine()), asked.text, asked.limit)
    saying.either(asked.json, suggestions_document(found), lambda: _tell(found, saying))


def suggestions_document(found: Suggested) -> dict[str, Any]:
    """Suggestions as JSON, the nearest first; `question` is blank where there are some."""
    return {
        "text": found.text,
        "suggestions": [
            {**asdict(one.phrase), "instruments": [{**asdict(i), "length": i.length} for i in one.instruments]}
            for one in found.found
        ],
        "question": found.question,
        "about": found.about,
    }


def _tell(found: Suggested, saying: Saying) -> None:
    if found.question:
        saying.line(found.question)
    for one in found.found:
        saying.line(f"{one.phrase.phrase}  ({one.phrase.construct}; {one.phrase.level})")
        saying.line(f"    {one.phrase.indicator}")
        for instrument in one.instruments:
            told = ", ".join(part for part in (instrument.length, instrument.licence, instrument.wording) if part)
            saying.line(f"    {instrument.id}: {instrument.name} ({told})")


def listing(asked: Namespace, saying: Saying) -> None:
    """The outcomes, by level."""
    with opened(asked) as office:
        found = outcomes.list_outcomes(office)
    saying.listing(found, as_json=asked.json, columns=LISTED)
    if not found.rows:
        saying.note("Say what difference you make: sfph outcome suggest WORDS, then sfph outcome add WORDS.")


def add(asked: Namespace, saying: Saying) -> None:
    """Add an outcome from everyday words: with the suggestion named, or the nearest one, or in its own words alone."""
    with opened(asked) as office:
        phrase = asked.phrase or _nearest(office, asked)
        draft = outcome_words.draft_outcome(office.library, asked.text, phrase, asked.instrument)
        serves = buyers_outcomes.officials(office.library, draft, _named(asked.serves))
        outcome = _with_facts(office, draft.outcome, asked)
        parts = outcomes.add_outcome(office, replace(draft, outcome=outcome, serves=serves)).value
    _said(asked, saying, parts, "is added")


def _nearest(office: Office, asked: Namespace) -> str:
    """The nearest phrase; UserCanFix with the question back where the words tell no outcome."""
    if asked.own_words:
        return ""
    found = outcome_words.suggest_outcomes(office.library, asked.text, 6)
    fitting = [one.phrase for one in found.found if asked.level in (None, "", one.phrase.level)]
    if fitting:
        return fitting[0].phrase
    if found.found:
        nearest = found.found[0].phrase
        raise UserCanFix(
            what=f"No measure for these words is at that level; the nearest, “{nearest.phrase}”, is {nearest.level}.",
            do=f"Say --phrase '{nearest.phrase}' to take it all the same, say it in other words, or keep your own with "
            "--own-words. Nothing was added.",
        )
    raise UserCanFix(
        what=found.question or "These words are too few.",
        do="Say what changes, or keep your own words with --own-words and choose --instrument. Nothing was added.",
    )


def change(asked: Namespace, saying: Saying) -> None:
    """Change an outcome: its words, whom it is for, when it is measured, what shows it, whose outcomes it serves."""
    with opened(asked) as office:
        parts = outcomes.outcome_named(office, asked.ref)
        shown = _indicators(office, parts, asked)
        serves = parts.serves
        if asked.serves:
            official = () if asked.serves == ["none"] else _named(asked.serves)
            serves = buyers_outcomes.officials(office.library, parts, official)
        outcome = _with_facts(office, parts.outcome, asked)
        wanted = OutcomeParts(outcome=outcome, indicators=parts.indicators if shown is None else shown, serves=serves)
        parts = outcomes.keep_outcome(office, wanted).value
    _said(asked, saying, parts, "is changed")


def _indicators(office: Office, parts: OutcomeParts, asked: Namespace) -> tuple[Indicator, ...] | None:
    """The indicators in place of those there are, from --indicator; None when nothing was said of them."""
    if not asked.indicators:
        return None
    return tuple(_indicator(office, parts, text) for text in asked.indicators if text != "none")


def _indicator(office: Office, parts: OutcomeParts, text: str) -> Indicator:
    """`change:ucla3`, `crossing:gad7.total`, `event:started_job`, `quantity:TYPE`, `quantity:factor/NAME`, or words."""
    kind, colon, rest = text.partition(":")
    subject, _, sentence = rest.partition("|")
    subject, sentence = subject.strip(), sentence.strip()
    if not colon or kind not in ("change", "crossing", "event", "quantity"):
        raise UserCanFix(
            what=f"'{text}' is no indicator.",
            do="Write change:INSTRUMENT, crossing:INSTRUMENT, event:TYPE or quantity:TYPE, and after | the sentence.",
        )
    if kind in ("change", "crossing"):
        name, _, output = subject.partition(".")
        draft = outcome_words.draft_indicator(office.library, name, crossing=kind == "crossing")
        said = sentence or draft.sentence
        return replace(draft, outcome_id=parts.outcome.id, output=output or draft.output, sentence=said)
    factor = _factor(office, subject) if kind == "quantity" else ""
    return Indicator(
        outcome_id=parts.outcome.id,
        kind="event" if kind == "event" else "quantity",
        sentence=sentence or subject.replace("factor/", "").replace("_", " "),
        event_type="" if factor else subject,
        factor=factor,
    )


def _factor(office: Office, subject: str) -> str:
    """The environmental activity an amount is of, with or without `factor/` before it; blank for a type of event."""
    name = subject.removeprefix("factor/")
    if any(one.factor == name for one in environment.search_activities(office.library)):
        return name
    if subject.startswith("factor/"):
        raise UserCanFix(
            what=f"There is no activity '{name}'.",
            do="Take an id of: sfph environment activities. Nothing was changed.",
        )
    return ""


def remove(asked: Namespace, saying: Saying) -> None:
    """Remove an outcome with what hangs on it."""
    with opened(asked) as office:
        parts = outcomes.outcome_named(office, asked.ref)
        outcomes.remove_outcome(office, parts.outcome.id)
    document = {"removed": parts.outcome.outcome_ref}
    saying.either(asked.json, document, lambda: saying.line(f"{parts.outcome.title} is removed."))


def frameworks(asked: Namespace, saying: Saying) -> None:
    """The buyers' frameworks by country and buyer; choose one to work to, or drop it."""
    with opened(asked) as office:
        if asked.buyers:
            every = buyers_outcomes.buyers(office.library, asked.country)
            saying.either(
                asked.json,
                {"buyers": [asdict(one) for one in every]},
                lambda: saying.table(("buyer", "country", "name"), [(b.id, b.country, b.name) for b in every]),
            )
            return
        if asked.choose:
            buyers_outcomes.choose_framework(office, asked.choose, country=asked.country, buyer=asked.buyer)
        if asked.drop:
            buyers_outcomes.drop_framework(office, asked.drop)
        found = buyers_outcomes.list_frameworks(office, asked.country, asked.buyer)
    saying.listing(found, as_json=asked.json, hide_id=False, columns=FRAMEWORKS)


# --- inside -----------------------------------------------------------------------------------------------------------


def _with_facts(office: Office, outcome: Outcome, asked: Namespace) -> Outcome:
    given = {
        name: value
        for name in ("title", "level", "note")
        if (value := getattr(asked, name)) is not None
    }  # fmt: skip
    if asked.measured_at is not None:
        given["stages"] = " ".join(asked.measured_at.replace(",", " ").split())
    if asked.everybody:
        given |= {"service": "", "group_id": None}
    elif asked.service is not None:
        given |= {"service": asked.service, "group_id": None}
    elif asked.group is not None:
        given["group_id"] = outcomes.group_of(office, asked.group)
    return replace(outcome, **given)


def _named(serves: list[str]) -> tuple[tuple[str, str], ...]:
    """`SCO-NHWO/NHWO-4` as framework and outcome."""
    found = []
    for text in serves:
        framework, sign, official = text.partition("/")
        if not sign:
            raise UserCanFix(
                what=f"'{text}' is no official outcome.", do="Write FRAMEWORK/OUTCOME, as SCO-NHWO/NHWO-4."
            )
        found.append((framework.strip(), official.strip()))
    return tuple(found)


def _said(asked: Namespace, saying: Saying, parts: OutcomeParts, what: str) -> None:
    document = {
        **asdict(parts.outcome),
        "indicators": [asdict(one) for one in parts.indicators],
        "serves": [{**asdict(one), "official": one.official, "caution": one.caution} for one in parts.serves],
    }
    one = parts.outcome

    def tell() -> None:
        saying.line(f"{one.outcome_ref}  {one.title} ({one.level}) {what}.")
        for indicator in parts.indicators:
            saying.line(f"    {indicator.sentence}")

    saying.either(asked.json, document, tell)
