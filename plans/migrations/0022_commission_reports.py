"""The periodic reports of commissions, which the database keeps as they were sent."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION plans_refuse_a_sent_report_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' OR OLD.sent_at IS NOT NULL THEN
        RAISE EXCEPTION 'a report of a commission never changes once it is sent'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER commission_report_frozen BEFORE UPDATE OR DELETE ON plans_commissionreport
    FOR EACH ROW EXECUTE FUNCTION plans_refuse_a_sent_report_changed();
"""
BACKWARD = """
DROP TRIGGER commission_report_frozen ON plans_commissionreport;
DROP FUNCTION plans_refuse_a_sent_report_changed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("plans", "0021_a_closed_period_is_not_emptied"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CommissionReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_day", models.DateField(verbose_name="from")),
                ("last_day", models.DateField(verbose_name="until")),
                ("figures", models.JSONField(default=dict, verbose_name="figures")),
                ("figures_at", models.DateTimeField(verbose_name="figures as of")),
                (
                    "events",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="events held"),
                ),
                (
                    "covered",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="people reached"
                    ),
                ),
                (
                    "exercises",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="exercises held"
                    ),
                ),
                (
                    "facilities",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="vulnerable facilities"
                    ),
                ),
                ("done", models.TextField(blank=True, verbose_name="what was done")),
                ("hindered", models.TextField(blank=True, verbose_name="what hindered")),
                ("planned", models.TextField(blank=True, verbose_name="what is planned")),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="accepted"),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commission_reports",
                        to="agencies.body",
                        verbose_name="commission",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "report of a commission",
                "verbose_name_plural": "reports of commissions",
                "ordering": ["-last_day", "body", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("body", "first_day", "last_day"),
                        name="commission_reports_a_period_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gt", models.F("first_day"))),
                        name="commission_report_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at__isnull", True), ("accepted_by__isnull", True)),
                            models.Q(
                                ("accepted_at__isnull", False), ("accepted_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="commission_report_accepted_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", True), ("sent_by__isnull", True)),
                            models.Q(
                                ("accepted_at__isnull", False),
                                ("sent_at__isnull", False),
                                ("sent_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="commission_report_sent_once_accepted",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
