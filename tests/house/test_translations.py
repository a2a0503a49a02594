import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "locale" / "pt_BR" / "LC_MESSAGES" / "django.po"


def messages(path):
    with path.open("rb") as file:
        return {(message.context, str(message.id)): message for message in read_po(file) if message.id}


def test_every_text_is_in_portuguese():
    missing = [message.id for message in messages(CATALOGUE).values() if message.fuzzy or not all_strings(message)]
    assert missing == []


def all_strings(message):
    return all(message.string) if isinstance(message.string, tuple) else message.string


def test_placeholders_survive_the_translation():
    problems = [error for message in messages(CATALOGUE).values() for error in message.check()]
    assert problems == []


@pytest.fixture(scope="module")
def gathered(tmp_path_factory):
    """The catalogue as makemessages would write it now, in a copy."""
    copy = tmp_path_factory.mktemp("copy")
    for name in ("checkin_site", "participants", "templates", "locale"):
        subprocess.run(["cp", "-r", str(ROOT / name), str(copy)], check=True)
    command = "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'; import django; django.setup(); "
    command += "from django.core.management import call_command; import os; os.chdir(os.environ['COPY']); "
    command += "call_command('makemessages', locale=['pt_BR'], add_location='file', verbosity=0)"
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "COPY": str(copy), "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", command], check=True, env=environment, cwd=ROOT)
    return copy / "locale" / "pt_BR" / "LC_MESSAGES" / "django.po"


def test_the_catalogue_holds_every_text_of_the_source(gathered):
    assert set(messages(gathered)) - set(messages(CATALOGUE)) == set()
