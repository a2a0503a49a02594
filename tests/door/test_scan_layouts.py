"""A scanner and a tablet that disagree about the keyboard: what is read is understood all the same."""

import json
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from participants.scanned import may_be

# What each key gives in each layout, as it is and with Shift; drawn from the keyboards and not from the code.
KEYS = {
    "Backquote": ("`~", "'\""), "BracketLeft": ("[{", "´`"), "BracketRight": ("]}", "[{"),
    "Backslash": ("\\|", "]}"), "Semicolon": (";:", "çÇ"), "Quote": ("'\"", "~^"), "Slash": ("/?", ";:"),
    "Digit6": ("6^", "6¨"), "Minus": ("-_", "-_"), "Equal": ("=+", "=+"), "Comma": (",<", ",<"),
    "Period": (".>", ".>"), "IntlBackslash": ("\\|", "\\|"), "IntlRo": (("", ""), "/?"),
}  # fmt: skip
DEAD = dict(zip("´`~^¨", "\u0301\u0300\u0303\u0302\u0308", strict=True))
US, ABNT2 = 0, 1
PAIRS = [(US, US), (ABNT2, ABNT2), (US, ABNT2), (ABNT2, US)]


def typed(text, scanner, computer, caps=False):
    """What arrives where the scanner presses its layout's keys and the computer gives its own layout's signs."""
    arrives, dead = "", ""
    for one in text:
        sign = press(one, scanner, computer, caps)
        if computer == ABNT2 and sign in DEAD:
            arrives, dead = (arrives + dead + sign, "") if dead else (arrives, sign)
            continue
        composed = unicodedata.normalize("NFC", sign + DEAD[dead]) if dead and sign else sign
        arrives += composed if len(composed) == 1 and dead else dead + sign
        dead = ""
    return arrives + dead


def press(one, scanner, computer, caps):
    for signs in KEYS.values():
        if one in signs[scanner]:
            return signs[computer][signs[scanner].index(one)]
    return one.swapcase() if caps else one


codes = st.from_regex(r"\A[A-Z0-9]{15}\Z").filter(lambda code: not code.isdigit())
ids = st.uuids().map(str)
forms = st.sampled_from(
    [
        "{}", "https://kiwify.example/t/{}", "https://kiwify.example/ticket?code={}&lang=pt",
        "https://kiwify.example:8443/e/x/{}?a=1&b=2#top", "kiwify:{}", '{{"id": "{}"}}', '["{}"]', '"{}"',
        '{{"ticket": {{"participantsCode": "{}", "n": [1, null]}}}}', '{{"a":"x","external_identifi":"{}"}}',
    ]
)  # fmt: skip
prefixes = st.sampled_from(["", "]Q1", "]C1", "]d2", "\x02", " ", "\x1d", "]Q1\x1d"])


@pytest.mark.parametrize("caps", [False, True])
@pytest.mark.parametrize(("scanner", "computer"), PAIRS)
@settings(deadline=None)
@given(what=codes | ids, form=forms, prefix=prefixes)
@example(what="AAAAAAAAAAAAAA1", form='["{}"]', prefix="]Q1")
@example(what="3RC3IQGCR24TWKT", form='{{"id": "{}"}}', prefix="")
def test_whatever_the_layouts_the_code_is_among_what_it_may_be(scanner, computer, caps, what, form, prefix):
    read = typed(prefix + form.format(what), scanner, computer, caps)
    assert what.upper() in [one.upper() for one in may_be(read)]


@pytest.mark.parametrize("read", ["httpsÇ;;kiwify.example;t;{}", "https?kiwify.examplet{}", "`^id^Ç ^{}^{{", "[Q1{}"])
def test_damage_that_was_seen(read):
    assert "YRC3IQGCR24TWKT" in may_be(read.format("YRC3IQGCR24TWKT"))


def test_an_accent_upon_the_first_letter_is_taken_off():
    assert may_be("`^id^Ç âRC3IQGCR24TWKT^{")[0] == "aRC3IQGCR24TWKT"


def test_keys_of_damaged_json_are_no_codes():
    assert may_be(typed(json.dumps({"participantsIds": "YRC3IQGCR24TWKT"}), US, ABNT2)) == ["YRC3IQGCR24TWKT"]


@settings(deadline=None)
@given(text=st.text(), pair=st.sampled_from(PAIRS))
def test_any_text_through_any_layout_is_something_short(text, pair):
    found = may_be(typed(text, *pair))
    assert 1 <= len(found) <= 12
