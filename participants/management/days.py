from argparse import ArgumentTypeError


def days(text: str) -> int:
    """How many days ago, for a command's option: fewer than one would be today, or to come."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"Say one day or more, not {text}.")
    return int(text)
