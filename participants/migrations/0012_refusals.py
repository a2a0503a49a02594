from django.db import migrations, models


def note_refusals(apps, schema_editor):
    CheckIn = apps.get_model("participants", "CheckIn")
    refused = CheckIn.objects.filter(result="refused").values("event")
    apps.get_model("participants", "Event").objects.filter(pk__in=refused).update(has_refusals=True)


class Migration(migrations.Migration):
    dependencies = [("participants", "0011_lost_keys")]

    operations = [
        migrations.AddField("event", "has_refusals", models.BooleanField(default=False, editable=False)),
        migrations.RunPython(note_refusals, migrations.RunPython.noop, elidable=True),
    ]
