from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..encryption import EncryptedTextField

one_printable_word = RegexValidator(
    r"^[\x21-\x7e]+$", _("Copy it from Kiwify as it is: letters, digits and signs without blanks.")
)


class Account(models.Model):
    """A Kiwify account and its API key, with the token every process shares."""

    name = models.CharField(_("name"), max_length=100)
    account_id = models.CharField(_("account id"), max_length=100, unique=True, validators=[one_printable_word])
    client_id = models.CharField(_("client id"), max_length=200, validators=[one_printable_word])
    client_secret = EncryptedTextField(_("client secret"), validators=[one_printable_word])
    token = EncryptedTextField(blank=True, editable=False)
    token_expires_at = models.DateTimeField(null=True, editable=False)
    minting_until = models.DateTimeField(null=True, editable=False)
    # Kiwify gave no answer: nobody at the door waits for it until then.
    silent_until = models.DateTimeField(null=True, editable=False)
    webhook_token = EncryptedTextField(
        _("webhook token"), blank=True, validators=[one_printable_word],
        help_text=_("The token of the webhook in Kiwify. It proves that a message comes from there."),
    )  # fmt: skip
    webhook_token_before = EncryptedTextField(
        _("webhook token before"), blank=True, validators=[one_printable_word],
        help_text=_("While the token is being changed: the earlier one, which is accepted too."),
    )  # fmt: skip

    webhook_heard_at = models.DateTimeField(null=True, editable=False)
    # Who may change it and add events of it, besides admins.
    connected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="accounts"
    )

    class Meta:
        verbose_name = _("Kiwify account")
        verbose_name_plural = _("Kiwify accounts")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class KiwifyCall(models.Model):
    """One call booked at Kiwify, kept for the minute in which it counts towards the account's limit."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="calls")
    at = models.DateTimeField()
    is_look_up = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=("account", "at"), name="kiwify_call_at"),)
        verbose_name = _("call to Kiwify")
        verbose_name_plural = _("calls to Kiwify")

    def __str__(self) -> str:
        return f"{self.account_id} {self.at:%H:%M:%S}"
