"""What came of the hour, told at its end."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

MOST_TOLD = 40
# A third of an hour is enough to have met all; what grows from then on would grow for ever.
MOST_GROWTH = 0.15


@dataclass(slots=True)
class Outcome:
    """`memory` is by process: MB after a third of the time, and at the end."""

    problems: list[str] = field(default_factory=list)
    memory: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    counts: Mapping[str, Counter[str]] = field(default_factory=dict)

    def told(self) -> int:
        """Print it all; 0 if all is well and 1 if not."""
        for name, counts in self.counts.items():
            print(f"{name}: {', '.join(f'{number} {what}' for what, number in counts.most_common())}.")
        for name, (third, end) in self.memory.items():
            print(f"Memory of {name}: {third:.0f} MB after a third, {end:.0f} MB at the end.")
        problems = [*self.problems, *self._grown()]
        for problem in problems[:MOST_TOLD]:
            print(f"- {problem}")
        if len(problems) > MOST_TOLD:
            print(f"- and {len(problems) - MOST_TOLD} more.")
        return int(bool(problems))

    def _grown(self) -> Iterable[str]:
        for name, (third, end) in self.memory.items():
            if end > third * (1 + MOST_GROWTH):
                yield f"The memory of {name} grew from {third:.0f} to {end:.0f} MB."
