from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.core.reference import check_measures
from sfph_desktop.core.reference.checker import check_files, check_folder, check_manifest, check_phrases, check_wordings
from sfph_desktop.core.toolkit.scoring_formulas import CATEGORIES, FORMULAS
from sfph_desktop.core.toolkit.scoring_ops import OPS

Files = dict[str, bytes]


def test_the_shipped_library_is_sound(reference_folder: Path) -> None:
    assert [str(problem) for problem in check_folder(reference_folder)] == []


def test_the_checker_knows_what_the_scorer_knows() -> None:
    assert set(check_measures.NEEDS) == {*OPS, "import"}
    assert set(check_measures.FORMULAS) == {*FORMULAS, *CATEGORIES}


def test_an_empty_folder_lacks_everything(tmp_path: Path) -> None:
    found = check_folder(tmp_path)
    assert {problem.file for problem in found} >= {"unit_values.csv", "gdp_deflator.csv", "manifest.json"}


def planted(files: Files, name: str, old: str, new: str) -> list[Problem]:
    """The problems of one table after a change to its text."""
    text = files[name].decode()
    assert old in text
    return check_files({name: text.replace(old, new, 1).encode()})


@pytest.mark.parametrize(
    ("name", "old", "new", "column", "reason"),
    [
        ("unit_values.csv", "qaly_green_book,", "wellby_2019,", "id", "there already"),
        ("unit_values.csv", ",13000,10000,", ",13000,14000,", "value", "wrong way round"),
        ("unit_values.csv", ",13000,10000,", ",thirteen,10000,", "value", "not a number"),
        ("unit_values.csv", ",13000,10000,", ",NaN,10000,", "value", "not a number"),
        ("unit_values.csv", ",13000,10000,", ",1E+999999,10000,", "value", "not a number"),
        ("unit_values.csv", "OGL v3.0,high", ",high", "licence", "blank"),
        ("unit_values.csv", "OGL v3.0,high", "OGL v3.0,certain", "confidence", "not known"),
        ("unit_values.csv", "HM Treasury,2021", ",2021", "publisher", "blank"),
        ("unit_values.csv", ",2019,UK,", ",2019/21,UK,", "price_year", "no price year"),
        ("unit_values.csv", ",UK,Individual,", ",UK,The moon,", "payer", "who pays"),
        ("unit_values.csv", "https://assets", "file:///assets", "url", "no web address"),
        ("ghg_factors.csv", "ghg_2022_bus_local_avg", "ghg_2029_bus_local_avg", "id", "year of its row"),
        ("ghg_factors.csv", "ghg_2022_bus_local_avg", "bus_local_avg", "id", "year of its row"),
        ("ghg_factors.csv", "ghg_2022_bus_local_avg", "ghg_2022_coach", "id", "there already"),
        ("carbon_values.csv", "2020,126.6,253.19,379.79", "2020,126.6,400,379.79", "high", "wrong way round"),
        ("carbon_values.csv", "\n2021,", "\n2020,", "year", "there already"),
        ("gdp_deflator.csv", "\n2001,", "\n2101,", "year", "gap"),
        ("gdp_deflator.csv", "100,2024=100", "100,2023=100", "base", "must not be mixed"),
        ("discount_rates.csv", "standard,31,75,", "standard,40,75,", "from_year", "gap or overlap"),
        ("discount_rates.csv", "standard,31,75,", "standard,31,,", "from_year", "gap or overlap"),
        ("discount_rates.csv", ",0.035,", ",3.5,", "rate", "between 0 and 1"),
        ("outcome_frameworks.csv", ",SO2,", ",SO1,", "outcome_id", "there already"),
        ("outcome_frameworks.csv", ",official-seen\n", ",trust me\n", "confidence", "not known"),
        ("procurement_thresholds.csv", ",2016-04-18,", ",spring 2016,", "effective_from", "not a date"),
        ("community_benefit_types.csv", "CB02,", "CB01,", "id", "there already"),
        ("woolly_words.csv", ",individual,", ",cosmic,", "level", "not known"),
        ("swemwbs_metric.csv", "8,9.51", "7,9.51", "raw", "there already"),
        ("swemwbs_metric.csv", "8,9.51", "8,", "metric", "blank"),
        ("code_lists/health_boards.csv", "S08000016,", "S08000015,", "code", "there already"),
    ],
)
def test_a_planted_fault_is_found(
    shipped_files: Files, name: str, old: str, new: str, column: str, reason: str
) -> None:
    found = planted(shipped_files, name, old, new)
    assert [(problem.file, problem.column) for problem in found] == [(name, column)]
    assert reason in found[0].reason
    assert found[0].row is not None


def test_what_is_no_table_is_said_once(shipped_files: Files) -> None:
    lacking = shipped_files["unit_values.csv"].replace(b",licence,", b",terms,", 1)
    assert "lacks the column licence" in check_files({"unit_values.csv": lacking})[0].reason
    assert "more cells" in check_files({"swemwbs_metric.csv": b"raw,metric\n7,7,7\n"})[0].reason
    assert "fewer cells" in check_files({"swemwbs_metric.csv": b"raw,metric\n7\n"})[0].reason
    assert "no rows" in check_files({"swemwbs_metric.csv": b"raw,metric\n"})[0].reason
    assert "cannot be read" in check_files({"swemwbs_metric.csv": b"raw,metric\n\xff\xfe\x81,7\n"})[0].reason
    assert "No such table" in check_files({"code_lists/planets.csv": b"code\nx\n"})[0].reason


