from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    # One sign-in page for everybody, throttled in one place.
    path("admin/login/", login_not_required(RedirectView.as_view(pattern_name="sign-in", query_string=True))),
    path("admin/", admin.site.urls),
    path("", include("participants.urls")),
]

handler400 = "participants.views.problems.bad_request"
handler403 = "participants.views.problems.permission_denied"
handler404 = "participants.views.problems.page_not_found"
handler500 = "participants.views.problems.server_error"
