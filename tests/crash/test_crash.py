"""Two blows; `make crash-test` deals twenty."""

import os

import pytest

from tests.browser.conftest import _database_url

from .rounds import door_of, rounds
from .site import Site


@pytest.mark.django_db(transaction=True)
def test_what_was_acknowledged_before_a_kill_is_there_after_it(event, entrance, arrive, rita, tmp_path):
    lots = [[arrive().kiwify_id for _ in range(150)] for _ in range(2)]
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": _database_url()}
    with Site(os.environ | settings, tmp_path / "log") as site:
        dealt = list(rounds(site, event, door_of(site, event, rita), lots, seconds=0.2))
    assert [one.problems for one in dealt] == [[], []], (tmp_path / "log").read_text()
    assert all(one.acknowledged for one in dealt)
