"""Is a folder on a network share? SQLite's write-ahead log needs all its users on one machine."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

_NETWORK_FILE_SYSTEMS = frozenset(
    {"afs", "cifs", "davfs", "fuse.davfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.sshfs", "ncpfs", "nfs", "nfs4"}
    | {"smb2", "smb3", "smbfs"}
)


def _file_system(folder: Path, mounts: str) -> str:
    """The type of the deepest mount that holds the folder (text of /proc/mounts; spaces are written \\040)."""
    best, best_type = Path("/"), ""
    for line in mounts.splitlines():
        _, point, kind, *_ = line.split(" ")
        mount = Path(point.replace("\\040", " "))
        if folder.is_relative_to(mount) and len(mount.parts) >= len(best.parts):
            best, best_type = mount, kind
    return best_type


def on_network(folder: Path) -> bool:
    """True if the folder is known to be on a share; a volume that cannot be told is taken as local."""
    folder = folder.absolute()
    if sys.platform == "win32":
        remote_drive = 4  # DRIVE_REMOTE of GetDriveTypeW: a share behind a letter
        drive = folder.drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == remote_drive
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:  # not Linux
        return False
    return _file_system(folder.resolve(), mounts) in _NETWORK_FILE_SYSTEMS
