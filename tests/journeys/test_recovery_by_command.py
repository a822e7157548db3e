"""The recovery sheet by command: a part of its key asked for at a terminal, the key in a file, and the way back."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.journeys.conftest import PASSPHRASE, Terminal

from sfph_desktop.cli import office as commands
from sfph_desktop.cli.__main__ import main
from sfph_desktop.core.usecases import office as offices
from sfph_desktop.core.usecases.office import Machine

NEW = "velvet compass orchard tunnel maple"
WRONG = "AAAAA"
ASKED = re.compile(r"Type group (\d) .*: $")


def _plain_environment() -> dict[str, str]:
    """Without what nobody's computer sets: by itself Python keeps back what is written to a pipe."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}


def test_at_a_terminal_a_part_of_the_key_is_asked_for(terminal: Terminal) -> None:
    """In a process of its own, with a terminal of its own: wrong, blank, then as it stands on the sheet."""
    hand, its_input = pty.openpty()
    passphrase = terminal.folder / "secret.txt"
    passphrase.write_text(PASSPHRASE, encoding="utf-8")
    homes = {f"XDG_{name}_HOME": str(terminal.folder / name) for name in ("DATA", "CACHE", "CONFIG")}
    init = subprocess.Popen(
        [sys.executable, "-m", "sfph_desktop.cli", "init", "--name", "Hill Street Kitchen"],
        cwd=terminal.folder,
        # Without PYTHONUNBUFFERED, which nobody's computer sets: the key must be told before a part of it is asked for.
        env={
            **_plain_environment(),
            **homes,
            "SFPH_STORE": str(terminal.store),
            "SFPH_PASSPHRASE_FILE": str(passphrase),
        },
        stdin=its_input,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    )
    assert init.stdout is not None
    assert init.stderr is not None
    numbers: set[int] = set()
    heard, groups = "", init.stdout.readline().decode().strip().split("-")
    for typed in (WRONG, "", "right"):
        start = len(heard)
        while not (asked := ASKED.search(heard, start)):
            letter = init.stderr.read(1).decode()
            assert letter, heard
            heard += letter
        number = int(asked.group(1))
        numbers.add(number)
        os.write(hand, f"{f' {groups[number - 1].lower()} ' if typed == 'right' else typed}\n".encode())
    said, rest = init.communicate(timeout=60)
    os.close(hand)
    os.close(its_input)
    assert (init.returncode, said) == (0, b"")
    assert len(numbers) == 1, "the group must not change between tries"
    for words in ("2 more tries.", "One more try.", f"Group {number} of the recovery key is not right."):
        assert words in heard
    assert "The set-up is finished." in rest.decode()


# --- in this process, where stretching a passphrase costs little ------------------------------------------------------


@dataclass
class Sitting:
    """One person at one computer: what they type, and what they hear."""

    folder: Path
    machine: Machine
    patch: pytest.MonkeyPatch
    hearing: Any

    @property
    def store(self) -> Path:
        return offices.default_store_path(self.machine)

    def run(self, *words: object, typed: str | None = None, secret: str = PASSPHRASE, status: int = 0) -> str:
        """All that a command says; with `typed` its input is a terminal at which somebody types that."""
        (self.folder / "secret.txt").write_text(secret, encoding="utf-8")
        self.patch.setenv("SFPH_STORE", str(self.store))
        self.patch.setenv("SFPH_PASSPHRASE_FILE", str(self.folder / "secret.txt") if secret else "")
        reading, writing = os.pipe() if typed is None else reversed(pty.openpty())
        os.write(writing, (typed or "").encode())
        with os.fdopen(reading, encoding="utf-8") as stdin:
            self.patch.setattr(sys, "stdin", stdin)
            assert main(list(map(str, words))) == status
        os.close(writing)
        heard = self.hearing.readouterr()
        assert "Traceback" not in heard.out + heard.err
        return str(heard.out + heard.err)

    def confirmed(self) -> bool:
        office = offices.open_office(self.store, passphrase=PASSPHRASE, machine=self.machine)
        try:
            return office.info().recovery_confirmed
        finally:
            offices.close_office(office, backup=False)


@pytest.fixture
def sitting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[tuple[Sitting, str]]:
    """A person with a new store whose set-up is not finished, and the recovery key."""
    machine = offices.this_machine(tmp_path / "desk", key_cost=offices.cheap_key_cost())
    monkeypatch.setattr(commands, "machine", lambda: machine)
    made = Sitting(tmp_path, machine, monkeypatch, capsys)
    heard = made.run("init", "--name", "Hill Street Kitchen")
    key = heard.splitlines()[0]
    assert "The set-up is unfinished" in heard
    assert "sfph recovery confirm" in heard
    yield made, key


def test_a_set_up_left_unfinished_is_finished_later(sitting: tuple[Sitting, str]) -> None:
    here, key = sitting
    assert not here.confirmed()
    assert "nobody to ask" in here.run("recovery", "confirm", status=1)
    heard = here.run("recovery", "confirm", typed=f"{WRONG}\n\n{WRONG}\n", status=1)
    assert heard.count("Type group ") == 3
    assert "The recovery key is not confirmed." in heard
    assert not here.confirmed()
    file = here.folder / "key.txt"
    file.write_text(key, encoding="utf-8")
    assert "finished" in here.run("recovery", "confirm", "--recovery-key-file", file)
    assert here.confirmed()


def test_three_wrong_groups_leave_the_store_and_say_how_to_go_on(sitting: tuple[Sitting, str]) -> None:
    here, _ = sitting
    elsewhere = here.store.with_name("other.sfph")
    heard = here.run("init", "--name", "Another", "--store", elsewhere, typed=f"{WRONG}\n" * 3)
    assert heard.count("Type group ") == 3
    assert f"sfph recovery confirm --store {elsewhere}" in heard
    assert elsewhere.exists()


def test_a_new_sheet_closes_the_old_one(sitting: tuple[Sitting, str]) -> None:
    here, key = sitting
    file, sheet = here.folder / "key.txt", here.folder / "sheet.pdf"
    file.write_text(key, encoding="utf-8")
    here.run("recovery", "confirm", "--recovery-key-file", file)
    assert "There is no" not in here.run("recovery", "new", "--recovery-sheet", sheet)
    assert sheet.read_bytes().startswith(b"%PDF")
    assert not here.confirmed()
    assert "belongs to another recovery sheet" in here.run(
        "recovery", "confirm", "--recovery-key-file", file, status=1
    )  # fmt: skip
    # A sheet that is there is not replaced, and the key then stays as it is.
    assert "not replaced" in here.run("recovery", "new", "--recovery-sheet", sheet, status=1)


def test_a_backup_comes_back_by_the_sheet_alone(sitting: tuple[Sitting, str]) -> None:
    here, key = sitting
    file, stick = here.folder / "key.txt", here.folder / "stick.sfphbackup"
    here.run("backup", stick)
    shutil.rmtree(here.store.parent)
    words = ("restore", stick, "--to", here.store, "--recovery-key-file", file)
    assert "cannot be read" in here.run(*words, secret="", status=1)
    file.write_text(key.replace(key[:5], WRONG, 1), encoding="utf-8")
    assert "Group 1 of the recovery key is not right." in here.run(*words, secret="", status=1)
    assert not here.store.exists()
    file.write_text(key.lower().replace("-", " "), encoding="utf-8")
    assert "sfph recover --store" in here.run(*words, secret="")
    assert not here.confirmed()
    assert "the new passphrase is set" in here.run(*words, secret=NEW)
    assert "check" in here.run("check", secret=NEW)
    here.run("check", secret=PASSPHRASE, status=3)
