"""Nobody is in a return without a right to it, nothing planted leaves, no made-up name is guessed: small cuts."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.core.usecases.import_offices import new_office
from tests.trust import return_trials as trials

from sfph_desktop.core.domain.network import OrganisationFact
from sfph_desktop.core.store.queries import returns
from sfph_desktop.core.usecases import lawful_bases, return_facts, return_rows
from sfph_desktop.core.usecases.office import Office


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, list[int]]]:
    office, people = trials.marked_office(tmp_path_factory.mktemp("marked"))
    yield office, people
    office.store.close()


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = new_office(tmp_path_factory.mktemp("planted"))
    lawful_bases.use_consent(office)
    yield office
    office.store.close()


@pytest.mark.parametrize("seed", range(12))
def test_nobody_and_no_field_without_a_right_to_it(marked: tuple[Office, list[int]], seed: int) -> None:
    assert trials.consent_trial(*marked, seed) == []


def test_without_the_question_for_consent_it_would_be_seen(
    marked: tuple[Office, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(returns, "agreeing", lambda *_: frozenset(marked[1]))
    assert sum(bool(trials.consent_trial(*marked, seed)) for seed in range(5)) >= 3


def test_without_the_question_for_a_basis_it_would_be_seen(
    marked: tuple[Office, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lawful_bases, "in_force", lambda *_: dict.fromkeys(trials.FIELDS))
    assert sum(bool(trials.consent_trial(*marked, seed)) for seed in range(5)) >= 3


@pytest.mark.parametrize("seed", range(4))
def test_nothing_planted_leaves(planted: Office, seed: int, tmp_path: Path) -> None:
    found, lines = trials.planted_trial(planted, seed, tmp_path)
    assert found == []
    assert lines > 20


def test_a_name_that_leaves_would_be_seen(planted: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def leaking(asked: return_facts.Asked) -> Iterator[OrganisationFact]:
        from sfph_desktop.core.usecases.duties import duties

        yield OrganisationFact(field="legal_form", value=duties(asked.office)[0].who)

    monkeypatch.setattr(return_facts, "PROVIDERS", [leaking])
    found, _ = trials.planted_trial(planted, 6, tmp_path)
    assert len(found) == 1


def test_no_guess_finds_a_made_up_name() -> None:
    names = list(return_rows.made_up_names(bytes(range(32)), range(1, 1001)).values())
    assert trials.guessed(names, trials.chi_numbers(20_000)) == []
    assert "0101260008" in trials.chi_numbers(1000), "9 + 7 + 2 × 6 + 6 × 5 = 58, which leaves 3 by eleven"
    assert trials.guessed(names, trials.pairs(5_000)) == []
    assert trials.guessed(names, map(str, range(5_000))) == []
    assert trials.guessed(names, (f"sfph row {number}" for number in range(5_000))) == []
    other = return_rows.made_up_names(bytes(32), range(1, 1001)).values()
    assert not set(names) & set(other)


def test_a_hash_of_the_number_would_be_found() -> None:
    number = next(trials.chi_numbers(1))
    name = base64.b32encode(hashlib.sha256(number.encode()).digest()[:16]).decode().rstrip("=").casefold()
    assert trials.guessed([name], trials.chi_numbers(100)) == [number]


def test_no_change_of_a_return_is_taken() -> None:
    sound = trials.signed_return()
    assert trials.read_container(sound)
    assert [why for seed in range(1_000) if (why := trials.mutated_trial(seed, sound))] == []


def test_without_the_one_spelling_a_change_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = trials.signed_return()
    monkeypatch.setattr(trials, "read_container", lambda _found: trials.return_file.read_container(sound))
    assert trials.mutated_trial(1, sound) == "taken"
