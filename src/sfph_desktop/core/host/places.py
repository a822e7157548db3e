"""Where live records may lie: on this computer's own disk, never on a share, a stick or in a folder that syncs.

A database that is being written breaks when something else copies or shares its files, and then it is lost on every
computer at once. All these places are welcome for backups.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from sfph_desktop.core.domain.problems import UserCanFix

NETWORK_TYPES = frozenset(
    """
    nfs nfs4 nfsd cifs smb smb2 smb3 smbfs afpfs afs ncpfs ncp davfs fuse.davfs2 webdav ceph fuse.ceph glusterfs
    fuse.glusterfs lustre fuse.sshfs sshfs fuse.rclone fuse.gvfsd-fuse fuse.s3fs coda windows-network
    """.split()
)
REMOVABLE_TYPES = frozenset(["windows-removable"])
STICK_TYPES = frozenset(["vfat", "exfat", "msdos"])
"""How sticks and cards come formatted."""
REMOVABLE_ROOTS = (PurePosixPath("/media"), PurePosixPath("/run/media"), PurePosixPath("/Volumes"))

SYNC_NAMES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "mobile documents": "iCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "google drive streaming": "Google Drive",
    "drivefs": "Google Drive",
    "my drive": "Google Drive",
    "cloudstorage": "a cloud folder",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box sync": "Box",
    "pclouddrive": "pCloud",
    "megasync": "MEGA",
}
"""Names that the makers of these programs give their folders; OneDrive and Dropbox add the organisation behind it."""


def refusal(path: PurePath, mounts: str, *, sync_roots: Sequence[PurePath] = ()) -> str:
    r"""Why live records may not lie at `path`, in plain words; empty when they may.

    `mounts` is a mount table as Linux prints it: device, mount point and type in each line, blanks in names written
    as \040. `sync_roots` are folders that this computer says are synced. Pure: nothing on the disk is looked at.
    """
    if isinstance(path, PureWindowsPath) and path.drive.startswith("\\\\"):
        return "it is on a network share"
    synced = _synced_by(path, sync_roots)
    if synced:
        return f"{synced} copies this folder to other computers"
    if isinstance(path, PurePosixPath) and any(root in path.parents for root in REMOVABLE_ROOTS):
        return "it is on a drive that can be taken away"
    kind = _type_of(path, mounts)
    if kind in NETWORK_TYPES:
        return "it is on a network share"
    if kind in REMOVABLE_TYPES or kind in STICK_TYPES:
        return "it is on a drive that can be taken away"
    return ""


def require_local(path: Path) -> None:
    """Raise UserCanFix when live records may not lie at `path` on this computer."""
    why = refusal(path.resolve(), mount_table(), sync_roots=synced_folders())
    if why:
        raise UserCanFix(
            what=f"The records cannot be kept in {path.parent}, because {why}.",
            why="Records that are being written there can be damaged or lost on every computer at once.",
            do="Keep the store in a folder of this computer's own disk. Backups are welcome there.",
        )


def mount_table() -> str:
    """The places that are mounted on this computer, as Linux prints them; empty where it cannot be known."""
    if os.name == "nt":
        return _windows_drives()
    try:
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def synced_folders() -> tuple[Path, ...]:
    """The folders that sync programs of this computer name in the environment (OneDrive does)."""
    names = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
    return tuple(Path(os.environ[name]) for name in names if os.environ.get(name))


def _synced_by(path: PurePath, sync_roots: Sequence[PurePath]) -> str:
    for root in sync_roots:
        if root == path or root in path.parents:
            return "OneDrive"
    for part in path.parts:
        name = part.casefold()
        # Behind the maker's name stands the organisation's or the account's: after " - ", in brackets, or after "-".
        plain = name.split(" - ")[0].split(" (")[0].strip()
        found = SYNC_NAMES.get(plain) or SYNC_NAMES.get(name.split("-")[0].strip())
        if found:
            return found
    return ""


def _type_of(path: PurePath, mounts: str) -> str:
    """The type of the mount that holds a path: of those that are above it, the deepest, and the last mounted of two."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = type(path)(_unescaped(parts[1]))
        if (point == path or point in path.parents) and len(point.parts) >= best:
            best, kind = len(point.parts), parts[2].casefold()
    return kind


def _unescaped(name: str) -> str:
    """A name of the mount table with its blanks, tabs, line ends and backslashes back."""
    for code, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        name = name.replace(code, letter)
    return name


def _windows_drives() -> str:
    """A mount table of Windows' drive letters."""
    if sys.platform != "win32":
        return ""
    import ctypes
    import string

    kinds = {2: "windows-removable", 3: "windows-fixed", 4: "windows-network", 5: "windows-disc", 6: "windows-memory"}
    drives = [f"{letter}:\\" for letter in string.ascii_uppercase]
    found = [(drive, kinds.get(ctypes.windll.kernel32.GetDriveTypeW(drive), "")) for drive in drives]
    return "\n".join(f"- {drive.replace(chr(92), '/')} {kind}" for drive, kind in found if kind)
