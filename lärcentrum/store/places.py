"""Where a register may live, and where this computer keeps what does not travel with it."""

import os
import re
import sys
from pathlib import Path, PurePath

from lärcentrum.store.errors import ReadOnly, SyncedFolder
from lärcentrum.store.files import publish, world_fault
from lärcentrum.store.uids import Entropy

# Folder names that the sync programs make, as they stand in a path.
_SYNCED = {
    "OneDrive": re.compile(r"^onedrive( -.*)?$", re.IGNORECASE),
    "Dropbox": re.compile(r"^dropbox( \(.*\))?$", re.IGNORECASE),
    "iCloud": re.compile(r"^(icloud ?drive|mobile documents|com~apple~clouddocs)$", re.IGNORECASE),
    "Google Drive": re.compile(r"^(google ?drive.*|my drive|min enhet)$", re.IGNORECASE),
    "Nextcloud": re.compile(r"^(nextcloud|owncloud)$", re.IGNORECASE),
    "Box": re.compile(r"^box( sync)?$", re.IGNORECASE),
    "Jottacloud": re.compile(r"^jottacloud.*$", re.IGNORECASE),
    "MEGA": re.compile(r"^(mega|megasync.*)$", re.IGNORECASE),
    "pCloud": re.compile(r"^p ?cloud ?(drive|sync)?$", re.IGNORECASE),
    "Seafile": re.compile(r"^(seafile|seadrive.*)$", re.IGNORECASE),
    "Syncthing": re.compile(r"^syncthing$", re.IGNORECASE),
    "SharePoint": re.compile(r"^.+ - (documents|dokument)$", re.IGNORECASE),
}
_ID = re.compile(rb"[0-9a-f]{32}")
_NETWORK = {
    "cifs", "smb3", "smbfs", "nfs", "nfs4", "ncpfs", "afpfs", "9p", "davfs", "fuse.sshfs",
    "fuse.davfs2", "fuse.rclone", "fuse.s3fs", "fuse.gvfsd-fuse",
}  # fmt: skip
"""`fuse.gvfsd-fuse` is where Debian's file manager shows a share."""


def check_working_place(folder: Path, *, register: bool = False) -> None:
    """Refuse a synced or network folder as the register's working place (FF03).

    A sync program copies a file in the middle of a write, and a network share loses locks.

    Args:
        folder: where.
        register: whether a register lies there already.

    Raises:
        SyncedFolder: with the kind that was recognised.
    """
    kind = synced_kind(PurePath(os.path.realpath(folder))) or network_kind(folder)
    if kind:
        raise SyncedFolder(kind, register)


def synced_kind(path: PurePath) -> str:
    """Name the sync service that a path belongs to, UNC for one on the net, or "" for none."""
    if str(path).startswith(("\\\\", "//")):
        return "UNC"
    return service_kind(path)


def service_kind(path: PurePath) -> str:
    """Name the sync service that a path belongs to, or "" for none, also on the net."""
    for part in path.parts:
        for kind, pattern in _SYNCED.items():
            if pattern.match(part):
                return kind
    return ""


def network_kind(folder: Path) -> str:
    """Name the network file system that a folder lies on, or "" for none.

    Linux reads the mount table; Windows asks the system for the drive's kind.
    """
    if sys.platform == "win32":
        return _windows_drive(folder)
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return ""
    real = os.path.realpath(folder)
    best, kind = "", ""
    for line in mounts.read_text("utf-8", "replace").splitlines():
        _, point, system, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        inside = real == point or real.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, system
    return kind if kind in _NETWORK else ""


def state_folder() -> Path:
    """Give this user's folder for what belongs to the computer, not to a register."""
    from platformdirs import user_state_dir

    return Path(os.environ.get("LARCENTRUM_STATE") or user_state_dir("Larcentrum", False))


def machine_id(state: Path, entropy: Entropy) -> str:
    """Give this computer's own id; it is made at first use and never copied with a register.

    One that is damaged is made anew: to a register this is then another computer (FB08).

    Raises:
        ReadOnly: the folder is no folder, or cannot be written.
        DiskFull, ReadFailed: as they say.
    """
    path = state / "machine-id"
    try:
        if path.is_file() and _ID.fullmatch(kept := path.read_bytes().strip()):
            return kept.decode()
        state.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise ReadOnly(path=str(state)) from None
    except OSError as fault:
        raise world_fault(fault, path) from None
    made = entropy(16).hex()
    publish(path, made.encode())
    return made


def _windows_drive(folder: Path) -> str:
    import ctypes

    remote = 4
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - not there on other systems
    found = kernel.GetDriveTypeW(os.path.splitdrive(os.path.realpath(folder))[0] + "\\")
    return "network" if found == remote else ""
