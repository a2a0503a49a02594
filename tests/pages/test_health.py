from django.db import DatabaseError
from django.utils import timezone


def test_the_process_answers_without_the_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_health_is_asked_without_tls(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200
    assert client.get("/").status_code == 301


def test_readiness_tells_the_age_of_the_oldest_read(client, event):
    assert client.get("/readyz").json() == {"ready": True, "active_events": 1, "oldest_read_seconds": None}
    type(event).objects.update(read_at=timezone.now())
    assert 0 <= client.get("/readyz").json()["oldest_read_seconds"] < 5


def test_a_database_that_is_gone_is_told(client, db, monkeypatch):
    def gone(*_, **__):
        raise DatabaseError

    monkeypatch.setattr("participants.views.health.Event.objects.filter", gone)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (503, False)
