"""One writer: one owner of two starts, a dead process cleared in silence, another computer's hold never."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sfph_desktop.core.domain.problems import StoreInUse
from sfph_desktop.core.store.lock import hold, lock_path, this_computer

HOLDER = """
import sys
from pathlib import Path
from sfph_desktop.core.domain.problems import StoreInUse
from sfph_desktop.core.store.lock import hold
print("ready", flush=True)
sys.stdin.readline()
try:
    kept = hold(Path(sys.argv[1]))
    print("held", flush=True)
except StoreInUse:
    print("in use", flush=True)
sys.stdin.readline()
"""


def starter(store: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def said(process: subprocess.Popen[str], go: bool = True) -> str:
    assert process.stdin
    assert process.stdout
    if go:
        process.stdin.write("go\n")
        process.stdin.flush()
    return process.stdout.readline().strip()


def test_a_store_is_held_once_and_free_after_release(tmp_path: Path) -> None:
    store = tmp_path / "office.sfph"
    first = hold(store)
    with pytest.raises(StoreInUse, match="another window or command"):
        hold(store)
    first.release()
    first.release()
    hold(store).release()


def test_of_many_starts_at_once_one_has_it_and_after_kill_9_the_next_needs_no_question(tmp_path: Path) -> None:
    store = tmp_path / "office.sfph"
    starters = [starter(store) for _ in range(6)]
    try:
        assert [said(process, go=False) for process in starters] == ["ready"] * 6
        for process in starters:
            assert process.stdin
            process.stdin.write("go\n")
            process.stdin.flush()
        answers = [said(process, go=False) for process in starters]
        assert sorted(answers) == ["held"] + ["in use"] * 5
        owner = starters[answers.index("held")]
        assert str(owner.pid) in lock_path(store).read_text(encoding="utf-8")
        owner.kill()
        owner.wait()
        hold(store).release()
    finally:
        for process in starters:
            process.kill()
            process.communicate()


def test_a_hold_left_by_another_computer_is_never_cleared(tmp_path: Path) -> None:
    store = tmp_path / "office.sfph"
    left = json.dumps({"computer": "not-" + this_computer(), "name": "office-pc", "process": 4}).encode()
    lock_path(store).write_bytes(left)
    for _ in range(2):
        with pytest.raises(StoreInUse, match="office-pc"):
            hold(store)
    assert lock_path(store).read_bytes() == left


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"computer": 1}'])
def test_half_a_lock_left_by_a_crash_is_nobodys(tmp_path: Path, content: bytes) -> None:
    store = tmp_path / "office.sfph"
    lock_path(store).write_bytes(content)
    hold(store).release()
