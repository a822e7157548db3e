"""Proof packs: what leaves holds the evidence and nobody in it, whatever has happened to the records since."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from import_offices import bring, new_office, rows, sheet

from sfph_desktop.core.domain.figures import figures_of
from sfph_desktop.core.domain.impact import Choices, ImpactRun, Selection
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.proof_packs import PackFigure, ProofPack
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.domain.workbook import RawSheet
from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.reports.proof_words import quarters
from sfph_desktop.core.reports.small_numbers import THRESHOLD
from sfph_desktop.core.usecases import impact as impacts
from sfph_desktop.core.usecases import proof_packs
from sfph_desktop.core.usecases.joining import say_same
from sfph_desktop.core.usecases.office import Office, close_office

PEOPLE = 30
FIRST, LAST = date(2025, 5, 13), date(2025, 9, 17)
YEAR = Selection(period=Period(date(2025, 4, 1), date(2026, 3, 31)))
NAMES = [f"Xanthippe{n}" for n in range(1, PEOPLE + 1)]


def answers(*of: tuple[int, date, int]) -> RawSheet:
    """Loneliness of some: 3 (all sums from 3 to 9 are made by moving one answer)."""
    filled = ((f"XP-{n}", "ucla3", day, *_three(score)) for n, day, score in of)
    return sheet("assessments", "person_ref instrument date q1 q2 q3", *filled)


def _three(score: int) -> tuple[int, int, int]:
    first = min(3, score - 2)
    second = min(3, score - first - 1)
    return first, second, score - first - second


def workbook() -> list[RawSheet]:
    """Thirty people: eighteen less lonely by one to four points, six the same, six lonelier."""
    numbers = range(1, PEOPLE + 1)
    first = {n: 4 + n % 5 for n in numbers}
    moved = {n: 0 if n <= 6 else 1 if n <= 12 else -1 - n % 3 for n in numbers}
    born = date(1950, 6, 21)
    return [
        sheet(
            "people",
            "person_ref given_name family_name date_of_birth",
            *((f"XP-{n}", NAMES[n - 1], "Quillfeather", born) for n in numbers),
        ),
        sheet("episodes", "person_ref service start_date", *((f"XP-{n}", "Lunch", FIRST) for n in numbers)),
        answers(*((n, FIRST, first[n]) for n in numbers), *((n, LAST, max(3, first[n] + moved[n])) for n in numbers)),
    ]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path)
    bring(opened, *workbook())
    yield opened
    close_office(opened, backup=False)


@pytest.fixture
def run(office: Office) -> ImpactRun:
    return impacts.run_toolkit(office, YEAR, Choices(draws=0)).value


def change_of(office: Office, run: ImpactRun) -> PackFigure:
    (told,) = proof_packs.proof_pack(office, [run.changes[0].evidence]).figures
    return told


def text_of(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def table(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / name).read_text(encoding="utf-8-sig"))))


def test_what_leaves_names_nobody_and_stands_on_sound_paper(office: Office, run: ImpactRun, tmp_path: Path) -> None:
    pack = proof_packs.pack_of_run(office, run.snapshot)
    files = proof_packs.write_pack(office, pack, tmp_path / "out")
    assert check_pdf(files[0]) == ()
    text = text_of(files[0]) + "".join(one.read_text(encoding="utf-8-sig") for one in files[1:])
    for figure in figures_of(run):
        assert figure.evidence in text
    for secret in ("Xanthippe", "Quillfeather", "XP-", "1950", "13 May", "17 September", str(FIRST), str(LAST)):
        assert secret not in text, secret
    assert {path.name for path in (tmp_path / "out").iterdir()} == {path.name for path in files}
    columns = table(tmp_path / "out", "columns.csv")
    for path in files[1:-1]:
        header = path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        assert [one["column"] for one in columns if one["file"] == path.name][1:] == header


def test_the_same_pack_gives_the_same_bytes(office: Office, run: ImpactRun, tmp_path: Path) -> None:
    def written(name: str) -> list[bytes]:
        pack = proof_packs.proof_pack(office, [run.changes[0].evidence, run.reach.evidence])
        assert [one.evidence for one in pack.figures] == [run.reach.evidence, run.changes[0].evidence]
        return [path.read_bytes() for path in proof_packs.write_pack(office, pack, tmp_path / name)]

    assert written("one") == written("two")


def test_rows_and_groups_are_never_of_a_few(office: Office, run: ImpactRun, tmp_path: Path) -> None:
    proof_packs.write_pack(office, proof_packs.pack_of_run(office, run.snapshot), tmp_path / "out")
    pairs = Counter(tuple(row.values())[2:] for row in table(tmp_path / "out", "pairs.csv"))
    assert sum(pairs.values()) == PEOPLE
    assert min(pairs.values()) >= THRESHOLD
    groups = table(tmp_path / "out", "groups.csv")
    assert sum(int(row["people"]) for row in groups) == PEOPLE
    assert min(int(row["people"]) for row in groups) >= THRESHOLD


def test_a_few_that_moved_since_are_not_given_away(office: Office, run: ImpactRun) -> None:
    """Somebody had their record erased: nobody who knows that may read off how they had answered."""
    with office.writing("erased somebody") as unit:
        unit.remove("people", 7)
    told = change_of(office, run)
    assert not told.same
    assert "not told" in told.today
    assert not re.search(r"\d", told.today)
    assert {(one.words, one.count) for one in told.since} == {("fewer than 5", None)}
    assert all(one.quarter == "in October to December 2026" for one in told.since)
    assert any(one.what == "people removed or erased since" for one in told.since)


def test_many_that_moved_are_told_line_by_line(office: Office, run: ImpactRun) -> None:
    """Late entries, corrections, joins and erasures, each of as many as may be told."""
    extra = range(PEOPLE + 1, PEOPLE + 31)
    bring(
        office,
        sheet("people", "person_ref given_name", *((f"XP-{n}", f"Late{n}") for n in extra)),
        sheet("episodes", "person_ref service start_date", *((f"XP-{n}", "Lunch", FIRST) for n in extra)),
        answers(*((n, FIRST, 7) for n in extra), *((n, LAST, 4 if n % 2 else 8) for n in extra if n <= PEOPLE + 20)),
    )
    bring(office, answers(*((n, LAST, 9) for n in range(1, 7))))
    for n in range(25, 31):
        say_same(office, f"XP-{n}", f"XP-{n + 6}")
    with office.writing("erased some") as unit:
        unit.remove_many("people", [13, 14, 15, 16, 17, 18])
    lines = {one.what: one.count for one in change_of(office, run).since}
    assert lines["people entered since"] == 20
    assert lines["people joined: one person under two records"] == 6
    assert lines["people removed or erased since"] == 6
    assert lines["questionnaires corrected in something that figures look at"] == 6
    assert change_of(office, run).today.startswith("Not the same as printed.")


def test_unchanged_reads_as_printed(office: Office, run: ImpactRun) -> None:
    told = change_of(office, run)
    assert (told.same, told.today, told.since) == (True, "The same as printed.", ())
    assert told.since_words == "Nothing behind it has changed."


def test_it_is_written_in_the_history_and_nothing_else_is(office: Office, run: ImpactRun, tmp_path: Path) -> None:
    before = rows(office, "SELECT count(*) FROM history")
    pack = proof_packs.proof_pack(office, [run.reach.evidence, run.changes[0].evidence])
    proof_packs.write_pack(office, pack, tmp_path / "out")
    assert rows(office, "SELECT why FROM units ORDER BY id DESC LIMIT 1") == [
        (f"wrote proof pack {run.snapshot} with {run.reach.evidence} and 1 more",)
    ]
    assert rows(office, "SELECT count(*) FROM history") == before


def test_what_cannot_be_packed_is_refused_and_nothing_is_written(
    office: Office, run: ImpactRun, tmp_path: Path
) -> None:
    pack = proof_packs.proof_pack(office, [run.reach.evidence])
    other = impacts.run_toolkit(office, YEAR, Choices(draws=0)).value
    units = rows(office, "SELECT count(*) FROM units")
    for chosen, said in (
        ([], "No figure is chosen"),
        (["E-9999"], "There is no evidence number E-9999"),
        (["nonsense"], "is not the number of a figure"),
        ([run.reach.evidence, other.reach.evidence], f"is of run {run.snapshot}, and {other.reach.evidence}"),
    ):
        with pytest.raises(UserCanFix, match=said):
            proof_packs.proof_pack(office, chosen)
    full = tmp_path / "full"
    full.mkdir()
    (full / "kept.txt").write_text("kept")
    a_file = tmp_path / "file"
    a_file.write_text("kept")
    for folder in (full, a_file, a_file / "beneath"):
        with pytest.raises(UserCanFix):
            proof_packs.write_pack(office, pack, folder)
    assert [path.name for path in full.iterdir()] == ["kept.txt"]
    assert a_file.read_text() == "kept"
    assert rows(office, "SELECT count(*) FROM units") == units, "what was not written is not in the history"


def test_a_disk_that_fills_leaves_no_half_pack(
    office: Office, run: ImpactRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack: ProofPack = proof_packs.proof_pack(office, [run.reach.evidence])
    real = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name == "groups.csv":
            raise OSError(28, "No space left on device")
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(UserCanFix, match="could not be written"):
        proof_packs.write_pack(office, pack, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((), ""),
        ((date(2026, 1, 31), date(2026, 3, 1)), "in January to March 2026"),
        ((date(2025, 12, 31), date(2026, 5, 1)), "between October 2025 and June 2026"),
    ],
)
def test_quarters(days: tuple[date, ...], words: str) -> None:
    assert quarters(days) == words


def test_a_part_that_could_point_to_a_few_beside_the_whole_does_not_leave(tmp_path: Path) -> None:
    from sfph_desktop.core.reports.summaries.own_outcomes import may_be_told_apart
    from sfph_desktop.core.usecases.outcomes import change_outcome, outcome_framework
    from sfph_desktop.core.usecases.sample import fill_with_sample

    office = new_office(tmp_path)
    fill_with_sample(office)
    confident = next(
        one.outcome for one in outcome_framework(office).outcomes if one.outcome.title == "People are more confident"
    )
    change_outcome(office, replace(confident, service="Community laundry"))
    run = impacts.run_toolkit(office, YEAR, Choices(draws=0)).value
    parts = (*run.outcome_changes, *run.outcome_events)
    kept_back = [one.evidence for one in parts if not may_be_told_apart(one, run)]
    assert kept_back, "all but one of those measured were of the laundry"
    pack = proof_packs.pack_of_run(office, run.snapshot)
    assert list(pack.left_out) == kept_back
    assert not set(kept_back) & {one.evidence for one in pack.figures}
    assert kept_back[0] in pack.left_out_words
    with pytest.raises(UserCanFix, match="could point to single people"):
        proof_packs.proof_pack(office, kept_back)
    close_office(office, backup=False)
