from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from packs_for_tests import NEW_VALUE, VALUE_HEADING, a_pack

from sfph_desktop.core.domain.benefits import PAYERS
from sfph_desktop.core.domain.frameworks import is_official
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.reference import values
from sfph_desktop.core.reference.library import Library
from sfph_desktop.core.reference.packs import Pack


def test_opening_reads_nothing(tmp_path: Path) -> None:
    asked: list[str] = []

    def packs() -> tuple[Pack, ...]:
        asked.append("packs")
        return ()

    Library(tmp_path / "nowhere", packs).with_packs(packs)
    assert not asked


def test_a_library_that_is_not_there_is_told_plainly(tmp_path: Path) -> None:
    library = Library(tmp_path)
    with pytest.raises(UserCanFix, match=r"unit_values\.csv.*Install the program again"):
        library.unit_values()
    (tmp_path / "swemwbs_metric.csv").write_text("raw,metric\n7,7\n", encoding="utf-8")
    with pytest.raises(UserCanFix, match="instruments"):
        library.instruments()


def test_each_part_is_read_once(library: Library) -> None:
    assert library.unit_values() is library.unit_values()
    assert library.reference_facts().instruments is library.instruments()


def test_all_fifty_instruments_are_there_with_what_may_be_done_with_them(library: Library) -> None:
    uses = {found.id: found.use for found in library.instruments().values()}
    assert len(uses) == 50
    assert {name for name, use in uses.items() if use == "not_usable"} == {"outcomes_star"}
    assert {name for name, use in uses.items() if use == "import_only"} == {
        "sf12v2", "pam", "iroc", "recovery_outcomes_web",
    }  # fmt: skip


def test_an_instrument_read_alone_is_the_same(library: Library) -> None:
    alone = Library(library.folder)
    read = {name: alone.known_instrument(name) for name in library.instruments()}
    assert read == dict(library.instruments())
    assert alone.known_instrument("nobody_knows_it") is None


def test_what_is_not_scored_holds_no_questions(library: Library) -> None:
    assert all(bool(found.items) == (found.use == "scored") for found in library.instruments().values())


@pytest.mark.parametrize(
    ("name", "threshold", "operator"),
    [("phq9", 6, ">="), ("gad7", 4, ">="), ("swemwbs7", 2.86, ">"), ("who5", 10, ">="), ("core10", 6.75, ">")],
)
def test_reliable_change_is_the_one_to_use(library: Library, name: str, threshold: float, operator: str) -> None:
    found = library.instruments()[name].reliable_change
    assert found is not None
    assert (found.threshold, found.operator) == (threshold, operator)


def test_a_range_or_a_remembered_number_gives_no_reliable_change(library: Library) -> None:
    assert library.instruments()["wemwbs14"].reliable_change is None
    assert library.instruments()["gbo"].reliable_change is None
    assert library.instruments()["gbo"].meaningful_change is None
    assert library.instruments()["gas"].meaningful_change is None


def test_meaningful_change_is_a_seen_number_about_one_person(library: Library) -> None:
    found = {name: i.meaningful_change for name, i in library.instruments().items() if i.meaningful_change is not None}
    assert found == {"swemwbs7": 2.87, "phq9": 6.0, "gad7": 4.0, "who5": 10.0}


def test_caseness_names_an_output_and_was_seen(library: Library) -> None:
    cut = {name: i.caseness for name, i in library.instruments().items() if i.caseness}
    assert len(cut) == 19
    assert (cut["phq9"].operator, cut["phq9"].value) == (">=", 10)
    assert all(i.output(i.caseness.output) for i in library.instruments().values() if i.caseness)


def test_directions_come_from_the_output_first(library: Library) -> None:
    ons = library.instruments()["ons4"]
    assert [o.higher_is_better for o in ons.outputs] == [True, True, True, False]
    assert not library.instruments()["eq5d5l"].output("profile").numeric
    assert [o.id for o in library.instruments()["swemwbs7"].changes] == ["metric"]
    assert library.instruments()["srh"].output("category").ordinal


