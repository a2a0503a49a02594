"""A new file that is there whole or not at all, whatever goes wrong on the way."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class CannotKeep(Exception):
    """The file cannot be written; the message says why."""


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Write to the path this gives. Once it is on the disk it gets its name, which nobody had.

    What goes wrong meanwhile leaves nothing behind. Raises CannotKeep.
    """
    try:
        if path.exists():
            raise _taken(path)
        part = _made_beside(path)
    except OSError as problem:
        raise CannotKeep(f"Nothing can be written to {path.parent}: {problem.strerror}.") from None
    try:
        yield part
        sync(part)
        _name(part, path)
        sync(path.parent)
    except FileExistsError:
        raise _taken(path) from None
    except OSError as problem:
        raise CannotKeep(f"{path} could not be written: {problem.strerror}.") from None
    finally:
        part.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """What stands in this file, or which files are in this folder, outlives a power cut from now on."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _name(part: Path, path: Path) -> None:
    """A rename alone would take the place of a file that came meanwhile. Raises FileExistsError."""
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:  # many a stick knows no links
        path.touch(exist_ok=False)
        part.rename(path)


def _taken(path: Path) -> CannotKeep:
    return CannotKeep(f"There is a file {path} already. Name another: nothing is ever overwritten.")


def _made_beside(path: Path) -> Path:
    """An empty file of a name of its own, which only its owner may read."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".part")
    os.close(descriptor)
    return Path(name)
