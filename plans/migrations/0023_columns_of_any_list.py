"""Let the lists of the apps above keep the columns a person chose as well."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0022_commission_reports"),
    ]

    operations = [
        migrations.AlterField(
            model_name="columnchoice",
            name="listing",
            field=models.CharField(max_length=10, verbose_name="list"),
        ),
    ]
