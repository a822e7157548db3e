"""The nineteen worked profiles have the proportions of the source's set, are invented, and are always stamped."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from statistics import median

import pytest
from command_line import Terminal

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.sample_enterprises import MAIN_ROUTES
from sfph_desktop.core.domain.story_template import ENTERPRISE
from sfph_desktop.core.host.paths import resources_folder
from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.usecases.machine import this_machine
from sfph_desktop.core.usecases.story_samples import list_profiles, open_profile, sample_profiles, write_profile

EVERY = sample_profiles(resources_folder())
FIELDS = set(
    "laundry|day care|community transport|supported employment|café|growing and food|befriending|counselling|home care"
    "|recycling of aids and furniture|arts|leisure|healthy living|carers".split("|")
)


def test_the_set_has_the_proportions_of_the_source() -> None:
    assert Counter(one.country for one in EVERY) == {"Scotland": 14, "England": 5}
    assert {one.field for one in EVERY} == FIELDS
    routes = Counter(one.main_route for one in EVERY)
    assert set(routes) == set(MAIN_ROUTES)
    assert 5 <= routes["tender"] <= 7, "about 30 of 100 tender"
    assert 5 <= routes["sell"] <= 7, "about 30 of 100 mainly sell"
    assert min(one.turnover for one in EVERY) < 50_000
    assert max(one.turnover for one in EVERY) > 3_000_000
    assert (min(one.staff for one in EVERY), max(one.staff for one in EVERY)) == (2, 120)
    assert (min(one.years for one in EVERY), max(one.years for one in EVERY)) == (2, 25)


def test_each_profile_agrees_with_itself() -> None:
    largest_by = {"tender": "contract", "sell": "sales", "sla": "sla", "grant": "grant"}
    for one in EVERY:
        assert sum(one.routes.values()) == 100, one.name
        assert max(one.routes, key=lambda route: one.routes[route]) == largest_by[one.main_route], one.name
        assert one.fte <= one.staff >= one.former_service_users
        assert one.largest_contract <= one.turnover * one.routes.get("contract", 0) / 100 + 1
        assert all(section.words or section.facts for section in _sections(one.number)), one.name
    assert len({one.name for one in EVERY}) == len(EVERY)


def test_the_english_ones_hold_larger_contracts_and_state_outcomes_more_explicitly() -> None:
    def of(country: str) -> list[int]:
        return [one.largest_contract for one in EVERY if one.country == country and one.largest_contract]

    def explicit(country: str) -> float:
        told = [text for one in EVERY if one.country == country for _, text in one.outcomes]
        return sum(bool(re.search(r"target|Of [\d,]+ people|comparison", text)) for text in told) / len(told)

    assert median(of("England")) > 3 * median(of("Scotland"))
    assert max(of("England")) > max(of("Scotland"))
    assert explicit("England") > 2 * explicit("Scotland")


def _sections(number: int) -> tuple[object, ...]:
    page = open_profile(this_machine().paths, number)
    assert page.sample
    assert [one.section for one in page.sections] == list(ENTERPRISE)
    return page.sections  # type: ignore[return-value]


def test_a_profile_is_written_stamped_and_needs_no_store(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    terminal = Terminal(capsys)
    told = terminal.json("case-study", "samples")
    assert len(told) == 19
    terminal.run("case-study", "samples", "X-04", "--out", str(tmp_path / "four.pdf"))
    assert check_pdf(tmp_path / "four.pdf") == ()
    page = write_profile(this_machine(tmp_path).paths, 15, tmp_path / "p.html").read_text(encoding="utf-8")
    assert page.count(">SAMPLE<") >= 3, "at the head, in words, at the foot"
    with pytest.raises(UserCanFix, match="from 1 to 19"):
        open_profile(this_machine(tmp_path).paths, 20)
    assert [row[2] for row in list_profiles(resources_folder(), "laundry england").rows] == ["Fen Linen Company"]
