from django.urls import path, re_path

from .views import check_ins, door, events, health, kiwify_api, preferences, reads, sign_in, webhook

urlpatterns = [
    path("", events.events, name="events"),
    path("sign-in/", sign_in.SignIn.as_view(), name="sign-in"),
    path("sign-out/", sign_in.SignOut.as_view(), name="sign-out"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("e/<slug:slug>/", door.door, name="door"),
    path("e/<slug:slug>/counters/", door.counters, name="counters"),
    path("e/<slug:slug>/check-ins/", check_ins.check_in, name="check-ins"),
    path("e/<slug:slug>/check-ins/<uuid:id>/undo/", check_ins.undo, name="undo"),
    path("e/<slug:slug>/replay/", check_ins.replay, name="replay"),
    path("e/<slug:slug>/reads/", reads.reads, name="reads"),
    path("e/<slug:slug>/reads/now/", reads.read_now, name="read-now"),
    path("e/<slug:slug>/reads/accept/", reads.accept, name="accept-held"),
    path("kiwify/webhook/<str:account_id>/", webhook.webhook, name="webhook"),
    path("v1/oauth/token", kiwify_api.token, name="api-token"),
    path("v1/events/<str:product_id>/participants", kiwify_api.participants, name="api-participants"),
    re_path(r"^v1/", kiwify_api.nothing_there),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
