"""The lists: quick however long they are, and unmoved by addresses that nobody was given."""

from typing import TYPE_CHECKING, Any, cast, override

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest

from .dates import date_in

if TYPE_CHECKING:
    from .bases import Admin


class Rows(ChangeList):
    """A list that looks for its page among keys alone, and fetches what stands beside them for this page only."""

    @override
    def get_filters(self, request: HttpRequest) -> Any:
        try:
            _must_be_text(request)
            if self.date_hierarchy:
                date_in(self.params, self.date_hierarchy)
        except ValueError as problem:
            raise IncorrectLookupParameters(problem) from problem
        return super().get_filters(request)

    @override
    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        keys = list(self.result_list.values_list("pk", flat=True))
        found = self.apply_select_related(self.root_queryset).in_bulk(keys)
        self.result_list = [found[key] for key in keys if key in found]
        cast("Admin", self.model_admin).complete(self.result_list)


def _must_be_text(request: HttpRequest) -> None:
    """PostgreSQL stores no NUL, and is not asked for one."""
    if any("\0" in text for name, values in request.GET.lists() for text in (name, *values)):
        raise ValueError
