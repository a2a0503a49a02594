"""What stands on an event's page besides its own fields: its checkpoints and its batches."""

from typing import Any, override

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..models import Batch, Checkpoint, Event
from .bases import Inline, NamedFormSet


class CheckpointFormSet(NamedFormSet):
    @override
    def clean(self) -> None:
        super().clean()
        added = sum(form.has_changed() for form in self.extra_forms)
        if not len(self.initial_forms) + added - len(self.deleted_forms):
            raise ValidationError(_("Keep at least one checkpoint: without one, nobody can be checked in."))


class CheckpointInline(Inline):
    model = Checkpoint
    formset = CheckpointFormSet
    fields = ("name", "position", "batches", "opens_at", "closes_at", "has_exit")

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[Checkpoint]:
        return super().get_queryset(request).prefetch_related("batches")

    @override
    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        assert request.resolver_match
        batches = Batch.objects.filter(event=request.resolver_match.kwargs["object_id"])
        kwargs |= {"queryset": batches, "widget": CheckboxSelectMultiple}
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)
        # Read once for all checkpoints.
        field.choices = [(batch.pk, str(batch)) for batch in batches]
        return field


class BatchInline(Inline):
    """Kiwify's batches as the last read found them; the colour is ours."""

    model = Batch
    fields = ("swatch", "name", "colour")
    readonly_fields = ("swatch", "name")
    can_delete = False

    @override
    def has_add_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return False

    @admin.display(description=_("on screens"))
    def swatch(self, batch: Batch) -> SafeString:
        return format_html('<span class="swatch batch-{}"></span>', batch.colour)
