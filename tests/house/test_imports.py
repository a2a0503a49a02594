"""The one-way rule of the house: who may import whom, read from the source."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

APP = Path(__file__).parents[2] / "participants"

# From the ground up; a room may import its own floor and those below it. Rooms on one line may share.
FLOORS = [
    ("backup", "by_hand", "clock", "encryption", "happenings", "portions", "scanned", "storage", "unhurried"),
    ("models",),
    ("counters", "notes", "orders", "search"),
    ("kiwify",),
    ("door",),
    ("access_log", "choices", "editing", "throttles"),
    ("accounts", "events", "leases", "people", "verdicts", "listing", "programs", "forms", "checkpoints", "tablets"),
    ("invitations", "sync", "schedule", "freshness", "kiwify_wording", "connection", "attendance"),
    ("exports", "paper", "readiness", "reception", "report", "webhooks", "access", "archiving"),
    ("set_up", "watching", "following"),
    ("templatetags", "views", "admin", "management", "urls", "apps", "demo"),
]
FLOOR = {room: number for number, floor in enumerate(FLOORS) for room in floor}


def room_of(path: Path) -> str:
    return path.relative_to(APP).parts[0].removesuffix(".py")


def sources() -> list[Path]:
    return [path for path in sorted(APP.rglob("*.py")) if room_of(path) not in {"__init__", "migrations"}]


def imported_modules(path: Path) -> Iterator[str]:
    """Absolute names of all that a module imports, inside functions too."""
    package = ("participants", *path.relative_to(APP).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module or "") if part)
            yield from (f"{module}.{alias.name}" for alias in node.names)


def imported_rooms(path: Path) -> set[str]:
    ours = {name.split(".")[1] for name in imported_modules(path) if name.startswith("participants.")}
    return {room for room in ours if room in FLOOR}


def test_every_room_has_its_floor():
    assert {room_of(path) for path in sources()} <= set(FLOOR)


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(APP)))
def test_rooms_import_downwards_only(path):
    room = room_of(path)
    above = {other for other in imported_rooms(path) if FLOOR[other] > FLOOR[room]}
    assert not above, f"{room} must not know {above}"


@pytest.mark.parametrize("path", sorted((APP / "kiwify").rglob("*.py")), ids=lambda path: path.name)
def test_kiwify_imports_nothing_of_ours_and_no_django(path):
    foreign = {name for name in imported_modules(path) if name.startswith(("django", "checkin_site"))}
    assert not foreign
    assert imported_rooms(path) <= {"kiwify"}


WRITES = {
    "create",
    "bulk_create",
    "update",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "save",
    "delete",
}


def writers_of(model: str) -> set[str]:
    """The rooms that make one of `model` or call a writing method on `model.objects…`."""
    rooms = [path for path in sources() if room_of(path) != "kiwify"]  # its Participant is the wire's
    return {room_of(path) for path in rooms for call in calls(path) if writes(call, model)}


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))


def writes(call: ast.Call, model: str) -> bool:
    called = ast.unparse(call.func)
    return called == model or (called.startswith(f"{model}.objects.") and called.split(".")[-1] in WRITES)


def test_only_sync_writes_participants():
    assert writers_of("Participant") == {"sync"}


def test_only_sync_writes_batches():
    assert writers_of("Batch") == {"sync"}


def test_only_sync_keeps_what_kiwify_changed():
    assert writers_of("ParticipantChange") == {"sync"}


def test_only_the_door_writes_check_ins():
    assert writers_of("CheckIn") == {"door"}


def test_only_the_door_tallies():
    assert writers_of("Tally") == {"door"}


def test_nobody_locks_a_row_against_those_that_refer_to_it():
    locks = [call for path in sources() for call in calls(path) if ast.unparse(call.func).endswith("select_for_update")]
    assert locks
    assert [call for call in locks if "no_key" not in {word.arg for word in call.keywords}] == []
