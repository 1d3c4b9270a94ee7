"""Taking the place of a folder: all of it at once, or nothing.

What is new is written into a folder beside the old one, in the same file system. The two are then
exchanged in a single step of the system, where it has one (Linux, macOS); elsewhere the old one is
moved aside first. Folders beside the target have names that say what they are:

- `.NAME.tertius-building-…` is not whole, and can go, not yet written or half removed;
- `.NAME.tertius-old-…` is whole, and may hold what a person saved there in the last moment.

A process that is killed leaves one of them behind, and the next one into the same place clears it.
"""

import ctypes
import errno
import filecmp
import os
import re
import secrets
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tertius.errors import TertiusError
from tertius.publish.manifest import holdings, write_manifest

NO_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EXDEV}
"""What a system or a file system answers that does not know how to exchange two folders."""

SHOWN = 3
"""So many names of files make clear which are meant."""


@contextmanager
def replaced(out: Path) -> Iterator[Path]:
    """Yield an empty folder beside `out`, which takes its place when the block ends.

    Files in `out` that no build wrote come along. Where the block raises, or the process is killed
    at any moment, `out` is as it was before, or as it is after.

    Raises TertiusError where `out` is no folder of a build, was changed by hand, is where another
    build writes, or cannot be replaced.
    """
    target = _resolved(out)
    with _alone(target, out):
        _clear_leftovers(target)
        _others(target, out)
        new = _beside(target, "building")
        try:
            new.mkdir()
            yield new
            write_manifest(new)
            _carry(_others(target, out), target=target, new=new, out=out)
            _put_in_place(new, target=target, out=out)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise


def _resolved(out: Path) -> Path:
    """Return the folder that is meant, through links. Raises TertiusError where it has no place beside it."""
    try:
        target = out.resolve()
    except RuntimeError:
        raise TertiusError(f"{out} is a link to itself. Name a folder with --out.") from None
    if target.exists() and not target.is_dir():
        raise TertiusError(f"{out} is a file. Name a folder with --out.")
    if not target.name or os.path.ismount(target):
        raise TertiusError(
            f"{out} is the top of a disk or a volume, and cannot be replaced at once. Name a "
            "folder inside it with --out."
        )
    if target.exists() and Path.cwd().is_relative_to(target):
        raise TertiusError(
            f"You stand in {target}, whose place the build takes. Go to another folder, and build again."
        )
    return target


@contextmanager
def _alone(target: Path, out: Path) -> Iterator[None]:
    """Hold a lock on a target, which the system lets go of when the process ends, however it does."""
    path = target.parent / f".{target.name}.tertius-lock"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle = _locked(path)
    except PermissionError as error:
        raise TertiusError(
            f"{target.parent}: {error.strerror}. A build is made there before it takes its place "
            "as a whole. Name a folder in one that can be written with --out."
        ) from None
    if handle is None:
        raise TertiusError(
            f"Another build is writing {out}. Wait for it, or name another folder with --out."
        )
    try:
        yield
    finally:
        if sys.platform == "win32":  # An open file cannot be removed there.
            os.close(handle)
            with suppress(OSError):
                path.unlink()
        else:
            path.unlink(missing_ok=True)
            os.close(handle)


def _locked(path: Path) -> int | None:
    """Return an open file that this process alone has locked, or None where another has."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        if not _lock(handle):
            os.close(handle)
            return None
        # Who held it before removed it: then the lock is on a file that nobody else will see.
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle), path.stat()):
                return handle
        os.close(handle)


def _lock(handle: int) -> bool:
    """Lock an open file, and say whether nobody else has."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _beside(target: Path, kind: str) -> Path:
    """Return a new name beside a target."""
    return target.parent / f".{target.name}.tertius-{kind}-{secrets.token_hex(4)}"


def _leftovers(target: Path, kind: str) -> list[Path]:
    """Return what a killed process left beside a target."""
    name = re.compile(rf"\.{re.escape(target.name)}\.tertius-{kind}-[0-9a-f]{{8}}")
    return sorted(path for path in target.parent.iterdir() if name.fullmatch(path.name))


def _clear_leftovers(target: Path) -> None:
    """Remove what a killed build left, and put back a folder that it had moved aside."""
    for old in _leftovers(target, "old"):
        if target.exists():
            _retire(old, target)
        else:
            old.rename(target)
    for unfinished in _leftovers(target, "building"):
        shutil.rmtree(unfinished, ignore_errors=True)


def _others(target: Path, out: Path) -> Sequence[Path]:
    """Return what in a target no build wrote, relative to it.

    Raises TertiusError where a build would undo what somebody did.
    """
    if not target.exists():
        return ()
    if not os.access(target, os.W_OK | os.X_OK):
        raise TertiusError(f"{out} cannot be written. Name another folder with --out.")
    held = holdings(target)
    if held.strange:
        raise TertiusError(
            f"{out} holds what Tertius did not write ({_named(held.strange)}). Name a new or an "
            "empty folder with --out; what you add to it after the first build stays."
        )
    if held.changed:
        raise TertiusError(
            f"{out} was changed after Tertius wrote it ({_named(held.changed)}), and a build would "
            "undo that. Move what you want to keep elsewhere, delete it there, and build again."
        )
    parents = {parent for path in held.others for parent in path.parents}
    for parent in sorted(parents):
        if os.path.ismount(target / parent):
            raise TertiusError(
                f"{out / parent} is a volume of its own, and cannot be replaced at once. Unmount "
                "it, or name another folder with --out."
            )
    return held.others


