"""Reports of periods, and the database's own refusal to change what they froze."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

FORWARD = """
CREATE FUNCTION plans_refuse_a_period_unfrozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.reopened_at IS NOT NULL OR (NEW.controller_id, NEW.first_day,
        NEW.last_day, NEW.number, NEW.closed_at, NEW.closed_by_id, NEW.money, NEW.indicators)
        IS DISTINCT FROM (OLD.controller_id, OLD.first_day, OLD.last_day, OLD.number,
        OLD.closed_at, OLD.closed_by_id, OLD.money, OLD.indicators) THEN
        RAISE EXCEPTION 'the figures of a closed period never change'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER period_report_frozen BEFORE UPDATE OR DELETE ON plans_periodreport
    FOR EACH ROW EXECUTE FUNCTION plans_refuse_a_period_unfrozen();

CREATE FUNCTION plans_refuse_a_period_row_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the rows of a closed period never change' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER period_task_frozen BEFORE UPDATE OR DELETE ON plans_periodtask
    FOR EACH ROW EXECUTE FUNCTION plans_refuse_a_period_row_changed();
"""
BACKWARD = """
DROP TRIGGER period_task_frozen ON plans_periodtask;
DROP FUNCTION plans_refuse_a_period_row_changed();
DROP TRIGGER period_report_frozen ON plans_periodreport;
DROP FUNCTION plans_refuse_a_period_unfrozen();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0011_shares_and_ties"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PeriodReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_day", models.DateField(verbose_name="from")),
                ("last_day", models.DateField(verbose_name="until")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("closed_at", models.DateTimeField(verbose_name="figures as of")),
                ("money", models.JSONField(default=list, verbose_name="money, million tenge")),
                ("indicators", models.JSONField(default=list, verbose_name="indicators")),
                (
                    "reopened_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="reopened"),
                ),
                (
                    "reopening_reason",
                    models.TextField(blank=True, verbose_name="why it was reopened"),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="period_reports",
                        to="agencies.body",
                        verbose_name="controlling body",
                    ),
                ),
                (
                    "reopened_by",
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
                "verbose_name": "report of a period",
                "verbose_name_plural": "reports of periods",
                "ordering": ["-last_day", "controller", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("controller", "first_day", "last_day", "number"),
                        name="period_report_number_once",
                    ),
                    models.UniqueConstraint(
                        condition=Q(reopened_at__isnull=True),
                        fields=("controller", "first_day", "last_day"),
                        name="one_standing_report_of_a_period",
                    ),
                    models.CheckConstraint(
                        condition=Q(last_day__gt=F("first_day")),
                        name="period_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=Q(reopened_at__isnull=True, reopened_by__isnull=True)
                        | Q(reopened_at__isnull=False, reopened_by__isnull=False)
                        & ~Q(reopening_reason=""),
                        name="period_reopened_by_somebody_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PeriodTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("original_due_on", models.DateField(verbose_name="original term")),
                ("due_on", models.DateField(verbose_name="term")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done")),
                ("returns", models.PositiveSmallIntegerField(default=0, verbose_name="returns")),
                (
                    "extensions",
                    models.PositiveSmallIntegerField(default=0, verbose_name="later terms"),
                ),
                ("is_closed", models.BooleanField(default=False, verbose_name="closed")),
                (
                    "direction",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.direction",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.body",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="plans.periodreport",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.task",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.territory",
                    ),
                ),
            ],
            options={
                "verbose_name": "task in a report of a period",
                "verbose_name_plural": "tasks in reports of periods",
                "ordering": ["report", "original_due_on", "task"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "task"), name="task_once_in_a_period"
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
