"""Live records stay on this computer's own disk; every other place is refused with its reason."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.host import places

MOUNTS = r"""overlay / overlay rw,relatime 0 0
proc /proc proc rw 0 0
/dev/sda1 /home ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
server:/export /home/ana/shared nfs4 rw 0 0
//nas/office /mnt/office\040files cifs rw 0 0
ana@host: /home/ana/far fuse.sshfs rw 0 0
/dev/sdb1 /mnt/stick vfat rw 0 0
/dev/sdc1 /run/media/ana/BIG ext4 rw 0 0
/dev/sda2 /home/ana/shared/local ext4 rw 0 0
broken-line
"""

WINDOWS = "- C:/ windows-fixed\n- D:/ windows-removable\n- H:/ windows-network\n- E:/ windows-fixed\n"


@pytest.mark.parametrize(
    "path",
    [
        "/home/ana/.local/share/SFPH Desktop/office.sfph",
        "/tmp/pytest-1/office.sfph",
        "/srv/x/office.sfph",
        "/home/ana/shared/local/office.sfph",
        "/home/ana/dropboxes/office.sfph",
        "/home/ana/sharedness/office.sfph",
        "/home/ana/box/office.sfph",
        "/mnt/office/office.sfph",
    ],
)
def test_ordinary_local_folders_are_welcome(path: str) -> None:
    assert places.refusal(PurePosixPath(path), MOUNTS) == ""


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/home/ana/shared/office.sfph", "network share"),
        ("/home/ana/far/deep/er/office.sfph", "network share"),
        ("/mnt/office files/office.sfph", "network share"),
        ("/mnt/stick/office.sfph", "taken away"),
        ("/run/media/ana/BIG/office.sfph", "taken away"),
        ("/media/ana/KEY/office.sfph", "taken away"),
        ("/Volumes/KEY/office.sfph", "taken away"),
        ("/home/ana/Dropbox/office.sfph", "Dropbox"),
        ("/home/ana/Dropbox (Leith Laundry)/x/office.sfph", "Dropbox"),
        ("/home/ana/OneDrive - Leith Laundry/office.sfph", "OneDrive"),
        ("/home/ana/onedrive/office.sfph", "OneDrive"),
        ("/home/ana/Nextcloud/office.sfph", "Nextcloud"),
        ("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/office.sfph", "iCloud"),
        ("/Users/ana/Library/CloudStorage/GoogleDrive-ana@example.org/My Drive/office.sfph", "cloud"),
        ("/home/ana/Google Drive/office.sfph", "Google Drive"),
    ],
)
def test_shares_sticks_and_synced_folders_are_refused_on_linux_and_mac(path: str, why: str) -> None:
    assert why in places.refusal(PurePosixPath(path), MOUNTS)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        (r"C:\Users\ana\AppData\Local\SFPH Desktop\office.sfph", ""),
        (r"E:\records\office.sfph", ""),
        (r"D:\office.sfph", "taken away"),
        (r"H:\office.sfph", "network share"),
        (r"\\server\share\office.sfph", "network share"),
        (r"\\wsl.localhost\Debian\home\office.sfph", "network share"),
        (r"C:\Users\ana\OneDrive - Leith Laundry\Documents\office.sfph", "OneDrive"),
        (r"C:\Users\ana\OneDrive\office.sfph", "OneDrive"),
        (r"C:\Users\ana\iCloudDrive\office.sfph", "iCloud"),
        (r"C:\Users\ana\Synced\Documents\office.sfph", "OneDrive"),
    ],
)
def test_windows_drives_and_synced_folders(path: str, why: str) -> None:
    roots = (PureWindowsPath(r"C:\Users\ana\Synced"),)
    found = places.refusal(PureWindowsPath(path), WINDOWS, sync_roots=roots)
    assert why in found
    assert bool(found) == bool(why)


def test_of_two_mounts_on_one_point_the_later_counts() -> None:
    mounts = "a /data ext4 rw 0 0\nb /data nfs rw 0 0\n"
    assert places.refusal(PurePosixPath("/data/office.sfph"), mounts)
    assert not places.refusal(PurePosixPath("/data/office.sfph"), "\n".join(reversed(mounts.strip().splitlines())))


def test_a_temporary_folder_of_this_computer_is_welcome_and_a_synced_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places.require_local(tmp_path / "office.sfph")
    with pytest.raises(UserCanFix, match="Backups are welcome"):
        places.require_local(tmp_path / "Dropbox" / "office.sfph")
    link = tmp_path / "records"
    (tmp_path / "OneDrive").mkdir()
    link.symlink_to(tmp_path / "OneDrive", target_is_directory=True)
    with pytest.raises(UserCanFix, match="OneDrive"):
        places.require_local(link / "office.sfph")
    monkeypatch.setenv("OneDrive", str(tmp_path))
    with pytest.raises(UserCanFix, match="OneDrive"):
        places.require_local(tmp_path / "office.sfph")


def test_the_mount_table_of_this_computer_can_be_read() -> None:
    assert os.name == "nt" or not Path("/proc/self/mounts").exists() or " / " in places.mount_table()