def test_every_scored_item_says_what_it_takes(library: Library) -> None:
    for found in library.instruments().values():
        for item in found.items:
            assert item.options or (item.min is not None and item.max is not None), (found.id, item.id)


def test_non_commercial_words_come_from_their_own_file(library: Library, shipped_files: dict[str, bytes]) -> None:
    who5 = library.instruments()["who5"]
    assert who5.wording_held
    assert who5.items[0].text
    assert who5.items[0].options[0].label == "All of the time"
    assert who5.items[0].text.encode() not in shipped_files["measures/who5.json"]
    assert b"All of the time" not in shipped_files["measures/who5.json"]
    assert who5.items[0].text.encode() in shipped_files["wording_non_commercial/who5.json"]
    assert library.instruments()["audit"].items[8].options[1].label == "Yes, but not in the last year"


def test_instruments_still_score_without_the_non_commercial_words(reference_folder: Path, tmp_path: Path) -> None:
    for path in reference_folder.rglob("*"):
        if path.is_file() and "wording_non_commercial" not in path.parts:
            target = tmp_path / path.relative_to(reference_folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    bare = Library(tmp_path).instruments()["who5"]
    assert not bare.wording_held
    assert bare.version == Library(reference_folder).instruments()["who5"].version


def test_the_wording_that_owners_keep_back_is_not_here(library: Library) -> None:
    for name in ("swemwbs7", "wemwbs14", "eq5d5l", "core10", "dialog", "ascot_sct4", "reqol10"):
        assert not library.instruments()[name].wording_held
        assert all(item.text is None for item in library.instruments()[name].items)


def test_labels_at_some_points_of_a_scale_leave_the_points_between(library: Library) -> None:
    options = library.instruments()["dialog"].items[0].options
    assert [(o.value, o.label) for o in options[:4]] == [
        (1, "Totally dissatisfied"), (2, "2"), (3, "3"), (4, "In the middle"),
    ]  # fmt: skip


def test_a_changed_definition_has_another_version(
    library: Library, with_pack: Callable[[dict[str, str]], Library]
) -> None:
    definition = json.loads(library.folder.joinpath("measures/ucla3.json").read_text(encoding="utf-8"))
    definition["scoring"]["outputs"][0]["multiplier"] = 2
    newer = with_pack({"measures/ucla3.json": json.dumps(definition)})
    assert newer.instruments()["ucla3"].version != library.instruments()["ucla3"].version
    assert newer.instruments()["phq9"].version == library.instruments()["phq9"].version
    assert newer.versions()["instruments"] != library.versions()["instruments"]


# --- figures ----------------------------------------------------------------------------------------------------------


def test_unit_values_keep_their_source_and_the_payer_as_printed(library: Library) -> None:
    found = library.unit_values()["domestic_abuse_victim"]
    assert found.value == Decimal(34015)
    assert found.payer == "the individual"
    assert found.notes.startswith("Payer as printed: Victim; employers; NHS")
    assert (found.confidence, found.licence, found.price_year) == ("high", "OGL v3.0", "2016/17")
    assert found.url.startswith("https://")


@pytest.mark.parametrize(
    ("printed", "payer"),
    [
        ("NHS Scotland", "NHS"),
        ("Local authority; NHS", "local authority"),
        ("DWP; HMRC", "DWP"),
        ("Police; local authority", "justice"),
        ("Criminal justice", "justice"),
        ("Schools (DfE)", "other public purse"),
        ("Individual and family; local authority; NHS", "the individual"),
        ("Unpaid carers and family", "the individual"),
        ("Society (time input)", "the wider community"),
        ("Waste producer / local authority", "the wider community"),
        ("Planet / society", "the planet"),
        ("the planet", "the planet"),
    ],
)
def test_the_first_named_payer_decides(printed: str, payer: str) -> None:
    assert values.payer(printed) == payer


def test_a_payer_we_cannot_place_is_refused() -> None:
    with pytest.raises(ValueError, match="The moon"):
        values.payer("The moon")


def test_every_shipped_payer_can_be_placed(library: Library) -> None:
    assert {found.payer for found in library.unit_values().values()} <= set(PAYERS)


def test_values_with_the_persons_own_wellbeing_are_marked(library: Library) -> None:
    marked = {found.id for found in library.unit_values().values() if found.contains_wellbeing}
    assert {
        "wellby_2019", "qaly_green_book", "loneliness_severe_year", "domestic_abuse_victim", "suicide_cost",
        "crime_2019_robbery", "dementia_mild_year", "child_maltreatment_lifetime",
    } <= marked  # fmt: skip
    assert not {found for found in marked if found.startswith(("gmca_", "scot_", "nhse_", "rlw_", "nlw_", "carbon"))}


def test_only_qalys_and_wellbys_take_the_health_rate(library: Library) -> None:
    assert library.unit_values()["wellby_2019"].health_rate
    assert library.unit_values()["qaly_green_book"].health_rate
    assert not library.unit_values()["loneliness_severe_year"].health_rate
    assert not library.unit_values()["nhse_ae_2425"].health_rate


def test_rows_that_may_not_be_bundled_are_not_here(
    library: Library, root: Path, shipped_files: dict[str, bytes]
) -> None:
    left_out = [row["id"] for row in json.loads(shipped_files["manifest.json"])["left_out"]]
    note = (root / "docs" / "decisions" / "0003-what-the-reference-library-leaves-out.md").read_text(encoding="utf-8")
    assert len(left_out) == 8
    assert not set(left_out) & set(library.unit_values())
    assert all(f"`{name}`" in note for name in left_out)


def test_factors_are_found_by_name_and_year(library: Library) -> None:
    assert library.ghg()["elec_grid", 2025].kgco2e == 0.177
    assert library.ghg()["elec_grid", 2026].kgco2e == 0.13096
    assert ("elec_grid", 2019) not in library.ghg()
    assert len(library.ghg()) == 465


def test_series_are_whole(library: Library) -> None:
    assert list(library.deflator()) == list(range(1990, 2025))
    assert library.deflator()[2024] == 100
    assert library.carbon()[2026].central == 277.22
    standard = [band for band in library.discount() if band.kind == "standard"]
    assert [(b.from_year, b.to_year, b.rate) for b in standard][:2] == [(0, 30, 0.035), (31, 75, 0.03)]
    assert library.discount()[0].kind == "standard"
    assert standard[-1].to_year is None


# --- what buyers ask for ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("confidence", "official"),
    [
        ("official-seen", True),
        ("official-seen (recommendation only)", True),
        ("official-seen; target number inferred", False),
        ("official-seen (end date remembered)", False),
        ("official-seen (existence); weighting secondary-seen", False),
        ("secondary-seen", False),
        ("paraphrase-secondary", False),
        ("inferred: read only in the UK-wide table", False),
        ("remembered", False),
        ("low (summariser wording; official wording remembered)", False),
        ("", False),
    ],
)
def test_only_what_was_read_in_the_issuers_own_words_is_official(confidence: str, official: bool) -> None:
    assert is_official(confidence) is official


