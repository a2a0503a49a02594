"""A fault is a wrap around the honest answer: it may ask for it, change it, or reply in its place."""

from collections.abc import Callable

from ..answers import Answer, Asked, Reply

type Wrap = Callable[[Asked, Answer], Reply]


def around(answer: Answer, wrap: Wrap) -> Answer:
    return lambda asked: wrap(asked, answer)
