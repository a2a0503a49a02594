"""Each read is one line, of the web's and of the follower's."""

import json

import pytest

from participants.accounts import client_for
from participants.kiwify.errors import KiwifyError
from participants.models import SyncRun
from participants.sync import read_event

from ..read.conftest import sandbox_event, start, until  # noqa: F401 (fixtures)


@pytest.mark.django_db(transaction=True)
def test_a_follower_says_nothing_in_another_form(start, until):  # noqa: F811
    follower = start("manage.py", "sync", "--follow", LOG_FORMAT="json")
    until(lambda: SyncRun.objects.filter(status=SyncRun.Status.DONE).exists())
    follower.terminate()
    said, _ = follower.communicate(timeout=10)
    assert [json.loads(line)["message"] for line in said.splitlines()] == ["Read."]


def test_a_read_is_told_in_numbers(sandbox_event, lines):  # noqa: F811
    read_event(sandbox_event, client=client_for(sandbox_event.account))
    [line] = lines()
    assert (line["message"], line["event"], line["kind"], line["status"]) == ("Read.", "noite", "full", "done")
    assert (line["listed"], line["added"], line["withdrawn"]) == (250, 250, 0) and line["seconds"] >= 0


def test_a_read_that_failed_is_told_with_its_error(sandbox_event, sandbox, lines):  # noqa: F811
    sandbox.faults.add("403")
    with pytest.raises(KiwifyError):
        read_event(sandbox_event, client=client_for(sandbox_event.account))
    [line] = lines()
    assert (line["level"], line["status"], line["error"]) == ("warning", "failed", "forbidden")
