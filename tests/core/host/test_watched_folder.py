"""A folder others write into: what is listed of it, what is read, and what is judged, whatever lies there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sfph_desktop.core.domain.watching import (
    FolderLook,
    Lying,
    RememberedFile,
    mark_of,
    shown_name,
    to_judge,
    unsettled,
)
from sfph_desktop.core.host.watched import NotAsItLay, look_into, note_folder, noted_folder, read_lying

ENDINGS = (".sfph-return",)


def _seen(folder: Path, **more: int) -> FolderLook:
    return look_into(str(folder), ENDINGS, **more)


def test_only_files_of_that_ending_are_listed_and_no_folder_is_gone_into(tmp_path: Path) -> None:
    (tmp_path / "a.sfph-return").write_bytes(b"abc")
    (tmp_path / "B.SFPH-RETURN").write_bytes(b"")
    (tmp_path / "._a.sfph-return").write_bytes(b"what a Mac leaves on a stick")
    (tmp_path / "budget.xlsx").write_bytes(b"")
    inside = tmp_path / "last year"
    inside.mkdir()
    (inside / "old.sfph-return").write_bytes(b"old")
    found = _seen(tmp_path)
    assert list(found.files) == ["B.SFPH-RETURN", "a.sfph-return"]
    assert (found.folders, found.more, found.gone) == (1, False, "")
    assert read_lying(str(tmp_path), found.files["a.sfph-return"]) == b"abc"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes among files, and links need a right there")
def test_links_pipes_and_folders_are_seen_for_what_they_are_and_never_opened(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (tmp_path / "link.sfph-return").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "round.sfph-return").symlink_to(tmp_path / "round.sfph-return")
    (tmp_path / "folder.sfph-return").mkdir()
    os.mkfifo(tmp_path / "pipe.sfph-return")
    found = _seen(tmp_path).files
    assert {name: one.lying_as for name, one in found.items()} == {
        "folder.sfph-return": "folder",
        "link.sfph-return": "link",
        "pipe.sfph-return": "other",
        "round.sfph-return": "link",
    }
    pretends = Lying(name="pipe.sfph-return", size=0, changed=found["pipe.sfph-return"].changed)
    with pytest.raises(NotAsItLay):  # and it does not wait for whoever writes into the pipe
        read_lying(str(tmp_path), pretends)
    with pytest.raises(OSError, match=r"."):
        read_lying(str(tmp_path), Lying(name="link.sfph-return", size=6, changed=0))


def test_a_file_that_grew_since_it_was_listed_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "a.sfph-return"
    file.write_bytes(b"half")
    lying = _seen(tmp_path).files[file.name]
    file.write_bytes(b"half and the rest")
    with pytest.raises(NotAsItLay):
        read_lying(str(tmp_path), lying)


def test_a_folder_that_is_not_there_is_said_and_too_many_files_are_cut(tmp_path: Path) -> None:
    assert "not there" in _seen(tmp_path / "stick").gone
    (tmp_path / "file").write_bytes(b"")
    assert _seen(tmp_path / "file").gone
    for number in range(4):
        (tmp_path / f"{number}.sfph-return").write_bytes(b"")
    found = _seen(tmp_path, most=3)
    assert len(found.files) == 3 and found.more


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names")
def test_names_are_shown_in_one_line_that_runs_as_it_is_written(tmp_path: Path) -> None:
    raw = [b"two\nlines.sfph-return", "\u202enruter.sfph-return".encode(), b"not utf8 \xff.sfph-return"]
    for name in raw:
        (tmp_path / os.fsdecode(name)).write_bytes(b"x")
    found = _seen(tmp_path)
    assert len(found.files) == 3
    for name, lying in found.files.items():
        assert shown_name(name).isprintable() and shown_name(name).encode()
        assert mark_of(found.folder, name) and read_lying(str(tmp_path), lying) == b"x"
    assert shown_name("two\nlines") == "two□lines" and shown_name("\u202eabc") == "□abc"
    assert len(shown_name("x" * 5000 + ".sfph-return")) <= 101 and shown_name("x" * 5000 + ".sfph-return").endswith(
        ".sfph-return"
    )


def test_which_folder_it_is_stands_beside_the_store_and_damage_counts_as_none(tmp_path: Path) -> None:
    store = tmp_path / "office.sfph"
    assert noted_folder(store) == ""
    note_folder(store, "/media/stick/Rückläufe")
    assert noted_folder(store) == "/media/stick/Rückläufe"
    for damage in (b"", b"[]", b'{"folder": 3}', b'{"folder": "a\\u0000b"}', b"\xff"):
        (tmp_path / "office.sfph.folder").write_bytes(damage)
        assert noted_folder(store) == ""
    note_folder(store, "")
    note_folder(store, "")
    assert not (tmp_path / "office.sfph.folder").exists()


def _looked(*files: Lying) -> FolderLook:
    return FolderLook(folder="/f", files={one.name: one for one in files})


def _known(one: Lying, fate: str, knew: str = "then") -> dict[str, RememberedFile]:
    mark = mark_of("/f", one.name)
    return {mark: RememberedFile(mark=mark, stands=one.stands, fate=fate, name=one.name, knew=knew)}  # type: ignore[arg-type]


def test_a_file_is_judged_once_it_lies_still_and_again_only_for_a_reason() -> None:
    one, grown = Lying(name="a", size=3, changed=1), Lying(name="a", size=9, changed=1)

    def judged(before: FolderLook | None, now: Lying, known: dict[str, RememberedFile], knew: str = "then") -> bool:
        return bool(list(to_judge(before, _looked(now), known, knew)))

    assert not judged(None, one, {}) and not judged(_looked(one), grown, {}) and judged(_looked(one), one, {})
    assert (unsettled(None, _looked(one), {}), unsettled(_looked(one), _looked(one), {})) == (1, 0)
    for fate, anew in (("taken", False), ("already", False), ("others", False), ("refused", True), ("new", True)):
        assert not judged(_looked(one), one, _known(one, fate))
        assert judged(_looked(one), one, _known(one, fate), "now") is anew
        assert judged(_looked(grown), grown, _known(one, fate))
    assert judged(_looked(one), one, _known(one, "unread"))  # it may be readable by now
    assert unsettled(None, _looked(one), _known(one, "taken")) == 0


def test_what_cannot_be_read_never_keeps_others_waiting() -> None:
    stuck, fresh = Lying(name="a", size=1, changed=1), Lying(name="b", size=1, changed=1)
    now = _looked(stuck, fresh)
    assert [one.name for one in to_judge(now, now, _known(stuck, "unread"), "")] == ["b", "a"]
