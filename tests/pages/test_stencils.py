import pytest
from django.utils.safestring import SafeString
from django.utils.translation import override

from participants.views.stencils import Stencils


def test_what_is_filled_in_is_text_and_never_markup():
    note = Stencils("row.html").fill("note", note="<b> 100%s %(key)s {{ x }} &")
    assert note == '<p class="person-note">&lt;b&gt; 100%s %(key)s {{ x }} &amp;</p>'


def test_what_is_safe_already_stays_as_it_is():
    assert "<b>loud</b>" in Stencils("row.html").fill("note", note=SafeString("<b>loud</b>"))


def test_what_is_the_same_everywhere_is_given_once():
    assert Stencils("row.html", place="Gate <A>").fill("elsewhere").count("Gate &lt;A&gt;") == 1


def test_each_language_has_its_own():
    for language, word in (("en", "Cancelled"), ("pt-br", "Cancelado"), ("en", "Cancelled")):
        with override(language):
            assert word in Stencils("row.html").fill("withdrawn", since="18:02")


def test_a_blank_that_nobody_fills_is_a_mistake():
    with pytest.raises(KeyError):
        Stencils("row.html").fill("note")
