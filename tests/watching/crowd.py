"""A site with so many rows of everything that a page may list."""

from datetime import timedelta
from uuid import uuid4

from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.utils import timezone

from participants import door, invitations, programs, search, tablets
from participants.door import Claim
from participants.events import add_event
from participants.models import (
    AccessEntry,
    Account,
    Batch,
    Changed,
    CheckIn,
    Checkpoint,
    Event,
    Membership,
    Note,
    Notice,
    Participant,
    ParticipantChange,
    Role,
    Seen,
    Source,
    SyncRun,
)


class Crowd:
    """One event whose lists grow: `grow(27)` adds so many rows of everything."""

    def __init__(self, account: Account) -> None:
        self.now = timezone.now()
        self.event = add_event(product_id="crowd", name="Crowd", account=account)
        self.entrance = self.event.checkpoints.get()
        self.admin = User.objects.create_superuser("ada", password="porta-1234")
        self.organizer = User.objects.create_user("olga", password="porta-1234")
        Membership.objects.create(user=self.organizer, event=self.event, role=Role.ORGANIZER)
        self.account = account
        account.connected_by = self.organizer
        account.save()
        self.grown = 0

    def grow(self, rows: int) -> None:
        for number in range(self.grown, self.grown + rows):
            self._add(number)
        self.grown += rows

    def _add(self, number: int) -> None:
        at = self.now - timedelta(minutes=60 - number)
        person = User.objects.create_user(f"person{number}", first_name=f"Pessoa {number}")
        Membership.objects.create(user=person, event=self.event, role=list(Role)[number % 3])
        batch = Batch.objects.create(event=self.event, kiwify_id=f"batch{number}", name=f"Lote {number}", tickets=5)
        checkpoint = Checkpoint.objects.create(event=self.event, name=f"Porta {number}", position=number, has_exit=True)
        checkpoint.batches.add(batch)
        tablet = self._tablet(number, person, checkpoint, at)
        people = [self._participant(number, nth, batch) for nth in range(5)]
        self._evening(people, person, tablet, at)
        self._notes(people[0], batch, person, at)
        self._site(number, people[0], person, at)

    def _participant(self, number: int, nth: int, batch: Batch) -> Participant:
        gone = {"missing_since": self.now, "withdrawn_at": self.now} if nth == 4 else {}
        # A search looks twice where it finds less than it shows, and where it finds far more: ten and sixty do.
        name = f"Ana Silva {number} {nth}" if nth < 2 else f"Bento Souza {number} {nth}"
        one = Participant.objects.create(
            event=self.event, kiwify_id=str(uuid4()), name=name, sorts_as=search.sort_key(name), batch=batch,
            code=f"CODE{number:05}{nth:05}", order_id="all-in-one", email="ana@example.com", cpf="52998224725",
            kiwify_created_at=self.now, kiwify_checkin_at=self.now if nth == 3 else None, **gone,
        )  # fmt: skip
        search.index([one])
        return one

    def _evening(self, people: list[Participant], person, tablet, at) -> None:
        """Somebody let in, twice at different gates, refused, unknown, withdrawn, and out again."""
        ana, bia, _, _, gone = people
        offline = {"source": Source.OFFLINE, "happened_at": at}
        self._ask(Claim(ana), person, tablet, at)
        self._ask(Claim(ana), None, None, at + timedelta(minutes=2), **offline)
        self._ask(Claim(bia), None, tablet, at)
        self._ask(Claim(gone), person, tablet, at)
        self._ask(Claim(code=f"NOBODY{at.minute}"), person, tablet, at, source=Source.SCAN)
        details = {"checkpoint": self.entrance, "person": person, "now": at, "reason": "late"}
        door.refuse(Claim(people[2]), id=uuid4(), **details)
        CheckIn.objects.filter(participant=bia).update(closed_at=at, closed_how="undo", closed_by=person)

    def _ask(self, claim, person, tablet, now, source=Source.SEARCH, **more) -> None:
        details = {"checkpoint": self.entrance, "person": person, "tablet": tablet, "now": now, "source": source}
        door.check_in(claim, id=uuid4(), **details | more)

    def _tablet(self, number, person, checkpoint, at):
        ended = {"ended_at": at, "ended_how": "revoked", "ended_by": self.organizer}
        moments = {"paired_at": at, "key_since": at, "seen_at": self.now, "paired_by": self.organizer}
        place = {"event": self.event, "checkpoint": checkpoint, "gate": f"Gate {number}"}
        make = self.event.tablets.create
        make(number=2, **place, **moments, **ended)
        return make(number=1, **place, **moments, person=person, pin_at=at, worked_at=at, battery=50)

    def _notes(self, participant, batch, person, at) -> None:
        common = {"event": self.event, "made_at": at, "made_by": person}
        Note.objects.create(participant=participant, text="knee", **common)
        Note.objects.create(batch=batch, text="band", **common)
        Note.objects.create(order_id="all-in-one", text="late", ended_at=at, ended_by=person, **common)
        Event.objects.filter(pk=self.event.pk).update(has_notes=True, has_refusals=True)

    def _site(self, number, participant, person, at) -> None:
        account = Account.objects.create(
            name=f"Conta {number}",
            account_id=f"acc{number}",
            client_id="id",
            client_secret="s",
            connected_by=self.organizer,
        )
        for active in (True, False):
            other = Event.objects.create(
                account=account, product_id=f"o{number}{active}", slug=f"o{number}{active}", name=f"Outro {number}",
                is_active=active, archived_at=None if active else at,
            )  # fmt: skip
            Membership.objects.create(user=self.organizer, event=other, role=Role.ORGANIZER)
        SyncRun.objects.create(event=self.event, started_at=at, finished_at=at, status="done", listed=5)
        ParticipantChange.objects.create(event=self.event, participant=participant, at=at, what=Changed.NAME)
        Notice.objects.create(event=self.event, kind="refunded", order_id=f"order{number}", received_at=at)
        AccessEntry.objects.create(event=self.event, person=person, at=at, what=Seen.EXPORT, people=3)
        AccessAttempt.objects.create(username=f"x{number}", ip_address=f"10.0.0.{number}", failures_since_start=10)
        programs.create_program(name=f"Painel {number}", event=self.event)
        self.pairing = tablets.invite(
            checkpoint=self.entrance, gate=f"Gate {number}", person=self.organizer, now=self.now
        )
        self.invitation = invitations.invite(
            event=self.event, name=f"Nova {number}", role=Role.DOOR, person=self.organizer, now=self.now
        )
