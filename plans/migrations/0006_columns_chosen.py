"""The columns that each person wants to see in a list."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0005_tables_brought_in"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ColumnChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "listing",
                    models.CharField(
                        choices=[
                            ("tasks", "Tasks"),
                            ("measures", "Measures"),
                            ("reports", "Reports of execution"),
                        ],
                        max_length=10,
                        verbose_name="list",
                    ),
                ),
                ("columns", models.JSONField(default=list, verbose_name="columns")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="column_choices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "choice of columns",
                "verbose_name_plural": "choices of columns",
                "ordering": ["person", "listing"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "listing"), name="columns_chosen_once"
                    ),
                ],
            },
        ),
    ]
