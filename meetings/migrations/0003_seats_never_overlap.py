"""Two seats of one member, or of one person, in a body never overlap: they would count twice."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import migrations, models

from agencies.models.territories import DateRange


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("meetings", "0002_an_approved_protocol_never_changes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RemoveConstraint(model_name="seat", name="one_open_seat_for_a_member"),
        migrations.RemoveConstraint(model_name="seat", name="one_open_seat_for_a_person"),
        migrations.AddConstraint(
            model_name="seat",
            constraint=ExclusionConstraint(
                condition=models.Q(("member__isnull", False)),
                expressions=[
                    ("body", "="),
                    ("member", "="),
                    (DateRange("valid_from", "valid_to"), "&&"),
                ],
                name="one_seat_of_a_member_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=ExclusionConstraint(
                condition=models.Q(("holder__isnull", False)),
                expressions=[
                    ("body", "="),
                    ("holder", "="),
                    (DateRange("valid_from", "valid_to"), "&&"),
                ],
                name="one_seat_of_a_person_at_a_time",
            ),
        ),
    ]
