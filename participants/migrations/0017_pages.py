from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("participants", "0016_keep_the_index_lean")]

    operations = [
        migrations.RemoveIndex(model_name="participant", name="participant_listed"),
        migrations.AddIndex(
            model_name="participant",
            index=models.Index(
                condition=models.Q(("withdrawn_at", None)),
                fields=["event", "kiwify_created_at", "kiwify_id", "id"],
                name="participant_in_pages",
            ),
        ),
    ]
