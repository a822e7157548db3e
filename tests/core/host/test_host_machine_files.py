"""Settings, log, paths and files of this computer: whole or not at all, and no names in the log."""

from __future__ import annotations

import os
import stat
import tomllib
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.host.clock import SystemClock
from sfph_desktop.core.host.files import write_atomically
from sfph_desktop.core.host.log import LOG_NAME, Log, fault_trace
from sfph_desktop.core.host.paths import find_paths, resources_folder
from sfph_desktop.core.host.settings import TEXT_SIZES, Settings, load_settings, save_settings

# --- settings ---------------------------------------------------------------------------------------------------------


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.toml"
    assert load_settings(file) == Settings()
    chosen = Settings(theme="cream", text_size=150, last_store='C:\\Màiri\\"o".sfph', backup_folder="/mnt/ü\t x")
    save_settings(file, chosen)
    assert load_settings(file) == chosen
    assert tomllib.loads(file.read_text(encoding="utf-8"))["text_size"] == 150


def test_a_setting_that_makes_no_sense_takes_its_default_and_the_others_stay(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('theme = "pink"\ntext_size = "big"\nlock_after_minutes = 0\nlast_store = "a"\nnew = 1\n', "utf-8")
    assert load_settings(file) == Settings(last_store="a")
    file.write_text("theme = true\ntext_size = true\n", "utf-8")
    assert load_settings(file) == Settings()


@pytest.mark.parametrize(
    "text",
    [
        'theme = "cream"\ntext_size = 150\nlast_store = "C:\\\\Büro\\\\office.sfph"\nlock_after_minutes = 0\n',
        'theme="cream"  # by hand\ntext_size = 1_50\n[more]\ntheme = "light"\n',
        "last_store = \"a\\u00e9\\tb\"\nbackup_folder = 'c'\n",
        'last_store = "line\u2028end"\n',
        'theme = "cream"\ntheme = "dark"\n',
        "text_size = 0150\n",
        'theme = "cream" \r\ntext_size = 125\r\n',
    ],
)
def test_settings_are_read_as_toml_reads_them_without_it_or_with_it(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(text.encode())
    try:
        expected = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError:
        expected = {}
    usual = Settings()
    wanted = {one: expected.get(one, getattr(usual, one)) for one in ("theme", "text_size", "last_store")}
    if wanted["text_size"] not in TEXT_SIZES:
        wanted["text_size"] = usual.text_size
    found = load_settings(file)
    assert {one: getattr(found, one) for one in wanted} == wanted


@pytest.mark.parametrize("content", [b"", b"theme = ", b"\xff\xfe\x00", b"[" * 1000])
def test_a_damaged_file_counts_as_an_empty_one(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(content)
    assert load_settings(file) == Settings()


@pytest.mark.parametrize("wrong", [{"theme": "pink"}, {"text_size": 90}, {"lock_after_minutes": 61}])
def test_a_setting_that_is_not_offered_is_refused(wrong: dict[str, str | int]) -> None:
    with pytest.raises(UserCanFix):
        replace(Settings(), **wrong)  # type: ignore[arg-type]


def test_settings_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    with pytest.raises(UserCanFix, match="could not be saved"):
        save_settings(tmp_path / "file" / "settings.toml", Settings())


# --- files ------------------------------------------------------------------------------------------------------------


def test_a_file_is_written_whole_for_its_owner_only_and_nothing_is_left_about(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"
    write_atomically(path, b"one")
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in path.parent.iterdir()] == ["b.txt"]
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600
    write_atomically(path, b"sealed", for_others=True)
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "b"
    path.mkdir()
    (path / "in the way").write_text("", encoding="ascii")
    with pytest.raises(OSError, match="b"):
        write_atomically(path, b"two")
    assert [p.name for p in tmp_path.iterdir()] == ["b"]


# --- paths ------------------------------------------------------------------------------------------------------------


def test_with_an_office_folder_everything_lives_inside_it(tmp_path: Path) -> None:
    paths = find_paths(tmp_path)
    for path in (paths.default_store, paths.backups, paths.settings_file, paths.log, paths.matplotlib_cache):
        assert path.is_relative_to(tmp_path)
    assert not list(tmp_path.iterdir())


def test_without_one_the_folders_of_the_person_are_used() -> None:
    paths = find_paths()
    assert paths.office.is_absolute()
    assert "SFPH Desktop" in str(paths.office)
    assert paths.default_store.name == "office.sfph"


def test_the_resources_are_found_in_the_source_tree_and_in_a_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    assert (resources_folder() / "words" / "passphrase_words.txt").is_file()
    bundled = tmp_path / "resources" / "reference"
    bundled.mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources_folder() == tmp_path / "resources"


# --- log --------------------------------------------------------------------------------------------------------------


def test_the_log_keeps_events_and_numbers_and_where_a_failure_was_but_no_words_of_people(tmp_path: Path) -> None:
    log = Log(tmp_path / "log")
    log.note("import done", rows=200, seconds=1.25)
    try:
        try:
            raise ValueError("Màiri Campbell, 7 Row")
        except ValueError as cause:
            raise KeyError("notes about Màiri") from cause
    except KeyError as failure:
        log.note_fault(failure)
    log.close()
    text = (tmp_path / "log" / LOG_NAME).read_text(encoding="utf-8")
    assert "import done rows=200 seconds=1.25" in text
    assert "KeyError" in text
    assert "ValueError" in text
    assert "test_host_machine_files.py:" in text
    assert "Màiri" not in text
    assert "Row" not in text
    assert str(tmp_path) not in text


@pytest.mark.parametrize("event", ["Màiri came", "", "x" * 80, "two\nlines", "a: b"])
def test_only_plain_words_are_events(tmp_path: Path, event: str) -> None:
    log = Log(tmp_path)
    with pytest.raises(ValueError, match="plain words"):
        log.note(event)
    log.close()


def test_a_text_cannot_go_in_as_a_number(tmp_path: Path) -> None:
    log = Log(tmp_path)
    with pytest.raises(ValueError, match="could not convert"):
        log.note("saved", who="Màiri")  # type: ignore[arg-type]
    log.close()


def test_the_log_does_not_grow_for_ever(tmp_path: Path) -> None:
    log = Log(tmp_path, largest=4096)
    for number in range(1000):
        log.note("a rather long event that happened again and again", number=number)
    log.close()
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 4 * 4200


def test_without_a_folder_the_log_is_silent(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    log = Log(tmp_path / "file" / "log")
    log.note("started")
    log.close()


def test_a_failure_without_a_trace_is_told_too() -> None:
    assert fault_trace(ValueError("x")) == "builtins.ValueError"


def test_the_clock_tells_utc_and_a_day() -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is UTC
    assert abs((clock.today() - clock.now().date()).days) <= 1
