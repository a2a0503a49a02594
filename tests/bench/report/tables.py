"""Tables, and the words for a target."""

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def missed(figure: float, most: float | None) -> str:
    return " (missed)" if most is not None and figure > most else ""


def met_or_missed(is_met: bool) -> str:
    return "met" if is_met else "missed"


def milliseconds(figure: float) -> str:
    return f"{figure:.1f}" if figure < 100 else f"{figure:,.0f}"
