from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.reference.library import Library
from sfph_desktop.core.usecases import reference
from sfph_desktop.core.usecases.office import Office

ABOUT = {
    "name": "Unit costs",
    "version": "2026",
    "publisher": "A unit",
    "licence": "By agreement",
    "made": "2026-04-30",
}
VALUES = (
    "id,category,title,value,low,high,unit,price_year,geography,payer,source_title,publisher,year_published,url,licence,"
    "confidence,notes\n"
    "gp_visit,fiscal,GP visit,48,40,,GBP per visit,2024/25,England,NHS,Unit costs,A unit,2026,,By agreement,high,\n"
)
DEFLATOR = "year,index,base,source,url\n{},103,2024=100 (calendar year),HM Treasury,\n"


@pytest.fixture(scope="module")
def library(root: Path) -> Library:
    return Library(root / "resources" / "reference")


@pytest.fixture
def office(new_office: Callable[[Path], Office], tmp_path: Path) -> Office:
    return new_office(tmp_path)


def pack(folder: Path, files: dict[str, str], **told: object) -> Path:
    path = folder / f"pack{len(list(folder.glob('pack*')))}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("pack.json", json.dumps({**ABOUT, **told}))
        for name, content in files.items():
            archive.writestr(name, content)
    return path


# --- lists ------------------------------------------------------------------------------------------------------------


def test_lists_hold_the_whole_library_and_begin_with_the_id(library: Library) -> None:
    for show, count in (
        (reference.list_instruments, 50),
        (reference.list_values, 211),
        (reference.list_frameworks, 21),
        (reference.list_thresholds, 33),
    ):
        found = show(library)
        assert len(found.rows) == count
        assert found.columns[0] == "id"
        assert all(len(row) == len(found.columns) for row in found.rows)
        assert len({row[0] for row in found.rows}) == count


def test_a_list_keeps_what_holds_every_word(library: Library) -> None:
    assert [row[0] for row in reference.list_instruments(library, "phq-9").rows] == ["phq9"]
    assert {row[0] for row in reference.list_values(library, "Living WAGE 2025").rows} >= {"nlw_2025", "rlw_2025"}
    assert reference.list_values(library, "no such words here").rows == ()


def test_what_is_not_official_says_so_in_the_list(library: Library) -> None:
    found = reference.list_thresholds(library)
    standing = {row[0]: row[found.columns.index("standing")] for row in found.rows}
    assert standing["SCO-CB-S25"] == "official"
    assert "check before quoting" in str(standing["SCO-GPA-SC-2026"])
    values = reference.list_values(library)
    grade = {row[0]: row[values.columns.index("standing")] for row in values.rows}
    assert (grade["wellby_2019"], grade["gmca_HE4.0"]) == ("offered", "check before quoting")


def test_instruments_say_what_may_be_done_with_them(library: Library) -> None:
    found = reference.list_instruments(library)
    use = {row[0]: row[found.columns.index("use")] for row in found.rows}
    assert "not offered" in str(use["outcomes_star"])
    assert use["pam"] == "ready scores only"
    scores = {row[0]: row[found.columns.index("scores")] for row in found.rows}
    assert scores["gbo"] == "goal_change, mean_change"
    grades = {row[0]: row[found.columns.index("confidence")] for row in found.rows}
    assert grades["cel3"] == "low: scoring remembered, not seen"
    assert grades["phq9"] == "high"


def test_outcomes_of_a_framework(library: Library) -> None:
    assert len(reference.list_outcomes(library, "SCO-NHWO").rows) == 9
    assert reference.framework(library, "SCO-NHWO").id == "SCO-NHWO"
    with pytest.raises(UserCanFix, match="no framework 'X'"):
        reference.framework(library, "X")


# --- packs ------------------------------------------------------------------------------------------------------------


def test_a_pack_is_kept_in_the_store_and_counts_from_now_on(office: Office, tmp_path: Path) -> None:
    before = office.library.versions()["unit_values"]
    assert "gp_visit" not in office.library.unit_values()
    done = reference.add_pack(office, pack(tmp_path, {"unit_values.csv": VALUES}))
    assert (str(done.value), done.changed, done.why) == ("Unit costs 2026", {"packs"}, "Loaded Unit costs 2026")
    assert done.unit_id > 0
    assert office.library.unit_values()["gp_visit"].pack == "Unit costs 2026"
    assert office.library.versions()["unit_values"] != before
    listed = reference.packs(office)
    row = dict(zip(listed.columns, listed.rows[0], strict=True))
    assert (row["name"], row["licensed"], row["declared_by"], row["holds"]) == (
        "Unit costs",
        False,
        "",
        "unit_values.csv",
    )


