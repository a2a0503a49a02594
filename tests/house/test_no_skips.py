"""A test that is skipped says nothing. One about a single database is marked so, and left out on the other."""

import ast
from pathlib import Path

TESTS = Path(__file__).parents[1]
WAYS_OUT = {"skip", "skipif", "skipIf", "skipUnless", "skipTest", "SkipTest", "importorskip", "xfail"}


def names_in(path):
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name):
                yield name


def test_no_test_is_skipped_or_allowed_to_fail():
    found = {str(path): ways for path in TESTS.rglob("*.py") if (ways := WAYS_OUT & set(names_in(path)))}
    assert found == {}