def test_frameworks_carry_a_caution_beside_every_title_that_is_not_official(library: Library) -> None:
    assert len(library.frameworks()) == 21
    outcomes = [outcome for found in library.frameworks().values() for outcome in found.outcomes]
    assert len(outcomes) == 160
    assert sum(outcome.official for outcome in outcomes) == 86
    assert all(bool(outcome.caution) != outcome.official for outcome in outcomes)
    assert len(library.framework("SCO-NHWO").outcomes) == 9
    assert library.framework("SCO-NPF-2018").current
    assert not library.framework("SCO-NPF-2007").current


def test_an_unknown_framework_is_told_with_those_there_are(library: Library) -> None:
    with pytest.raises(UserCanFix, match="SCO-NHWO"):
        library.framework("SCO-NHW")


def test_thresholds_lists_and_phrases(library: Library) -> None:
    assert library.thresholds()["SCO-REG-GS"].value == Decimal(50000)
    assert library.thresholds()["SCO-SUPPORTED-30PCT"].value is None
    assert not library.thresholds()["SCO-GPA-SC-2026"].official
    assert len(library.community_benefits()) == 41
    assert len(library.woolly_words()) == 107
    assert library.woolly_words()[0].instruments == ("gse10", "ons4", "goal_0_10")
    assert len(library.code_list("local_authorities")) == 32
    assert len(library.code_lists()) == 9
    with pytest.raises(UserCanFix, match="health_boards"):
        library.code_list("../unit_values")


