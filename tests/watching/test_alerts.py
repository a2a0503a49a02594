"""Each alert asks for what is measured, and each measure is explained."""

import re
from pathlib import Path

import pytest

from participants.models import SyncRun
from participants.watching import measures
from participants.watching.in_database import look

DOCS = Path(__file__).parents[2] / "docs"
ALERTS = (DOCS / "alerts.yml").read_text()
OF_A_HISTOGRAM = ("_bucket", "_count", "_sum")


@pytest.fixture
def families(event, monkeypatch):
    """Every family of measures, with its labels; those of SQLite's file too, whatever the database."""
    monkeypatch.setattr("participants.storage.log_bytes", lambda: 1)
    monkeypatch.setattr("participants.storage.free_bytes", lambda: 1)
    type(event).objects.update(trouble="unavailable")
    families = {metric.name: labels_of(metric) for metric in look()}
    families |= {metric._name: set(metric._labelnames) for metric in measures.HERE._collector_to_names}
    return families


def labels_of(metric):
    return set(getattr(metric, "_labelnames", ()))


def every_rule():
    """The rules of the file, each with its fields."""
    for rule in re.split(r"^ +- alert: ", ALERTS, flags=re.MULTILINE)[1:]:
        name, _, rest = rule.partition("\n")
        expression = re.search(r"^ +expr: (?:>-\n)?(.+?)\n +(?:for|labels):", rest, re.DOTALL | re.MULTILINE)[1]
        yield name, " ".join(expression.split()), rest


RULES = list(every_rule())


def asked_of(expression):
    """The samples an expression asks for, and the labels by which it picks or groups."""
    names = re.findall(r"portaria_\w+", expression)
    labels = set(re.findall(r'(\w+)=?[=!~]=?"', expression))
    for group in re.findall(r"by \(([^)]+)\)", expression):
        labels |= set(group.replace(" ", "").split(","))
    return names, labels


def family_of(sample, families):
    names = [sample, sample.removesuffix("_total"), *(sample.removesuffix(suffix) for suffix in OF_A_HISTOGRAM)]
    return next((name for name in names if name in families), None)


@pytest.mark.parametrize(("name", "expression", "_rest"), RULES, ids=lambda value: str(value)[:30])
def test_an_alert_asks_only_for_what_is_measured(families, name, expression, _rest):
    names, labels = asked_of(expression)
    found = {sample: family_of(sample, families) for sample in names}
    assert None not in found.values(), found
    known = set().union(*(families[one] for one in found.values())) | {"le", "instance", "job"}
    assert labels <= known


@pytest.mark.parametrize(("name", "expression", "rest"), RULES, ids=lambda value: str(value)[:30])
def test_an_alert_is_whole(name, expression, rest):
    assert re.fullmatch(r"([A-Z][a-z]+)+", name)
    assert expression.count("(") == expression.count(")") and expression.count("{") == expression.count("}")
    assert re.search(r"labels: \{severity: (warning|critical)\}", rest)
    assert re.search(r'summary: ".+\."\n', rest)


def test_there_is_an_alert_for_each_promise():
    assert {name for name, *_ in RULES} >= {
        "DoorIsSlow", "DoorBreaks", "CopyIsOld", "KiwifyFails", "TabletsAreSilent", "DatabaseTakesNoWrites",
        "DiskIsFilling", "LogIsLarge", "NobodyFollows", "QueueIsStuck",
    }  # fmt: skip


def test_a_status_that_an_alert_asks_for_exists():
    asked = set(re.findall(r'portaria_reads_lately\{status="(\w+)"', ALERTS))
    assert asked and asked <= set(SyncRun.Status.values)


def test_each_measure_is_explained_in_the_docs(families):
    explained = set(re.findall(r"^\| `(portaria_\w+)", (DOCS / "watching.md").read_text(), re.MULTILINE))
    assert {family_of(name, families) for name in explained} == set(families)
