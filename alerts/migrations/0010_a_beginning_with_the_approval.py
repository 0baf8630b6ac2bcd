from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("alerts", "0009_how_many_answers_and_files_as_evidence")]
    operations = [
        migrations.AddField(
            model_name="decisionarea",
            name="is_from_approval",
            field=models.BooleanField(
                default=False,
                help_text="Publication writes the moment in.",
                verbose_name="waits for its approval to begin",
            ),
        ),
    ]
