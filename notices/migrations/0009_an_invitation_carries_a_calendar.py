"""A letter may carry a calendar object beside its words."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0008_quiet_hours_and_digests"),
    ]

    operations = [
        migrations.AddField(
            model_name="noticewording",
            name="calendar",
            field=models.TextField(blank=True, verbose_name="calendar object"),
        ),
    ]