def test_a_near_miss_in_an_instruments_name_is_helped(library: Library) -> None:
    with pytest.raises(UserCanFix, match="phq9"):
        library.instrument("PHQ-9")


# --- packs ------------------------------------------------------------------------------------------------------------


def test_a_pack_supersedes_and_extends(library: Library, with_pack: Callable[[dict[str, str]], Library]) -> None:
    newer = NEW_VALUE.replace("new_one", "nhse_ae_2425").replace("12.5", "291")
    found = with_pack({"unit_values.csv": VALUE_HEADING + NEW_VALUE + newer})
    assert found.unit_values()["nhse_ae_2425"].value == Decimal(291)
    assert found.unit_values()["nhse_ae_2425"].pack == "Test pack 1"
    assert found.unit_values()["new_one"].payer == "local authority"
    assert found.unit_values()["wellby_2019"].pack == "shipped"
    assert len(found.unit_values()) == len(library.unit_values()) + 1
    assert found.versions()["unit_values"] != library.versions()["unit_values"]
    assert found.versions()["ghg_factors"] == library.versions()["ghg_factors"]
    assert found.versions()["pack: Test pack"] == "1"


def test_a_deflator_of_the_same_base_extends_and_another_base_replaces(
    with_pack: Callable[[dict[str, str]], Library],
) -> None:
    heading = "year,index,base,source,url\n"
    longer = with_pack({"gdp_deflator.csv": heading + "2025,103.1,2024=100 (calendar year),HM Treasury,\n"})
    assert longer.deflator()[2025] == 103.1
    assert longer.deflator()[2023] == 96.2507
    other = with_pack({"gdp_deflator.csv": heading + "2024,97,2025=100,HM Treasury,\n2025,100,2025=100,HM Treasury,\n"})
    assert dict(other.deflator()) == {2024: 97.0, 2025: 100.0}


def test_a_packs_discount_bands_replace_those_of_their_kind_whole(
    with_pack: Callable[[dict[str, str]], Library],
) -> None:
    found = with_pack({"discount_rates.csv": "kind,from_year,to_year,rate,source,url\nstandard,0,,0.03,HM Treasury,\n"})
    assert [(b.kind, b.from_year, b.rate) for b in found.discount()][:2] == [
        ("standard", 0, 0.03),
        ("health", 0, 0.015),
    ]


def test_a_table_may_say_itself_what_contains_wellbeing(with_pack: Callable[[dict[str, str]], Library]) -> None:
    heading = VALUE_HEADING.replace("notes\n", "notes,contains_wellbeing,health_rate\n")
    row = NEW_VALUE.replace("high,\n", "high,,yes,yes\n")
    found = with_pack({"unit_values.csv": heading + row}).unit_values()["new_one"]
    assert found.contains_wellbeing
    assert found.health_rate


def test_forgetting_makes_a_new_pack_seen(reference_folder: Path) -> None:
    loaded: list[Pack] = []
    library = Library(reference_folder, lambda: tuple(loaded))
    assert "new_one" not in library.unit_values()
    loaded.append(a_pack({"unit_values.csv": VALUE_HEADING + NEW_VALUE}))
    assert "new_one" not in library.unit_values()
    library.forget()
    assert "new_one" in library.unit_values()


def test_a_new_version_of_a_pack_takes_the_place_of_the_old_one_whole(reference_folder: Path) -> None:
    first = a_pack({"unit_values.csv": VALUE_HEADING + NEW_VALUE})
    second = replace(
        a_pack({"unit_values.csv": VALUE_HEADING + NEW_VALUE.replace("new_one", "newer_one")}),
        info=replace(first.info, version="2"),
    )
    library = Library(reference_folder, lambda: (first, second))
    assert "newer_one" in library.unit_values()
    assert "new_one" not in library.unit_values()
    assert [info.label for info in library.packs()] == ["Test pack 2"]
