"""A backup is a whole new file, or a sentence that says why there is none."""

import ctypes
import errno
import struct

import pytest
from django.core.management import CommandError, call_command

from participants.backup import CannotKeep
from participants.backup.files import whole_file

VERSION_3, EVERY_FILE = 0x20080522, 1 << 1 | 1 << 2  # Linux's CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "kept.sqlite3"


def test_nothing_is_overwritten(file, event):
    file.write_text("the only one")
    with pytest.raises(CommandError, match="already"):
        call_command("backup", str(file))
    assert file.read_text() == "the only one"


@pytest.fixture(params=["links", "no links"])
def disk(request, monkeypatch):
    """One whose files may have several names, or one such as a stick's, where they may not."""

    def refused(*_):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    if request.param == "no links":
        monkeypatch.setattr("pathlib.Path.hardlink_to", refused)


def test_a_new_file_has_one_name(disk, file):
    with whole_file(file) as part:
        part.write_text("all of it")
    assert (file.read_text(), list(file.parent.iterdir())) == ("all of it", [file])


def test_a_file_that_came_meanwhile_is_not_overwritten(disk, file):
    with pytest.raises(CannotKeep, match="already"), whole_file(file):
        file.write_text("the only one")
    assert file.read_text() == "the only one"
    assert list(file.parent.iterdir()) == [file]


def test_a_folder_that_is_missing_is_told(file, event):
    with pytest.raises(CommandError, match="No such file"):
        call_command("backup", str(file.parent / "missing" / file.name))


@pytest.fixture
def as_anybody():
    """Root may read and write everywhere by capabilities, which this thread lays down and takes up again."""
    kernel, thread, had = ctypes.CDLL(None), struct.pack("Ii", VERSION_3, 0), ctypes.create_string_buffer(24)
    assert kernel.capget(thread, had) == 0
    effective, *others = struct.unpack("6I", had.raw)
    assert kernel.capset(thread, struct.pack("6I", effective & ~EVERY_FILE, *others)) == 0
    yield
    assert kernel.capset(thread, had) == 0


def test_a_folder_that_may_not_be_written_is_told(as_anybody, file, event):
    file.parent.chmod(0o500)
    with pytest.raises(CommandError, match="Permission denied"):
        call_command("backup", str(file))
    assert list(file.parent.iterdir()) == []


def test_a_folder_that_may_not_be_entered_is_told(as_anybody, file, event):
    file.parent.chmod(0o600)
    with pytest.raises(CommandError, match="Permission denied"):
        call_command("backup", str(file))
