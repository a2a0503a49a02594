"""What somebody who was invited chooses: the name that others see, the one they sign in with, and a password."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

TAKEN = _("Somebody signs in with this name already. Choose another.")
TYPED = {"autocapitalize": "off", "autocorrect": "off", "spellcheck": "false"}


class WelcomeForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=60, help_text=_("As others see it beside what you do."))
    username = forms.CharField(
        label=_("Name to sign in with"), max_length=60, validators=[User.username_validator],
        widget=forms.TextInput(attrs={"autocomplete": "username"} | TYPED),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Password"), max_length=128, strip=False,
        help_text=_("Eight characters or more, and none that is easily guessed."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        # "Rita" and "rita" are one person: nobody at a door minds capitals.
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError(TAKEN)
        return username

    def clean(self) -> dict[str, Any]:
        if password := self.cleaned_data.get("password"):
            try:
                validate_password(password, self.user)
            except ValidationError as problem:
                self.add_error("password", problem)
        return self.cleaned_data

    @property
    def user(self) -> User:
        """Who it would be; not saved."""
        chosen = self.cleaned_data
        user = User(username=chosen.get("username", ""), first_name=chosen.get("name", ""))
        user.set_password(chosen.get("password"))
        return user

    def tell_that_it_is_taken(self) -> None:
        self.add_error("username", TAKEN)
