"""Adding an event on a page: its product is tried at Kiwify first, and its first read is asked for at once."""

import re
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import schedule
from ..choices import OneOf
from ..connection import try_product
from ..events import AlreadyAdded, add_event
from ..kiwify.errors import KiwifyError, NotFound, Refused
from ..kiwify_wording import in_words
from ..models import Account, Event, Membership
from .connecting import accounts_of
from .details import MOMENTS, EventForm

AN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class NewEventForm(EventForm):
    """An event of one of the person's own accounts. The product may be typed as the address of its page."""

    account = OneOf(Account.objects.none(), label=gettext_lazy("Kiwify account"), empty_label=None)

    product_id = forms.CharField(
        max_length=300, label=gettext_lazy("Product id"),
        help_text=gettext_lazy("It is in the address of the product's page in Kiwify: paste either."),
    )  # fmt: skip

    class Meta:
        model = Event
        fields = ("account", "product_id", "name", "starts_at", "ends_at", "timezone")
        widgets = MOMENTS
        help_texts = {
            "name": gettext_lazy("As staff know it. Kiwify does not tell it."),
            "starts_at": gettext_lazy("Near its time it is read every few seconds. You may set this later."),
        }

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.may_add_untried = False
        accounts: Any = self.fields["account"]
        accounts.queryset = accounts_of(person)

    def clean_product_id(self) -> str:
        typed: str = self.cleaned_data["product_id"]
        found = AN_ID.search(typed)
        product_id = found[0].lower() if found else typed
        if added := Event.objects.filter(product_id=product_id).first():
            raise forms.ValidationError(self._is_there(added))
        return product_id

    def tell(self, problem: KiwifyError) -> None:
        """Say what Kiwify had against it, beside what can be mended."""
        self.may_add_untried = not problem.permanent
        self.add_error("product_id" if isinstance(problem, NotFound | Refused) else "account", in_words(problem))

    def doubt(self) -> None:
        self.may_add_untried = True
        self.add_error("product_id", _("Kiwify answers, but counts no tickets for this product. Is it an event?"))

    def tell_that_it_is_there(self, event: Event) -> None:
        self.add_error("product_id", self._is_there(event))

    def _is_there(self, event: Event) -> str:
        """Who may not see the other event hears nothing of it."""
        if self.person.is_superuser or Membership.objects.filter(user=self.person, event=event).exists():
            here = _("This product is an event here already:")
            return format_html('{} <a href="{}">{}</a>', here, event.get_absolute_url(), event.name)
        return _("This product is an event here already. Ask its organizer, or an admin, to give you a role there.")


def add_new_event(form: NewEventForm, *, untried: bool = False) -> Event | None:
    """Add the event of a valid form, with the person as its organizer, and ask for its first read.

    None where Kiwify does not know the product or refuses the key, which the form then says. Where Kiwify does not
    answer, or counts no tickets, only an `untried` event is added.
    """
    if not _is_at_kiwify(form, untried):
        return None
    try:
        event = add_event(**form.cleaned_data, organizer=form.person)
    except AlreadyAdded as problem:
        form.tell_that_it_is_there(problem.event)
        return None
    schedule.ask_for_a_read(event)
    return event


def _is_at_kiwify(form: NewEventForm, untried: bool) -> bool:
    try:
        tickets = try_product(form.cleaned_data["account"], form.cleaned_data["product_id"])
    except KiwifyError as problem:
        if problem.permanent or not untried:
            form.tell(problem)
        return untried and not problem.permanent
    if tickets is None and not untried:
        form.doubt()
    return tickets is not None or untried