def _named(paths: Sequence[Path]) -> str:
    """Return some of the paths, and how many more there are."""
    shown = ", ".join(path.as_posix() for path in paths[:SHOWN])
    return f"{shown} and {len(paths) - SHOWN} more" if len(paths) > SHOWN else shown


def _carry(others: Sequence[Path], *, target: Path, new: Path, out: Path) -> None:
    """Give the new folder what the old one holds beside its build, as further names of the same files.

    Raises TertiusError where the build has a file in the same place.
    """
    made: list[Path] = []
    for path in others:
        made += [parent for parent in path.parents if not (new / parent).exists()]
        try:
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            _copy(target / path, new / path)
        except (FileExistsError, NotADirectoryError):
            raise TertiusError(
                f"{out / path} is not of Tertius, and the build has something in its place. Move "
                "it elsewhere, and build again."
            ) from None
    for parent in made:
        shutil.copystat(target / parent, new / parent)
    if target.exists():
        shutil.copymode(target, new)


def _copy(source: Path, place: Path) -> None:
    """Make a link, an empty folder or a file appear in a second place; a file is not doubled."""
    if source.is_symlink():
        place.symlink_to(source.readlink(), target_is_directory=source.is_dir())
    elif source.is_dir():
        if not place.is_dir():
            place.mkdir()
            shutil.copystat(source, place)
    else:
        try:
            place.hardlink_to(source)
        except FileExistsError:
            raise
        except OSError:  # A file system without, or a file of somebody else.
            shutil.copy2(source, place)


def _put_in_place(new: Path, *, target: Path, out: Path) -> None:
    """Let a whole folder take the place of another, and remove that."""
    if not target.exists():
        new.rename(target)
        return
    old = _beside(target, "old")
    try:
        if not _exchanged(new, target=target, old=old):
            _move_aside(new, target=target, old=old)
    except PermissionError:
        raise TertiusError(
            f"{out} cannot be replaced: something in it may be open in another program, or the "
            f"folder may be somebody else's. Close it there, or name another folder with --out."
        ) from None
    _retire(old, target)


def _exchanged(new: Path, *, target: Path, old: Path) -> bool:
    """Let two folders change places, after which the old one has its name, if the system can."""
    # The name comes first: a process that is killed after the exchange leaves no other.
    new.rename(old)
    try:
        done = _exchange(old, target)
    except OSError:
        old.rename(new)
        raise
    if not done:
        old.rename(new)
    return done


def _move_aside(new: Path, *, target: Path, old: Path) -> None:
    """Replace a folder in two steps, and take back the first where the second fails."""
    target.rename(old)
    try:
        new.rename(target)
    except BaseException:
        old.rename(target)
        raise


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, or return False where the system has none."""
    # Both functions take 2 as the word for an exchange; -100 is a path from the current folder.
    library: Any = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(*names, 2)
    elif hasattr(library, "renameat2"):
        failed = library.renameat2(-100, names[0], -100, names[1], 2)
    else:
        return False
    code = ctypes.get_errno()
    if failed and code not in NO_EXCHANGE:
        raise OSError(code, os.strerror(code), str(other))
    return not failed


def _retire(old: Path, target: Path) -> None:
    """Remove a folder that was replaced, and keep what a person saved in it meanwhile.

    Where something of it cannot be moved or removed, it stays for the next build to try again.
    """
    with suppress(OSError, TertiusError):
        held = holdings(old)
        for path in (*held.others, *held.changed):
            _hand_over(old / path, target / path)
        # Half removed it would be without its manifest, and its pages would pass for somebody's.
        finished = _beside(target, "building")
        old.rename(finished)
        shutil.rmtree(finished)


def _hand_over(source: Path, place: Path) -> None:
    """Move a file to where it is missing; where another stands, beside that under a name of its own."""
    if _same(source, place):
        return
    names = (place.with_name(f"{place.name}.kept-{number}") for number in range(1, sys.maxsize))
    free = place if not os.path.lexists(place) else next(n for n in names if not os.path.lexists(n))
    free.parent.mkdir(parents=True, exist_ok=True)
    source.rename(free)


def _same(one: Path, other: Path) -> bool:
    """Whether two paths hold the same: the same link, two folders, or files with the same bytes."""
    if one.is_symlink() or other.is_symlink():
        return one.is_symlink() and other.is_symlink() and one.readlink() == other.readlink()
    if one.is_dir() or other.is_dir():
        return one.is_dir() and other.is_dir()
    return other.is_file() and filecmp.cmp(one, other, shallow=False)