Change = Callable[[dict[str, Any]], object]


def measure_problems(files: Files, measure: str, change: Change) -> list[Problem]:
    """The problems of one definition after a change to it."""
    name = f"measures/{measure}.json"
    definition = json.loads(files[name])
    change(definition)
    return check_files({name: json.dumps(definition).encode()})


def first_output(definition: dict[str, Any]) -> dict[str, Any]:
    output: dict[str, Any] = definition["scoring"]["outputs"][0]
    return output


@pytest.mark.parametrize(
    ("measure", "change", "reason"),
    [
        ("phq9", lambda d: d.update(id="phq8"), "not the file's name"),
        ("phq9", lambda d: d["items"][1].update(id="q1"), "same id"),
        ("phq9", lambda d: d["items"][0].update(min=4), "wrong way round"),
        ("phq9", lambda d: first_output(d)["items"].append("q10"), "'q10', which is not there"),
        ("phq9", lambda d: first_output(d).update(op="eval"), "'eval' is not known"),
        ("phq9", lambda d: first_output(d).update(op="count_in"), "lacks 'values'"),
        ("phq9", lambda d: first_output(d).update(op="import"), "only imported"),
        ("phq9", lambda d: d["scoring"]["outputs"].append(first_output(d)), "same id"),
        ("phq9", lambda d: d["scoring"].update(outputs=[]), "no output"),
        ("phq9", lambda d: d["caseness"].update(output="sum"), "'sum', which is not there"),
        ("phq9", lambda d: d["caseness"].update(status=None), "how it was seen"),
        ("phq9", lambda d: d["caseness"].update(operator="=>"), "'=>' is not known"),
        ("phq9", lambda d: d["bands"][0].update(output="sum"), "'sum', which is not there"),
        ("phq9", lambda d: d["meaningful_change"][0].update(status="certain"), "how it was seen"),
        ("phq9", lambda d: d["reliable_change"]["use"].update(threshold=0), "not complete"),
        ("phq9", lambda d: d.update(licence=""), "blank"),
        ("phq9", lambda d: d.update(licence_class="mine"), "not known"),
        ("phq9", lambda d: d.update(confidence="certain"), "not known"),
        ("phq9", lambda d: d.update(source_urls=[]), "no source"),
        ("phq9", lambda d: d.update(use="sold"), "not known"),
        ("phq9", lambda d: d.update(items=[]), "no items"),
        ("phq9", lambda d: d.pop("scoring"), "not laid out"),
        ("phq9", lambda d: first_output(d).update(max=1e300), "too large"),
        ("who5", lambda d: d["items"][0].update(text="I have felt cheerful"), "Non-commercial wording"),
        ("brs", lambda d: d["items"][0].update(text="I tend to bounce back"), "keeps it back"),
        ("brs", lambda d: d["items"][1].update(min=None), "reversed item needs"),
        ("reqol10", lambda d: d["items"][1].update(max=None), "which answers it takes"),
        ("swemwbs7", lambda d: d["scoring"]["outputs"].reverse(), "does not come before it"),
        ("swemwbs7", lambda d: d["scoring"]["outputs"][1].update(table="/etc/passwd"), "table is not there"),
        ("rand36", lambda d: d["items"][1].pop("recode"), "no recode map"),
        ("rand12", lambda d: first_output(d)["weights"].update(rand_9={"1": 2}), "'rand_9', which is no item"),
        ("ipaq_sf", lambda d: first_output(d).update(formula="__import__"), "'__import__' is not known"),
        ("fruitveg_portions", lambda d: d["scoring"]["outputs"][1].update(operator="=="), "'==' is not known"),
        ("audit", lambda d: d["scoring"]["skips"][0]["count_as_0"].append("q11"), "'q11', which is not there"),
    ],
)
def test_a_fault_planted_in_a_definition_is_found(
    shipped_files: Files, measure: str, change: Change, reason: str
) -> None:
    found = measure_problems(shipped_files, measure, change)
    assert found
    assert any(reason in problem.reason for problem in found), [str(problem) for problem in found]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b'{"id": NaN}', b"\xff", b"[" * 100_000, b'{"id": ' * 50_000, b'{"id": "x"}']
)
def test_what_is_no_definition_is_a_problem_and_no_crash(content: bytes) -> None:
    assert len(check_files({"measures/x.json": content})) == 1


def test_a_file_changed_or_added_after_building_is_found(shipped_files: Files) -> None:
    assert check_manifest(shipped_files) == []
    changed = {**shipped_files, "unit_values.csv": b"changed", "extra.csv": b""}
    del changed["woolly_words.csv"]
    assert {problem.file for problem in check_manifest(changed)} == {"unit_values.csv", "extra.csv", "woolly_words.csv"}


def test_a_wording_without_its_licence_is_found(shipped_files: Files) -> None:
    assert check_wordings(shipped_files) == []
    bare = {name: content for name, content in shipped_files.items() if not name.endswith("who5.LICENCE.txt")}
    assert [problem.file for problem in check_wordings(bare)] == ["wording_non_commercial/who5.json"]


def test_a_phrase_that_points_nowhere_is_found(shipped_files: Files) -> None:
    assert check_phrases(shipped_files) == []
    without = {name: content for name, content in shipped_files.items() if name != "measures/gse10.json"}
    assert {problem.value for problem in check_phrases(without)} == {"gse10"}