def test_a_licensed_pack_needs_somebody_to_declare_the_right(office: Office, tmp_path: Path) -> None:
    path = pack(tmp_path, {"unit_values.csv": VALUES}, licensed=True, declaration="We hold a licence from A unit.")
    for nobody in ("", "   "):
        with pytest.raises(UserCanFix, match="We hold a licence from A unit"):
            reference.add_pack(office, path, nobody)
    assert reference.packs(office).rows == ()
    assert "gp_visit" not in office.library.unit_values()
    done = reference.add_pack(office, path, "Mairi Campbell")
    assert done.value.declared_by == "Mairi Campbell"
    listed = reference.packs(office)
    row = dict(zip(listed.columns, listed.rows[0], strict=True))
    assert row["declared_by"] == "Mairi Campbell"
    assert row["declared_on"] == office.clock.today().isoformat()


def test_a_version_is_loaded_once_and_a_newer_one_replaces_it(office: Office, tmp_path: Path) -> None:
    reference.add_pack(office, pack(tmp_path, {"unit_values.csv": VALUES}))
    with pytest.raises(UserCanFix, match="loaded already"):
        reference.add_pack(office, pack(tmp_path, {"unit_values.csv": VALUES}))
    newer = VALUES.replace("gp_visit", "gp_call")
    reference.add_pack(office, pack(tmp_path, {"unit_values.csv": newer}, version="2027"))
    assert "gp_call" in office.library.unit_values()
    assert "gp_visit" not in office.library.unit_values()
    assert len(reference.packs(office).rows) == 2


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"unit_values.csv": VALUES.replace(",48,40,", ",48,60,")}, "wrong way round"),
        ({"unit_values.csv": VALUES.replace("By agreement,high", ",high")}, "blank"),
        ({"unit_values.csv": "id,title\nx,y\n"}, "lacks the column"),
        ({"gdp_deflator.csv": DEFLATOR.format(2026)}, "gap after 2024"),
        ({"measures/phq9.json": "{}"}, "not laid out"),
        ({"unit_values.csv": "\x00\x01"}, "wrong"),
    ],
)
def test_a_faulty_pack_is_refused_and_nothing_is_kept(
    office: Office, tmp_path: Path, files: dict[str, str], told: str
) -> None:
    with pytest.raises(UserCanFix) as refusal:
        reference.add_pack(office, pack(tmp_path, files))
    assert told in str(refusal.value)
    assert refusal.value.problems
    assert reference.packs(office).rows == ()
    assert len(office.library.unit_values()) == 211


def test_a_definition_whose_rules_cannot_be_followed_is_refused(office: Office, tmp_path: Path, root: Path) -> None:
    text = (root / "resources" / "reference" / "measures" / "rand36.json").read_text(encoding="utf-8")
    definition = json.loads(text)
    definition["items"][0]["recode"] = {"first": 100}
    with pytest.raises(UserCanFix, match="cannot be followed"):
        reference.add_pack(office, pack(tmp_path, {"measures/rand36.json": json.dumps(definition)}))
    assert reference.packs(office).rows == ()


def test_a_series_may_be_carried_on(office: Office, tmp_path: Path) -> None:
    reference.add_pack(office, pack(tmp_path, {"gdp_deflator.csv": DEFLATOR.format(2025)}))
    assert office.library.reference_facts().deflator[2025] == 103


def test_a_loaded_pack_can_be_undone(office: Office, tmp_path: Path) -> None:
    from sfph_desktop.core.usecases.history import undo

    done = reference.add_pack(office, pack(tmp_path, {"unit_values.csv": VALUES}))
    undo(office, done.unit_id)
    office.library.forget()
    assert reference.packs(office).rows == ()
    assert "gp_visit" not in office.library.unit_values()


def test_the_pack_survives_closing_and_opening(new_office: Callable[[Path], Office], tmp_path: Path) -> None:
    office = new_office(tmp_path)
    reference.add_pack(office, pack(tmp_path, {"unit_values.csv": VALUES}))
    again = replace(office, library=Library(office.library.folder, lambda: reference.packs_in(office)))
    assert "gp_visit" in again.library.unit_values()
