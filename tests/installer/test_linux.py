"""What a person on Linux runs beside the built program: into the menu with it, up to date, and away again."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the scripts are for Linux")
SCRIPTS = Path(__file__).resolve().parents[2] / "installer" / "linux"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder with a space in its name, and an office in it already."""
    office = tmp_path / "Moira K" / ".local/share/SFPH Desktop/office.sfph"
    office.parent.mkdir(parents=True)
    office.write_text("an office")
    return tmp_path / "Moira K"


def built(folder: Path, says: str) -> Path:
    """A folder such as the build leaves, with a program that only says something."""
    shutil.copytree(SCRIPTS, folder)
    (folder / "_internal").mkdir()
    program = folder / "sfph-desktop"
    program.write_text(f"#!/bin/sh\necho {says}\n")
    program.chmod(0o755)
    (folder / "sfph").symlink_to("sfph-desktop")
    return folder


def run(script: Path, home: Path) -> subprocess.CompletedProcess[str]:
    place = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    return subprocess.run([script], env=place, capture_output=True, text=True, check=False)


def menu_entry(home: Path) -> dict[str, str]:
    entry = ConfigParser(interpolation=None)
    assert entry.read(home / ".local/share/applications/sfph-desktop.desktop")
    return dict(entry["Desktop Entry"])


def said(words: list[str]) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def test_the_menu_and_the_command_start_what_was_installed_and_a_newer_one_takes_its_place(
    tmp_path: Path, home: Path
) -> None:
    first, second = built(tmp_path / "first", "first"), built(tmp_path / "second", "second")
    for folder in (first, second):
        done = run(folder / "install.sh", home)
        assert done.returncode == 0, done.stderr
        shutil.rmtree(folder)  # a person throws away what was unpacked
        entry = menu_entry(home)
        assert said(shlex.split(entry["exec"])) == folder.name
        assert said([str(home / ".local/bin/sfph")]) == folder.name
    assert (home / ".local/share/icons/hicolor/scalable/apps" / f"{entry['icon']}.svg").exists()
    assert [one.name for one in (home / ".local/lib").iterdir()] == ["sfph-desktop"]


def test_taken_away_leaves_the_office_and_nothing_of_the_program(tmp_path: Path, home: Path) -> None:
    before = sorted(path for path in home.rglob("*") if path.is_file())
    assert run(built(tmp_path / "built", "here") / "install.sh", home).returncode == 0
    done = run(home / ".local/lib/sfph-desktop/uninstall.sh", home)
    assert done.returncode == 0, done.stderr
    assert sorted(path for path in home.rglob("*") if path.is_file() or path.is_symlink()) == before
    assert str(home / ".local/share/SFPH Desktop") in done.stdout


def test_an_open_program_is_neither_replaced_nor_taken_away(tmp_path: Path, home: Path) -> None:
    folder = built(tmp_path / "built", "here")
    assert run(folder / "install.sh", home).returncode == 0
    installed = home / ".local/lib/sfph-desktop"
    shutil.copy("/bin/sleep", installed / "sfph-desktop")
    with subprocess.Popen([installed / "sfph-desktop", "30"]) as opened:
        try:
            for script in (folder / "install.sh", installed / "uninstall.sh"):
                done = run(script, home)
                assert done.returncode == 1
                assert "Close it" in done.stderr
        finally:
            opened.kill()
    assert (installed / "sfph-desktop").exists()


def test_the_script_alone_says_where_it_belongs(home: Path) -> None:
    done = run(SCRIPTS / "install.sh", home)
    assert done.returncode == 1
    assert "not beside this script" in done.stderr
    assert not (home / ".local/lib").exists()
