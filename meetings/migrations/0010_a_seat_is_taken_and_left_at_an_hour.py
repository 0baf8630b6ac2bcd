"""Who sits in a seat arrives at an hour and may leave at another."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0009_questions_are_proposed_and_may_be_closed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="attendance",
            name="arrived_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="arrived"),
        ),
        migrations.AddField(
            model_name="attendance",
            name="left_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="left"),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["present", "substitute"]),
                    models.Q(("arrived_at__isnull", True), ("left_at__isnull", True)),
                    _connector="OR",
                ),
                name="only_who_came_arrives_and_leaves",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("arrived_at__isnull", True),
                    ("left_at__isnull", True),
                    ("left_at__gt", models.F("arrived_at")),
                    _connector="OR",
                ),
                name="a_seat_is_left_after_arrival",
            ),
        ),
    ]
