"""The day by which a returned report is to come again belongs to the task, not to one report."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_what_never_changes")]

    operations = [
        migrations.AddField(
            model_name="task",
            name="repeat_on",
            field=models.DateField(blank=True, null=True, verbose_name="to be reported again by"),
        ),
    ]
