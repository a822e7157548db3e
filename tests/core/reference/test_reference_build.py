from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

TABLES = (
    "carbon_values", "community_benefit_types", "discount_rates", "gdp_deflator", "ghg_factors", "outcome_frameworks",
    "procurement_thresholds", "swemwbs_metric", "woolly_words",
)  # fmt: skip


@pytest.fixture(scope="module")
def script(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_reference", root / "resources" / "build_reference.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    (folder / "code_lists").mkdir(parents=True)
    for name in TABLES:
        (folder / f"{name}.csv").write_text('a,b\r\n1,"x (stored file id 60102079664) "\r\n', encoding="utf-8")
    (folder / "code_lists" / "boards.csv").write_text("code,name\nA,Alba\n", encoding="utf-8")
    (folder / "unit_values.csv").write_text(
        "id,title,publisher,licence,url\na,A,P,OGL v3.0,\nb,B,P,CC BY-NC-SA 4.0 (not for bundling here),https://p\n",
        encoding="utf-8",
    )
    (folder / "instruments.json").write_text(
        json.dumps([instrument("open_one", "open"), instrument("kept", "non_commercial")])
    )
    return folder


def instrument(name: str, licence_class: str) -> dict[str, Any]:
    return {
        "id": name, "name": name, "abbreviation": name, "licence_class": licence_class, "stem": "Over two weeks",
        "licence": "CC BY-NC-SA 4.0 of somebody", "attribution_text": "By somebody", "user_must_do": "Show it",
        "wording_conditions": None, "source_urls": ["https://example.org"],
        "response_options": [{"value": 0, "label": "Never"}, {"value": 1, "label": "1"}],
        "items": [{"id": "q1", "text": "Do you sleep well?", "min": 0, "max": 1}],
        "scoring": {"outputs": [{"id": "total", "op": "sum", "items": ["q1"]}]},
    }  # fmt: skip


def test_the_same_source_gives_the_same_bytes(script: ModuleType, source: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    assert script.build(source, first) == script.build(source, second)
    assert script.build(source, first)["counts"]["unit_values.csv"] == 1  # a second run in the same place
    for path in first.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (second / path.relative_to(first)).read_bytes()


def test_rows_that_may_not_be_bundled_are_listed_instead(script: ModuleType, source: Path, tmp_path: Path) -> None:
    manifest = script.build(source, tmp_path / "out")
    assert [(row["file"], row["id"]) for row in manifest["left_out"]] == [("unit_values.csv", "b")]
    assert (tmp_path / "out" / "unit_values.csv").read_text().splitlines()[1:] == ["a,A,P,OGL v3.0,"]


def test_cells_are_trimmed_and_the_collectors_own_marks_removed(
    script: ModuleType, source: Path, tmp_path: Path
) -> None:
    script.build(source, tmp_path / "out")
    assert (tmp_path / "out" / "gdp_deflator.csv").read_bytes() == b"a,b\n1,x\n"


def test_non_commercial_wording_is_moved_with_its_licence(script: ModuleType, source: Path, tmp_path: Path) -> None:
    script.build(source, tmp_path / "out")
    kept = (tmp_path / "out" / "measures" / "kept.json").read_text()
    assert not any(words in kept for words in ("sleep", "Never", "Over two weeks"))
    wording = json.loads((tmp_path / "out" / "wording_non_commercial" / "kept.json").read_text())
    assert wording["items"]["q1"]["text"] == "Do you sleep well?"
    assert wording["options"] == {"0": "Never"}
    licence = (tmp_path / "out" / "wording_non_commercial" / "kept.LICENCE.txt").read_text()
    assert "https://creativecommons.org/licenses/by-nc-sa/4.0/" in licence
    assert "sleep" in (tmp_path / "out" / "measures" / "open_one.json").read_text()


def test_a_folder_that_is_no_library_is_left_alone(script: ModuleType, source: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all")
    with pytest.raises(FileExistsError):
        script.build(source, tmp_path)
    assert (tmp_path / "letter.txt").read_text() == "Dear all"


def test_called_wrongly_it_says_how(script: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert script.main([]) == 2
    assert "SOURCE" in capsys.readouterr().err


def test_nothing_shipped_names_the_collectors_filing_system(shipped_files: dict[str, bytes]) -> None:
    for name, content in shipped_files.items():
        assert b"stored file" not in content, name
        assert b"index id" not in content, name
