from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sfph_desktop.core.domain.delivery import GroupId
from sfph_desktop.core.domain.frameworks import WoollyPhrase
from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.outcome_rules import (
    drafted,
    first_indicators,
    indicator_problems,
    outcome_problems,
    served,
    tidied,
)
from sfph_desktop.core.domain.outcomes import Indicator, Outcome, OutcomeId
from sfph_desktop.core.reference.library import Library

OUTCOME = Outcome(outcome_ref="O-1", title="Less lonely", level="social")


@pytest.fixture(scope="module")
def library(root: Path) -> Library:
    return Library(root / "resources" / "reference")


@pytest.fixture(scope="module")
def known(library: Library) -> dict[str, Instrument]:
    return dict(library.instruments())


def phrase(library: Library, words: str) -> WoollyPhrase:
    return next(one for one in library.woolly_words() if one.phrase == words)


def test_a_draft_takes_the_phrase_and_the_measure(library: Library, known: dict[str, Instrument]) -> None:
    parts = drafted("folk r less lonley", phrase(library, "feels less lonely"), known["ucla3"])
    assert (parts.outcome.title, parts.outcome.level) == ("Feels less lonely", "social")
    assert (parts.outcome.phrase, parts.outcome.stages) == ("folk r less lonley", "baseline review")
    assert [(one.kind, one.instrument, one.output) for one in parts.indicators] == [
        ("change", "ucla3", "total"),
        ("crossing", "ucla3", "total"),
    ]
    assert parts.indicators[0].sentence.startswith("Mean change in UCLA-3")


def test_a_draft_in_own_words_has_no_indicator_yet() -> None:
    parts = drafted("  the dogs are  happier ")
    assert (parts.outcome.title, parts.indicators, parts.outcome.stages) == ("The dogs are happier", (), "")


@pytest.mark.parametrize(
    ("words", "instrument", "wanted"),
    [
        ("sense of purpose", "ons4", [("change", "worthwhile")]),
        ("less pain", "rand36", [("change", "pain")]),
        ("less waste going to landfill", "", [("quantity", "")]),
        ("back into work", "", [("event", "")]),
        ("found a home", "goal_0_10", [("event", ""), ("change", "rating")]),
    ],
)
def test_the_indicators_follow_the_sentence(
    library: Library, known: dict[str, Instrument], words: str, instrument: str, wanted: list[tuple[str, str]]
) -> None:
    found = first_indicators(phrase(library, words), known.get(instrument))
    assert [one.kind for one in found] == [kind for kind, _ in wanted]
    assert [one.output for one in found][:1] == [wanted[0][1]]


def test_another_measure_than_the_sentence_speaks_of_gets_its_own_sentence(
    library: Library, known: dict[str, Instrument]
) -> None:
    (found,) = first_indicators(phrase(library, "more confident"), known["ons4"])
    assert found.sentence == "Mean change in ONS4, with its likely range"


def test_every_draft_of_the_library_may_be_kept(library: Library, known: dict[str, Instrument]) -> None:
    for one in library.woolly_words():
        for name in one.instruments:
            if known[name].use != "not_usable":
                parts = drafted("x", one, known[name])
                assert outcome_problems(parts.outcome) == (), one.phrase
                for indicator in parts.indicators:
                    assert indicator_problems(indicator, known) == (), (one.phrase, name, indicator)


@pytest.mark.parametrize(
    ("changes", "column"),
    [({"title": ""}, "title"), ({"level": "national"}, "level"), ({"stages": "baseline often"}, "stages")],
)
def test_what_an_outcome_cannot_be(changes: dict[str, str], column: str) -> None:
    assert [one.column for one in outcome_problems(replace(OUTCOME, **changes))] == [column]  # type: ignore[arg-type]
    assert outcome_problems(OUTCOME) == ()


@pytest.mark.parametrize(
    ("facts", "column"),
    [
        ({"sentence": " "}, "sentence"),
        ({"kind": "feeling"}, "kind"),
        ({"kind": "change", "instrument": "nothing"}, "instrument"),
        ({"kind": "change", "instrument": "outcomes_star"}, "instrument"),
        ({"kind": "change", "instrument": "ons4"}, "output"),
        ({"kind": "change", "instrument": "ons4", "output": "joy"}, "output"),
        ({"kind": "crossing", "instrument": "gse10", "output": "total"}, "kind"),
        ({"kind": "event", "instrument": "ons4"}, "instrument"),
    ],
)
def test_what_an_indicator_cannot_be(facts: dict[str, str], column: str, known: dict[str, Instrument]) -> None:
    one = Indicator(**{"outcome_id": OutcomeId(1), "kind": "change", "sentence": "so", **facts})  # type: ignore[arg-type]
    assert [problem.column for problem in indicator_problems(one, known)] == [column]


def test_stages_stand_in_their_order_and_a_group_goes_before_a_service() -> None:
    tidy = tidied(
        replace(OUTCOME, stages="exit baseline", service="Lunch", group_id=GroupId(3), title=" Less  lonely ")
    )
    assert (tidy.stages, tidy.service, tidy.title) == ("baseline exit", "", "Less lonely")
    assert tidy.measured_at == ("baseline", "exit")


def test_an_official_outcome_is_kept_with_version_and_status_and_never_shown_as_official_when_it_was_not_read(
    library: Library,
) -> None:
    board = library.framework("SCO-NHWO")
    one = served(OutcomeId(1), board, board.outcomes[0])
    assert (one.official, one.caution, one.framework_year) == (True, "", "2015 (year not checked)")
    goals = library.framework("UN-SDG")
    other = served(OutcomeId(1), goals, goals.outcomes[0])
    assert not other.official and "check before quoting" in other.caution
    assert (goals.standing, library.framework("SCO-NPF-2024P").standing) == ("current", "proposed")
