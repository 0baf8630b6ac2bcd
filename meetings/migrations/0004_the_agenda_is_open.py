"""The state of a meeting is named by the act that leads to it: the agenda is opened, so it is open."""

from django.db import migrations, models

STATES = [
    ("planned", "being prepared"),
    ("agenda_approved", "agenda open"),
    ("held", "took place"),
    ("protocol_draft", "protocol being written"),
    ("submitted", "protocol awaits approval"),
    ("approved", "protocol approved"),
    ("cancelled", "called off"),
]


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_seats_never_overlap")]
    operations = [
        migrations.AlterField(
            model_name="meeting",
            name="state",
            field=models.CharField(
                choices=STATES, default="planned", max_length=20, verbose_name="state"
            ),
        ),
    ]
