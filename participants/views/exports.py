"""Exports, for organizers: the page where they are asked for, and the files."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ..access import EventRequest, at_event
from ..attendance.filters import Filters
from ..exports import KINDS, Export, ExportForm, File, Kind, begin
from ..models import Event, Role


@dataclass(frozen=True, slots=True)
class Asking:
    """A kind of export with its two forms, as the page shows them."""

    kind: Kind
    filter: Filters
    form: ExportForm

    @property
    def is_valid(self) -> bool:
        # Both are asked, so that all that is wrong is said at once.
        return all([self.filter.is_valid(), self.form.is_valid()])

    @property
    def personal(self) -> set[str]:
        return {one.name for one in self.kind.columns if one.is_personal}


@require_GET
@at_event(Role.ORGANIZER)
def exports(request: EventRequest, event: Event) -> HttpResponse:
    """What can be taken away. A filter in the address, as the screens have it, is filled in."""
    return _page(request, event, [_offer(event, kind, request.GET) for kind in KINDS.values()])


@require_GET
@at_event(Role.ORGANIZER)
def export(request: EventRequest, event: Event, kind: str) -> HttpResponseBase:
    """The file, sent while it is written; what cannot be, and what would be empty, goes back to the page."""
    if kind not in KINDS:
        raise Http404
    asking = _asked(event, KINDS[kind], request.GET)
    file = _begin(request, event, asking) if asking.is_valid else None
    if file is None:
        if asking.is_valid:
            asking.filter.add_error(None, _("Nobody and nothing matches this, so there is no file."))
        others = [_offer(event, other, QueryDict()) for other in KINDS.values() if other is not asking.kind]
        return _page(request, event, [asking, *others], status=400)
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=file.name) or ""}
    return StreamingHttpResponse(file.pieces, content_type=file.content_type, headers=headers)


def _begin(request: EventRequest, event: Event, asking: Asking) -> File | None:
    export = Export(
        event=event, kind=asking.kind, filter=asking.filter, form=asking.form, person=request.user, now=timezone.now()
    )
    return begin(export)


def _asked(event: Event, kind: Kind, asked: QueryDict) -> Asking:
    return _named_apart(Asking(kind, kind.filter(event, asked), ExportForm(kind, asked)))


def _offer(event: Event, kind: Kind, asked: QueryDict) -> Asking:
    return _named_apart(Asking(kind, kind.filter(event, asked), ExportForm(kind)))


def _named_apart(asking: Asking) -> Asking:
    """The page has several forms with fields of one name."""
    asking.filter.auto_id = asking.form.auto_id = f"{asking.kind.name}-%s"
    return asking


def _page(request: EventRequest, event: Event, askings: list[Asking], status: int = 200) -> HttpResponse:
    return render(request, "exports.html", {"event": event, "askings": askings}, status=status)
