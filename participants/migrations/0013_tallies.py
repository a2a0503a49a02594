import django.db.models.deletion
from django.db import migrations, models

# What nobody was let in at has no tally yet. It only reads the log, so that the door goes on meanwhile.
COUNT = """
    INSERT INTO participants_tally (event_id, checkpoint_id, checked_in, inside, version)
    SELECT event_id, {checkpoint}, COUNT(DISTINCT participant_id),
        COUNT(DISTINCT CASE WHEN closed_at IS NULL THEN participant_id END), 1
    FROM participants_checkin WHERE result = 'admitted' AND closed_how <> 'undo' GROUP BY {grouped}
"""


class Migration(migrations.Migration):
    dependencies = [("participants", "0012_refusals")]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("checked_in", models.IntegerField(default=0)),
                ("inside", models.IntegerField(default=0)),
                ("version", models.BigIntegerField(default=0)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="participants.event",
                    ),
                ),
                (
                    "checkpoint",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tally",
                        to="participants.checkpoint",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("checkpoint", None)), fields=("event",), name="one_tally_of_an_event"
                    )
                ],
            },
        ),
        # Run again where it could not finish: on PostgreSQL what it had counted by then has stayed.
        migrations.RunSQL("DELETE FROM participants_tally", ""),
        migrations.RunSQL(COUNT.format(checkpoint="checkpoint_id", grouped="event_id, checkpoint_id"), ""),
        migrations.RunSQL(COUNT.format(checkpoint="NULL", grouped="event_id"), ""),
    ]
