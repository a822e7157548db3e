"""A copy of everything: all rows of all tables, read back equal, taken back by the import, and no secret in it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from tests.core.usecases.command_line import Terminal
from tests.core.usecases.plain_office import plain_office

from sfph_desktop.core.domain.exports import RECORDS
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.person_record import Note
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.interchange.csv_out import unescape
from sfph_desktop.core.store import sealing, signing
from sfph_desktop.core.store.tables import metadata
from sfph_desktop.core.usecases import imports, self_completion
from sfph_desktop.core.usecases.exporting import export_everything
from sfph_desktop.core.usecases.history import recent
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.sample import fill_with_sample


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    (tmp_path / "office").mkdir()
    yield from plain_office(tmp_path / "office")


def read(folder: Path, path: str) -> list[dict[str, str]]:
    with (folder / path).open(encoding="utf-8-sig", newline="") as lines:
        return [{name: unescape(cell) for name, cell in row.items()} for row in csv.DictReader(lines)]


def test_every_row_of_every_table_is_there_and_the_package_tells_the_truth(office: Office, tmp_path: Path) -> None:
    fill_with_sample(office, people=12)
    done = export_everything(office, tmp_path / "copy").value
    assert {one.table.name for one in done.tables if one.table.folder == RECORDS} == set(metadata.tables)
    package = json.loads((tmp_path / "copy" / "datapackage.json").read_text(encoding="utf-8"))
    resources = {one["path"]: one for one in package["resources"]}
    with office.reading() as connection:
        for one in done.tables:
            path = one.table.path
            rows, told = read(tmp_path / "copy", path), resources[path]
            assert len(rows) == one.rows
            assert told["hash"] == f"sha256:{sha256((tmp_path / 'copy' / path).read_bytes()).hexdigest()}"
            assert all(field["description"] for field in told["schema"]["fields"]), path
            if one.table.folder == RECORDS:
                count = connection.exec_driver_sql(f'SELECT count(*) FROM "{one.table.name}"').scalar_one()
                # The saved change that tells of the copy itself comes after it.
                assert len(rows) == count - (one.table.name == "units"), path
    described = {(row["file"], row["column"]) for row in read(tmp_path / "copy", "data-dictionary.csv")}
    assert described == {(one.table.path, column.name) for one in done.tables for column in one.table.columns}
    for path in done.files:
        assert (tmp_path / "copy" / path).stat().st_size


def test_words_come_back_equal_and_none_is_a_formula(office: Office, tmp_path: Path) -> None:
    odd = ["=1+1", "'=1", "+44 131", "-5", "@sum", "\t=x", "Màiri, “so”\nand on", "'plain"]
    with office.writing("people") as unit:
        for number, name in enumerate(odd):
            unit.add("people", ServiceUser(person_ref=f"P-{number}", given_name=name))
    export_everything(office, tmp_path / "copy")
    for path in ("records/people.csv", "workbook/people.csv"):
        assert [
            row["given_name"] for row in sorted(read(tmp_path / "copy", path), key=lambda row: row["person_ref"])
        ] == odd
    raw = (tmp_path / "copy" / "records" / "people.csv").read_text(encoding="utf-8-sig")
    assert not any(line.split(",")[3:4] == ["=1+1"] for line in raw.splitlines())


def test_the_import_takes_the_workbook_back_without_a_row_refused(office: Office, tmp_path: Path) -> None:
    fill_with_sample(office, people=12)
    export_everything(office, tmp_path / "copy")
    (tmp_path / "new").mkdir()
    for other in plain_office(tmp_path / "new"):
        report = imports.rehearse(other, tmp_path / "copy" / "workbook")
    bad = [fate for fate in report.fates if fate.fate in {"refused", "held"}]
    assert not bad, bad[:3]
    assert report.counts["people"]["created"] == 12
    assert not report.unknown_columns


def test_neither_secrets_nor_the_words_of_private_notes_leave(office: Office, tmp_path: Path) -> None:
    self_completion.set_pin(office, "4821")
    with office.writing("keys and notes") as unit:
        secret = signing.make_secret(unit)
        identity = sealing.make_identity(unit)
        person = unit.add("people", ServiceUser(person_ref="P-1"))
        for words, private in (("open words", False), ("hidden words", True)):
            unit.add(
                "notes", Note(person_id=person, date=office.clock.today(), author="A", text=words, private=private)
            )  # type: ignore[arg-type]
    with office.writing("changed") as unit:
        unit.remove("notes", 2)
        unit.add(
            "notes", Note(person_id=person, date=office.clock.today(), author="A", text="hidden again", private=True)
        )  # type: ignore[arg-type]
    with office.reading() as connection:
        pin = connection.exec_driver_sql(
            "SELECT value FROM settings WHERE key = ?", (self_completion.KEY,)
        ).scalar_one()
    export_everything(office, tmp_path / "copy")
    copied = b"".join(path.read_bytes() for path in sorted((tmp_path / "copy").rglob("*")) if path.is_file())
    for kept in (secret.hex(), str(identity), pin):
        assert kept.encode() not in copied
    assert b"open words" in copied
    assert b"hidden" not in copied
    with (tmp_path / "copy" / "records" / "notes.csv").open(encoding="utf-8", newline="") as file:
        notes = [(row["private"], row["text"]) for row in csv.DictReader(file)]
    assert notes == [("no", "open words"), ("yes", "(withheld)")]  # the record stands
    assert recent(office)[0].why == "Copied everything in open formats"


def test_what_holds_something_is_refused_and_a_failure_leaves_nothing(office: Office, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with pytest.raises(UserCanFix, match="holds something already"):
        export_everything(office, tmp_path / "full")
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(UserCanFix, match="could not be written"):
        export_everything(office, tmp_path / "file" / "copy")

    def stop(done: int, _total: int, _what: str) -> None:
        assert (tmp_path / "copy (unfinished)").is_dir()  # never where nobody sees it, should the computer stop
        if done == 20:
            raise OSError(28, "No space left on device")

    with pytest.raises(UserCanFix, match="No space left"):
        export_everything(office, tmp_path / "copy", progress=stop)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "full", "office"]
    (tmp_path / "copy (unfinished)").mkdir()
    with pytest.raises(UserCanFix, match="begun there and not finished"):
        export_everything(office, tmp_path / "copy")
    assert (tmp_path / "copy (unfinished)").is_dir()
    assert not any("Copied" in one.why for one in recent(office))


def test_no_word_of_the_dictionary_is_left_behind_by_its_column(root: Path) -> None:
    with (root / "resources" / "words" / "data_dictionary.csv").open(encoding="utf-8", newline="") as words:
        known = [(row["table"], row["column"]) for row in csv.DictReader(words)]
    assert len(known) == len(set(known))
    for table, column in known:
        assert table == "*" or column in metadata.tables[table].columns, (table, column)


def test_the_command_tells_what_was_written(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    office.store.close()
    (tmp_path / "passphrase").write_text("harbour-lantern-porridge-thistle")
    monkeypatch.setenv("SFPH_STORE", str(office.store.path))
    monkeypatch.setenv("SFPH_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    terminal = Terminal(capsys)
    told = terminal.json("export", str(tmp_path / "copy"))
    assert told["folder"] == str(tmp_path / "copy")
    assert {"path": "records/people.csv", "rows": 0} in told["tables"]
    assert "holds something already" in terminal.run("export", str(tmp_path / "copy"), status=1)
    terminal.run("export", status=2)
