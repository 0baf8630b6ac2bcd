"""The tables of plans, as their models describe them (docs/adr/0064)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from audit.migrations._at_once import CreateModels


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("plans", "0001_initial"),
        ("plans", "0003_task_repeat_on"),
        ("plans", "0005_tables_brought_in"),
        ("plans", "0006_columns_chosen"),
        ("plans", "0008_parts_of_co_executors"),
        ("plans", "0009_reminders_and_digests"),
        ("plans", "0010_packages_delegations_questions"),
        ("plans", "0011_shares_and_ties"),
        ("plans", "0020_reporting_periods"),
        ("plans", "0022_commission_reports"),
        ("plans", "0023_columns_of_any_list"),
    ]

    dependencies = [
        ("agencies", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("notices", "0001_the_tables"),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="WorkingDayException",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("day", models.DateField(unique=True, verbose_name="day")),
                        (
                            "is_working",
                            models.BooleanField(default=False, verbose_name="working day"),
                        ),
                        (
                            "name_kk",
                            models.CharField(max_length=200, verbose_name="name in Kazakh"),
                        ),
                        (
                            "name_ru",
                            models.CharField(max_length=200, verbose_name="name in Russian"),
                        ),
                        (
                            "name_en",
                            models.CharField(max_length=200, verbose_name="name in English"),
                        ),
                        (
                            "source",
                            models.CharField(blank=True, max_length=300, verbose_name="source"),
                        ),
                        (
                            "confidence",
                            models.CharField(
                                choices=[
                                    ("seen", "seen in a source"),
                                    ("computed", "follows from the law on holidays"),
                                    ("unverified", "not verified"),
                                ],
                                default="unverified",
                                max_length=10,
                                verbose_name="certainty",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "exception in the calendar",
                        "verbose_name_plural": "exceptions in the calendar",
                        "ordering": ["day"],
                    },
                ),
                migrations.CreateModel(
                    name="CommissionReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
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
                        ("first_day", models.DateField(verbose_name="from")),
                        ("last_day", models.DateField(verbose_name="until")),
                        ("figures", models.JSONField(default=dict, verbose_name="figures")),
                        ("figures_at", models.DateTimeField(verbose_name="figures as of")),
                        (
                            "events",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="events held"
                            ),
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
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
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
                            "accepted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="accepted"),
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
                        (
                            "sent_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="sent"),
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
                                    models.Q(
                                        ("accepted_at__isnull", True),
                                        ("accepted_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("accepted_at__isnull", False),
                                        ("accepted_by__isnull", False),
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
                migrations.CreateModel(
                    name="Programme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "code",
                            models.SlugField(max_length=60, unique=True, verbose_name="code"),
                        ),
                        (
                            "controller",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programmes",
                                to="agencies.body",
                                verbose_name="controlling body",
                            ),
                        ),
                        ("name_kk", models.TextField(verbose_name="name in Kazakh")),
                        ("name_ru", models.TextField(verbose_name="name in Russian")),
                        ("name_en", models.TextField(blank=True, verbose_name="name in English")),
                        (
                            "act_title",
                            models.CharField(blank=True, max_length=300, verbose_name="act"),
                        ),
                        (
                            "act_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="date of the act"
                            ),
                        ),
                        (
                            "published_on",
                            models.DateField(blank=True, null=True, verbose_name="published on"),
                        ),
                        (
                            "first_year",
                            models.PositiveSmallIntegerField(verbose_name="first year"),
                        ),
                        ("last_year", models.PositiveSmallIntegerField(verbose_name="last year")),
                        (
                            "equipment_share_aim",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="aim for equipment, per cent",
                            ),
                        ),
                        (
                            "source_note",
                            models.TextField(blank=True, verbose_name="where this is known from"),
                        ),
                    ],
                    options={
                        "verbose_name": "programme",
                        "verbose_name_plural": "programmes",
                        "ordering": ["first_year", "code"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("last_year__gte", models.F("first_year"))),
                                name="programme_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("equipment_share_aim__isnull", True),
                                    models.Q(
                                        ("equipment_share_aim__gte", 0),
                                        ("equipment_share_aim__lte", 100),
                                    ),
                                    _connector="OR",
                                ),
                                name="programme_equipment_aim_is_a_share",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Direction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="directions",
                                to="plans.programme",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("name_kk", models.TextField(verbose_name="name in Kazakh")),
                        ("name_ru", models.TextField(verbose_name="name in Russian")),
                        ("name_en", models.TextField(blank=True, verbose_name="name in English")),
                        (
                            "source_note",
                            models.TextField(blank=True, verbose_name="where this is known from"),
                        ),
                    ],
                    options={
                        "verbose_name": "direction",
                        "verbose_name_plural": "directions",
                        "ordering": ["programme", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "number"), name="direction_number_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProgrammeMoney",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="money",
                                to="plans.programme",
                            ),
                        ),
                        (
                            "direction",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="money",
                                to="plans.direction",
                            ),
                        ),
                        (
                            "scenario",
                            models.CharField(
                                choices=[("draft", "draft"), ("adopted", "adopted")],
                                max_length=8,
                                verbose_name="scenario",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("republican", "republican budget"),
                                    ("local", "local budgets"),
                                    ("other", "other sources"),
                                    ("undivided", "all sources together"),
                                ],
                                max_length=10,
                                verbose_name="source",
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="year"
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=3, max_digits=14, verbose_name="million tenge"
                            ),
                        ),
                        (
                            "source_note",
                            models.TextField(blank=True, verbose_name="where this is known from"),
                        ),
                    ],
                    options={
                        "verbose_name": "sum of a programme",
                        "verbose_name_plural": "sums of programmes",
                        "ordering": ["programme", "scenario", "source", "year", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "direction", "scenario", "source", "year"),
                                name="programme_sum_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0)),
                                name="programme_sum_not_negative",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Indicator",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="indicators",
                                to="plans.programme",
                            ),
                        ),
                        (
                            "direction",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="indicators",
                                to="plans.direction",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("name_kk", models.TextField(verbose_name="name in Kazakh")),
                        ("name_ru", models.TextField(verbose_name="name in Russian")),
                        ("name_en", models.TextField(blank=True, verbose_name="name in English")),
                        (
                            "unit_kk",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="unit in Kazakh"
                            ),
                        ),
                        (
                            "unit_ru",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="unit in Russian"
                            ),
                        ),
                        (
                            "unit_en",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="unit in English"
                            ),
                        ),
                        ("source_note", models.TextField(verbose_name="where this is known from")),
                        (
                            "source_url",
                            models.URLField(
                                blank=True, max_length=500, verbose_name="address of the source"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "indicator",
                        "verbose_name_plural": "indicators",
                        "ordering": ["programme", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "number"), name="indicator_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source_note", ""), _negated=True),
                                name="indicator_names_its_source",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndicatorValue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="values",
                                to="plans.indicator",
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="year"
                            ),
                        ),
                        (
                            "target",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=16,
                                null=True,
                                verbose_name="target",
                            ),
                        ),
                        (
                            "actual",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=16,
                                null=True,
                                verbose_name="actual",
                            ),
                        ),
                        (
                            "source_note",
                            models.TextField(blank=True, verbose_name="where this is known from"),
                        ),
                    ],
                    options={
                        "verbose_name": "value of an indicator",
                        "verbose_name_plural": "values of indicators",
                        "ordering": ["indicator", "year"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("indicator", "year"),
                                name="indicator_value_once",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormOfCompletion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "code",
                            models.SlugField(max_length=60, unique=True, verbose_name="code"),
                        ),
                        (
                            "name_kk",
                            models.CharField(max_length=200, verbose_name="name in Kazakh"),
                        ),
                        (
                            "name_ru",
                            models.CharField(max_length=200, verbose_name="name in Russian"),
                        ),
                        (
                            "name_en",
                            models.CharField(max_length=200, verbose_name="name in English"),
                        ),
                        (
                            "requires_document",
                            models.BooleanField(
                                default=False,
                                help_text="An order adopted is not shown by telling that it was adopted.",
                                verbose_name="the document itself must be attached",
                            ),
                        ),
                        (
                            "order",
                            models.PositiveSmallIntegerField(default=0, verbose_name="order"),
                        ),
                    ],
                    options={
                        "verbose_name": "form of completion",
                        "verbose_name_plural": "forms of completion",
                        "ordering": ["order", "code"],
                    },
                ),
                migrations.CreateModel(
                    name="ActionPlan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "code",
                            models.SlugField(max_length=60, unique=True, verbose_name="code"),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plans",
                                to="plans.programme",
                            ),
                        ),
                        (
                            "controller",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plans",
                                to="agencies.body",
                                verbose_name="controlling body",
                            ),
                        ),
                        (
                            "territory",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plans",
                                to="agencies.territory",
                                verbose_name="territory",
                            ),
                        ),
                        ("name_kk", models.TextField(verbose_name="name in Kazakh")),
                        ("name_ru", models.TextField(verbose_name="name in Russian")),
                        ("name_en", models.TextField(blank=True, verbose_name="name in English")),
                        (
                            "first_year",
                            models.PositiveSmallIntegerField(verbose_name="first year"),
                        ),
                        ("last_year", models.PositiveSmallIntegerField(verbose_name="last year")),
                    ],
                    options={
                        "verbose_name": "plan of measures",
                        "verbose_name_plural": "plans of measures",
                        "ordering": ["-first_year", "code"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("last_year__gte", models.F("first_year"))),
                                name="plan_ends_after_it_begins",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="plans.actionplan",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(verbose_name="number of the version"),
                        ),
                        (
                            "act_title",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="approving act"
                            ),
                        ),
                        (
                            "approved_on",
                            models.DateField(blank=True, null=True, verbose_name="approved on"),
                        ),
                    ],
                    options={
                        "verbose_name": "version of a plan",
                        "verbose_name_plural": "versions of plans",
                        "ordering": ["plan", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "number"), name="plan_version_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("approved_on__isnull", True)),
                                fields=("plan",),
                                name="one_plan_version_in_preparation",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)),
                                name="plan_versions_count_from_one",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanSection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sections",
                                to="plans.actionplan",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        (
                            "direction",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sections",
                                to="plans.direction",
                            ),
                        ),
                        ("name_kk", models.TextField(verbose_name="name in Kazakh")),
                        ("name_ru", models.TextField(verbose_name="name in Russian")),
                        ("name_en", models.TextField(blank=True, verbose_name="name in English")),
                    ],
                    options={
                        "verbose_name": "section of a plan",
                        "verbose_name_plural": "sections of plans",
                        "ordering": ["plan", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "number"), name="plan_section_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="plans.actionplan",
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="plans.plansection",
                            ),
                        ),
                        ("number", models.CharField(max_length=20, verbose_name="number")),
                        ("sort_key", models.CharField(max_length=60)),
                        ("text_kk", models.TextField(verbose_name="measure in Kazakh")),
                        ("text_ru", models.TextField(verbose_name="measure in Russian")),
                        (
                            "form_of_completion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="plans.formofcompletion",
                                verbose_name="form of completion",
                            ),
                        ),
                        (
                            "term_kk",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="term in Kazakh"
                            ),
                        ),
                        (
                            "term_ru",
                            models.CharField(max_length=300, verbose_name="term in Russian"),
                        ),
                        (
                            "costs",
                            models.CharField(
                                choices=[
                                    ("amount", "as stated"),
                                    ("within_budget", "within the funds provided"),
                                    ("not_required", "not required"),
                                    ("by_commission", "as the budget commission decides"),
                                ],
                                default="not_required",
                                max_length=14,
                                verbose_name="expected cost",
                            ),
                        ),
                        (
                            "funding",
                            models.CharField(
                                blank=True,
                                help_text="Codes of sources, for a cost without a sum.",
                                max_length=60,
                                verbose_name="sources that the paper names",
                            ),
                        ),
                        (
                            "not_worded_in",
                            models.CharField(
                                blank=True,
                                choices=[("kk", "Kazakh"), ("ru", "Russian")],
                                help_text="Until it comes, the words of the other language stand in its place.",
                                max_length=2,
                                verbose_name="language in which the paper is still missing",
                            ),
                        ),
                        (
                            "is_equipment",
                            models.BooleanField(default=False, verbose_name="buys equipment"),
                        ),
                        (
                            "added_in",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items_added",
                                to="plans.planversion",
                            ),
                        ),
                        (
                            "removed_in",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items_removed",
                                to="plans.planversion",
                            ),
                        ),
                        (
                            "previous",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="later",
                                to="plans.planitem",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "measure",
                        "verbose_name_plural": "measures",
                        "ordering": ["plan", "sort_key", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("removed_in__isnull", True)),
                                fields=("plan", "number"),
                                name="measure_number_once_in_a_plan",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("removed_in__isnull", True),
                                    models.Q(("removed_in", models.F("added_in")), _negated=True),
                                    _connector="OR",
                                ),
                                name="measure_not_removed_where_added",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("text_kk", ""), _negated=True),
                                    models.Q(("text_ru", ""), _negated=True),
                                    models.Q(("number", ""), _negated=True),
                                ),
                                name="measure_is_numbered_and_said_in_kk_and_ru",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanItemResponsible",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="responsible",
                                to="plans.planitem",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(verbose_name="place in the list"),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="measures",
                                to="agencies.body",
                            ),
                        ),
                        (
                            "group",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        "unit_commissions",
                                        "governors of oblasts, mayors of the cities",
                                    ),
                                    ("central_bodies", "central state bodies"),
                                    ("all_members", "all members of the Centre"),
                                    ("interested", "state bodies concerned"),
                                ],
                                max_length=16,
                                verbose_name="group",
                            ),
                        ),
                        (
                            "is_lead",
                            models.BooleanField(default=False, verbose_name="lead (collects)"),
                        ),
                        (
                            "by_agreement",
                            models.BooleanField(default=False, verbose_name="by agreement"),
                        ),
                    ],
                    options={
                        "verbose_name": "responsible body",
                        "verbose_name_plural": "responsible bodies",
                        "ordering": ["item", "position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("item", "position"), name="responsible_place_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("body__isnull", False)),
                                fields=("item", "body"),
                                name="responsible_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_lead", True)),
                                fields=("item",),
                                name="one_lead_for_a_measure",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("body__isnull", False), ("group", "")),
                                    models.Q(
                                        ("body__isnull", True),
                                        models.Q(("group", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="responsible_is_a_body_or_a_group",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanItemMoney",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="money",
                                to="plans.planitem",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("allocated", "allocated"),
                                    ("spent", "spent"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("republican", "republican budget"),
                                    ("local", "local budgets"),
                                    ("other", "other sources"),
                                    ("undivided", "all sources together"),
                                ],
                                max_length=10,
                                verbose_name="source",
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="year"
                            ),
                        ),
                        (
                            "territory",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="money",
                                to="agencies.territory",
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=3, max_digits=14, verbose_name="million tenge"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "sum of a measure",
                        "verbose_name_plural": "sums of measures",
                        "ordering": ["item", "kind", "source", "year", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("item", "kind", "source", "year", "territory"),
                                name="measure_sum_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0)),
                                name="measure_sum_not_negative",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Task",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "controller",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks_controlled",
                                to="agencies.body",
                                verbose_name="controlling body",
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks_led",
                                to="agencies.body",
                                verbose_name="lead",
                            ),
                        ),
                        (
                            "territory",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="agencies.territory",
                                verbose_name="territory",
                            ),
                        ),
                        (
                            "plan_item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="plans.planitem",
                                verbose_name="measure",
                            ),
                        ),
                        ("text_kk", models.TextField(verbose_name="text in Kazakh")),
                        ("text_ru", models.TextField(verbose_name="text in Russian")),
                        (
                            "form_of_completion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="plans.formofcompletion",
                                verbose_name="form of completion",
                            ),
                        ),
                        (
                            "term_kk",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="term in Kazakh"
                            ),
                        ),
                        (
                            "term_ru",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="term in Russian"
                            ),
                        ),
                        (
                            "stated_due_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="date before the shift"
                            ),
                        ),
                        (
                            "original_due_on",
                            models.DateField(blank=True, null=True, verbose_name="original term"),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="term")),
                        (
                            "source_title",
                            models.CharField(blank=True, max_length=300, verbose_name="ground"),
                        ),
                        (
                            "source_path",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="address of the ground"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("issued", "issued"),
                                    ("in_work", "in work"),
                                    ("submitted", "report submitted"),
                                    ("returned", "returned"),
                                    ("proposed_for_closing", "proposed for closing"),
                                    ("closed", "closed"),
                                ],
                                default="draft",
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "issued_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="issued"),
                        ),
                        (
                            "issued_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "closed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="closed"),
                        ),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "closing_note",
                            models.TextField(blank=True, verbose_name="remark of the chair"),
                        ),
                        (
                            "return_reason",
                            models.TextField(
                                blank=True, verbose_name="why the last report was returned"
                            ),
                        ),
                        (
                            "repeat_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="to be reported again by"
                            ),
                        ),
                        (
                            "suspended_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="suspended"),
                        ),
                        (
                            "moved_from",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks_moved",
                                to="agencies.body",
                                verbose_name="moved from",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shares",
                                to="plans.task",
                                verbose_name="share of task",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "task",
                        "verbose_name_plural": "tasks",
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(fields=["lead", "due_on", "id"], name="task_lead_due"),
                            models.Index(
                                fields=["controller", "due_on", "id"], name="task_controller_due"
                            ),
                            models.Index(
                                fields=["territory", "due_on", "id"], name="task_territory_due"
                            ),
                            models.Index(fields=["due_on", "id"], name="task_due"),
                            models.Index(
                                condition=models.Q(
                                    ("state__in", ("issued", "in_work", "returned"))
                                ),
                                fields=["due_on", "id"],
                                name="task_owed",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("state__in", ("submitted", "proposed_for_closing"))
                                ),
                                fields=["controller", "state"],
                                name="task_waits_for_controller",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("text_kk", ""), _negated=True),
                                    models.Q(("text_ru", ""), _negated=True),
                                ),
                                name="task_is_said_in_kk_and_ru",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "draft"),
                                    ("issued_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="task_out_of_draft_was_issued",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("closed_by__isnull", False),
                                        ("state", "closed"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "closed"), _negated=True),
                                        ("closed_at__isnull", True),
                                        ("closed_by__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="task_closed_by_somebody_or_not_closed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("original_due_on__isnull", True),
                                    ("due_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="task_keeps_a_term_once_it_has_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("parent", models.F("pk")), _negated=True),
                                name="task_is_no_share_of_itself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CoExecutor",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="co_executors",
                                to="plans.task",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks_shared",
                                to="agencies.body",
                            ),
                        ),
                        (
                            "inner_due_on",
                            models.DateField(blank=True, null=True, verbose_name="inner term"),
                        ),
                        (
                            "by_agreement",
                            models.BooleanField(default=False, verbose_name="by agreement"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "asked"),
                                    ("in_work", "in work"),
                                    ("sent", "part sent to the lead"),
                                    ("returned", "part returned"),
                                    ("received", "part received by the lead"),
                                ],
                                default="asked",
                                max_length=8,
                                verbose_name="state of the part",
                            ),
                        ),
                        (
                            "reminded_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="reminded by the lead"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "co-executor",
                        "verbose_name_plural": "co-executors",
                        "ordering": ["task", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("task", "body"), name="co_executor_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProgressNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="progress_notes",
                                to="plans.task",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="progress_notes",
                                to="agencies.body",
                            ),
                        ),
                        (
                            "noted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("noted_at", models.DateTimeField(verbose_name="entered")),
                        ("happened_on", models.DateField(verbose_name="date")),
                        ("text", models.TextField(verbose_name="what was done")),
                    ],
                    options={
                        "verbose_name": "note of progress",
                        "verbose_name_plural": "notes of progress",
                        "ordering": ["task", "noted_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="progress_note_says_something",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExecutionReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="plans.task",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="agencies.body",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("text", models.TextField(verbose_name="what was done")),
                        (
                            "letter_number",
                            models.CharField(max_length=60, verbose_name="number of the letter"),
                        ),
                        ("letter_on", models.DateField(verbose_name="date of the letter")),
                        (
                            "form_given",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="plans.formofcompletion",
                                verbose_name="what is handed in",
                            ),
                        ),
                        (
                            "without_evidence",
                            models.TextField(blank=True, verbose_name="why without a paper"),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(verbose_name="submitted")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("awaited", "to be reviewed"),
                                    ("accepted", "accepted"),
                                    ("returned", "returned"),
                                ],
                                default="awaited",
                                max_length=8,
                                verbose_name="outcome",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reviewed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="reviewed"),
                        ),
                        (
                            "review_note",
                            models.TextField(blank=True, verbose_name="remark of the secretariat"),
                        ),
                        (
                            "repeat_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="to be reported again by"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "report of execution",
                        "verbose_name_plural": "reports of execution",
                        "ordering": ["task", "number", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("outcome", "awaited")),
                                fields=["submitted_at", "id"],
                                name="report_awaited",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("task", "body", "number"), name="report_number_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("outcome", "awaited")),
                                fields=("task", "body"),
                                name="one_report_awaited_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("text", ""), _negated=True),
                                    models.Q(("letter_number", ""), _negated=True),
                                ),
                                name="report_has_text_and_letter",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("outcome", "awaited"),
                                        ("reviewed_at__isnull", True),
                                        ("reviewed_by__isnull", True),
                                    ),
                                    models.Q(
                                        models.Q(("outcome", "awaited"), _negated=True),
                                        ("reviewed_at__isnull", False),
                                        ("reviewed_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="report_reviewed_by_somebody_or_awaited",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", "returned"), _negated=True),
                                    models.Q(("review_note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="report_returned_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Part",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "shared",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="plans.coexecutor",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("text", models.TextField(verbose_name="what was done")),
                        (
                            "letter_number",
                            models.CharField(max_length=60, verbose_name="number of the letter"),
                        ),
                        ("letter_on", models.DateField(verbose_name="date of the letter")),
                        (
                            "without_evidence",
                            models.TextField(blank=True, verbose_name="why without a paper"),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(verbose_name="submitted")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("awaited", "with the lead"),
                                    ("received", "received by the lead"),
                                    ("returned", "returned"),
                                ],
                                default="awaited",
                                max_length=8,
                                verbose_name="outcome",
                            ),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                        ),
                        (
                            "answer_note",
                            models.TextField(blank=True, verbose_name="remark of the lead"),
                        ),
                        (
                            "merged_in",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="plans.executionreport",
                                verbose_name="report it went into",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "part of a co-executor",
                        "verbose_name_plural": "parts of co-executors",
                        "ordering": ["shared", "number", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("shared", "number"), name="part_number_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("outcome", "awaited")),
                                fields=("shared",),
                                name="one_part_awaited_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("text", ""), _negated=True),
                                    models.Q(("letter_number", ""), _negated=True),
                                ),
                                name="part_has_text_and_letter",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answered_at__isnull", True),
                                        ("answered_by__isnull", True),
                                        ("outcome", "awaited"),
                                    ),
                                    models.Q(
                                        models.Q(("outcome", "awaited"), _negated=True),
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="part_answered_by_somebody_or_awaited",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", "returned"), _negated=True),
                                    models.Q(("answer_note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="part_returned_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StoredFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "sha256",
                            models.CharField(max_length=64, unique=True, verbose_name="hash"),
                        ),
                        ("size", models.PositiveBigIntegerField(verbose_name="size")),
                        (
                            "content_type",
                            models.CharField(max_length=100, verbose_name="kind of content"),
                        ),
                        ("stored_at", models.DateTimeField(verbose_name="stored")),
                    ],
                    options={
                        "verbose_name": "stored file",
                        "verbose_name_plural": "stored files",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                                name="stored_file_named_by_its_hash",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="plans.executionreport",
                            ),
                        ),
                        (
                            "part",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="plans.part",
                            ),
                        ),
                        (
                            "stored_file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="uses",
                                to="plans.storedfile",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(max_length=200, verbose_name="name of the file"),
                        ),
                    ],
                    options={
                        "verbose_name": "evidence",
                        "verbose_name_plural": "evidence",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("report", "stored_file"), name="evidence_once"
                            ),
                            models.UniqueConstraint(
                                fields=("part", "stored_file"), name="evidence_of_part_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("part__isnull", True), ("report__isnull", False)),
                                    models.Q(("part__isnull", False), ("report__isnull", True)),
                                    _connector="OR",
                                ),
                                name="evidence_of_a_report_or_of_a_part",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="evidence_has_a_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExtensionRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extension_requests",
                                to="plans.task",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extension_requests",
                                to="agencies.body",
                            ),
                        ),
                        (
                            "term_then",
                            models.DateField(verbose_name="term at the time of the request"),
                        ),
                        ("proposed_on", models.DateField(verbose_name="proposed term")),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("done_so_far", models.TextField(blank=True, verbose_name="done so far")),
                        (
                            "requested_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("requested_at", models.DateTimeField(verbose_name="requested")),
                        (
                            "decision",
                            models.CharField(
                                choices=[
                                    ("awaited", "to be decided"),
                                    ("granted", "granted"),
                                    ("refused", "refused"),
                                ],
                                default="awaited",
                                max_length=8,
                                verbose_name="decision",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="decided"),
                        ),
                        (
                            "decision_note",
                            models.TextField(blank=True, verbose_name="remark of the chair"),
                        ),
                    ],
                    options={
                        "verbose_name": "request for a later term",
                        "verbose_name_plural": "requests for later terms",
                        "ordering": ["task", "requested_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("decision", "awaited")),
                                fields=("task",),
                                name="one_extension_awaited_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("proposed_on__gt", models.F("term_then"))),
                                name="extension_is_for_a_later_term",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="extension_has_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at__isnull", True),
                                        ("decided_by__isnull", True),
                                        ("decision", "awaited"),
                                    ),
                                    models.Q(
                                        models.Q(("decision", "awaited"), _negated=True),
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="extension_decided_by_somebody_or_awaited",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TermChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="term_changes",
                                to="plans.task",
                            ),
                        ),
                        (
                            "request",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="change",
                                to="plans.extensionrequest",
                            ),
                        ),
                        ("old_due_on", models.DateField(verbose_name="earlier term")),
                        ("new_due_on", models.DateField(verbose_name="later term")),
                        (
                            "changed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("changed_at", models.DateTimeField(verbose_name="changed")),
                        ("reason", models.TextField(verbose_name="reason")),
                    ],
                    options={
                        "verbose_name": "change of a term",
                        "verbose_name_plural": "changes of terms",
                        "ordering": ["task", "changed_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("new_due_on", models.F("old_due_on")), _negated=True
                                ),
                                name="term_change_changes_the_term",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Correction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="plans.task",
                            ),
                        ),
                        ("old_text_kk", models.TextField(verbose_name="earlier text in Kazakh")),
                        ("old_text_ru", models.TextField(verbose_name="earlier text in Russian")),
                        ("new_text_kk", models.TextField(verbose_name="corrected text in Kazakh")),
                        (
                            "new_text_ru",
                            models.TextField(verbose_name="corrected text in Russian"),
                        ),
                        ("reason", models.TextField(verbose_name="reason")),
                        (
                            "corrected_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("corrected_at", models.DateTimeField(verbose_name="corrected")),
                    ],
                    options={
                        "verbose_name": "correction",
                        "verbose_name_plural": "corrections",
                        "ordering": ["task", "corrected_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="correction_has_a_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delegation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delegations",
                                to="agencies.body",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "granted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delegations_granted",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "delegate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delegations_held",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who decides",
                            ),
                        ),
                        (
                            "closing",
                            models.BooleanField(default=False, verbose_name="closing tasks"),
                        ),
                        ("term", models.BooleanField(default=False, verbose_name="moving terms")),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(verbose_name="to and including")),
                        (
                            "ground",
                            models.CharField(blank=True, max_length=300, verbose_name="ground"),
                        ),
                        ("granted_at", models.DateTimeField(verbose_name="delegated")),
                        (
                            "revoked_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="taken back"),
                        ),
                    ],
                    options={
                        "verbose_name": "delegation",
                        "verbose_name_plural": "delegations",
                        "ordering": ["-starts_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="delegation_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closing", True), ("term", True), _connector="OR"
                                ),
                                name="delegation_is_of_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("granted_by", models.F("delegate")), _negated=True
                                ),
                                name="nobody_delegates_to_themselves",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionPackage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "controller",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decision_packages",
                                to="agencies.body",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="number")),
                        (
                            "prepared_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("prepared_at", models.DateTimeField(verbose_name="prepared")),
                    ],
                    options={
                        "verbose_name": "package for decision",
                        "verbose_name_plural": "packages for decision",
                        "ordering": ["-prepared_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("controller", "number"),
                                name="package_number_once_per_body",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PackageLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "package",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="plans.decisionpackage",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="package_lines",
                                to="plans.task",
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="package_lines",
                                to="plans.extensionrequest",
                            ),
                        ),
                        ("ground", models.CharField(max_length=300, verbose_name="ground")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("awaited", "to be decided"),
                                    ("approved", "approved"),
                                    ("refused", "refused"),
                                ],
                                default="awaited",
                                max_length=8,
                                verbose_name="outcome",
                            ),
                        ),
                        (
                            "remark",
                            models.TextField(blank=True, verbose_name="remark of the chair"),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="decided"),
                        ),
                    ],
                    options={
                        "verbose_name": "line of a package",
                        "verbose_name_plural": "lines of packages",
                        "ordering": ["package", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("outcome", "awaited"), ("request__isnull", True)
                                ),
                                fields=("task",),
                                name="task_awaits_closing_in_one_package",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("outcome", "awaited")),
                                fields=("request",),
                                name="request_awaits_in_one_package",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ground", ""), _negated=True),
                                name="package_line_has_a_ground",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at__isnull", True),
                                        ("decided_by__isnull", True),
                                        ("outcome", "awaited"),
                                    ),
                                    models.Q(
                                        models.Q(("outcome", "awaited"), _negated=True),
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="package_line_decided_by_somebody_or_awaited",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportQuestion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="plans.executionreport",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="question")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked")),
                        ("answer", models.TextField(blank=True, verbose_name="answer")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                        ),
                    ],
                    options={
                        "verbose_name": "question on a report",
                        "verbose_name_plural": "questions on reports",
                        "ordering": ["report", "asked_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="question_says_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answer", ""),
                                        ("answered_at__isnull", True),
                                        ("answered_by__isnull", True),
                                    ),
                                    models.Q(
                                        models.Q(("answer", ""), _negated=True),
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="question_answered_by_somebody_or_not",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanImport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="imports",
                                to="plans.actionplan",
                            ),
                        ),
                        (
                            "stored_file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_imports",
                                to="plans.storedfile",
                            ),
                        ),
                        (
                            "file_name",
                            models.CharField(max_length=200, verbose_name="name of the file"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "received"),
                                    ("reading", "being read"),
                                    ("read", "read"),
                                    ("refused", "not readable"),
                                    ("applied", "applied"),
                                    ("discarded", "discarded"),
                                ],
                                default="received",
                                max_length=9,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(blank=True, max_length=2, verbose_name="language"),
                        ),
                        (
                            "form",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("A", "with cost and source"),
                                    ("B", "with sums by year"),
                                    ("C", "without sums"),
                                ],
                                max_length=1,
                                verbose_name="form of the table",
                            ),
                        ),
                        ("columns", models.JSONField(default=dict, verbose_name="columns")),
                        (
                            "refusal",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="why it is not readable"
                            ),
                        ),
                        ("refusal_facts", models.JSONField(default=dict)),
                        (
                            "rows_read",
                            models.PositiveIntegerField(default=0, verbose_name="rows read"),
                        ),
                        (
                            "rows_total",
                            models.PositiveIntegerField(
                                default=0, verbose_name="rows in the file"
                            ),
                        ),
                        (
                            "received_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("received_at", models.DateTimeField(verbose_name="received")),
                        ("progress_at", models.DateTimeField(verbose_name="last progress")),
                        (
                            "applied_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "applied_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="applied"),
                        ),
                        ("outcome", models.JSONField(default=dict, verbose_name="outcome")),
                    ],
                    options={
                        "verbose_name": "table brought in",
                        "verbose_name_plural": "tables brought in",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("applied_at__isnull", False), ("state", "applied")),
                                    models.Q(
                                        models.Q(("state", "applied"), _negated=True),
                                        ("applied_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="plan_import_applied_at_an_instant",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanImportRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "plan_import",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="plans.planimport",
                            ),
                        ),
                        ("place", models.PositiveIntegerField(verbose_name="row in the file")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("section", "section"),
                                    ("measure", "measure"),
                                    ("other", "not a measure"),
                                ],
                                max_length=7,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "cells",
                            models.JSONField(
                                default=dict, verbose_name="cells as the file has them"
                            ),
                        ),
                        (
                            "mended",
                            models.JSONField(
                                default=dict, verbose_name="cells mended on the screen"
                            ),
                        ),
                        (
                            "merged",
                            models.JSONField(
                                default=list, verbose_name="cells merged with the row above"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "row brought in",
                        "verbose_name_plural": "rows brought in",
                        "ordering": ["plan_import", "place"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan_import", "place"), name="imported_row_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ColumnChoice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="column_choices",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("listing", models.CharField(max_length=10, verbose_name="list")),
                        ("columns", models.JSONField(default=list, verbose_name="columns")),
                    ],
                    options={
                        "verbose_name": "choice of columns",
                        "verbose_name_plural": "choices of columns",
                        "ordering": ["person", "listing"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "listing"), name="columns_chosen_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PeriodReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
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
                        ("first_day", models.DateField(verbose_name="from")),
                        ("last_day", models.DateField(verbose_name="until")),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("closed_at", models.DateTimeField(verbose_name="figures as of")),
                        (
                            "closed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "money",
                            models.JSONField(default=list, verbose_name="money, million tenge"),
                        ),
                        ("indicators", models.JSONField(default=list, verbose_name="indicators")),
                        (
                            "reopened_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="reopened"),
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
                        (
                            "reopening_reason",
                            models.TextField(blank=True, verbose_name="why it was reopened"),
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
                                condition=models.Q(("reopened_at__isnull", True)),
                                fields=("controller", "first_day", "last_day"),
                                name="one_standing_report_of_a_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("last_day__gt", models.F("first_day"))),
                                name="period_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("reopened_at__isnull", True),
                                        ("reopened_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("reopened_at__isnull", False),
                                        ("reopened_by__isnull", False),
                                        models.Q(("reopening_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
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
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
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
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.body",
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
                        ("original_due_on", models.DateField(verbose_name="original term")),
                        ("due_on", models.DateField(verbose_name="term")),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="done")),
                        (
                            "returns",
                            models.PositiveSmallIntegerField(default=0, verbose_name="returns"),
                        ),
                        (
                            "extensions",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="later terms"
                            ),
                        ),
                        ("is_closed", models.BooleanField(default=False, verbose_name="closed")),
                    ],
                    options={
                        "verbose_name": "task in a report of a period",
                        "verbose_name_plural": "tasks in reports of periods",
                        "ordering": ["report", "original_due_on", "task"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("report", "task"), name="task_once_in_a_period"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reminder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="notices.notice",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminders_of_tasks",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminders_of_tasks",
                                to="agencies.body",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminders",
                                to="plans.task",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="term at that time")),
                        (
                            "step",
                            models.SmallIntegerField(
                                verbose_name="days after the term, before it if negative"
                            ),
                        ),
                        ("sent_at", models.DateTimeField(verbose_name="reminded")),
                    ],
                    options={
                        "verbose_name": "reminder",
                        "verbose_name_plural": "reminders",
                        "ordering": ["task", "sent_at", "pk"],
                        "indexes": [
                            models.Index(
                                fields=["person", "-sent_at"], name="reminder_last_of_person"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "body", "task", "due_on", "step"),
                                name="reminded_of_a_step_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Digest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="notices.notice",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="digests",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("liaison", "liaison"),
                                    ("duty_officer", "duty officer"),
                                    ("head", "head"),
                                    ("deputy", "deputy head"),
                                    ("member", "member"),
                                    ("secretary", "secretary"),
                                    ("chair", "chair"),
                                    ("hq_officer", "officer of the headquarters"),
                                    ("hq_approver", "approver of the headquarters"),
                                    ("auditor", "auditor"),
                                    ("administrator", "administrator"),
                                ],
                                max_length=16,
                                verbose_name="role",
                            ),
                        ),
                        ("week_on", models.DateField(verbose_name="Monday of the week")),
                        ("sent_at", models.DateTimeField(verbose_name="sent")),
                    ],
                    options={
                        "verbose_name": "weekly digest",
                        "verbose_name_plural": "weekly digests",
                        "ordering": ["week_on", "person"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "week_on"), name="digest_once_a_week"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaskBlock",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="blocked_by",
                                to="plans.task",
                                verbose_name="task that waits",
                            ),
                        ),
                        (
                            "blocker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="blocks",
                                to="plans.task",
                                verbose_name="task waited for",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="reason")),
                        (
                            "set_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("set_at", models.DateTimeField(verbose_name="entered")),
                        (
                            "lifted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "lifted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="lifted"),
                        ),
                    ],
                    options={
                        "verbose_name": "tie between tasks",
                        "verbose_name_plural": "ties between tasks",
                        "ordering": ["task", "set_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("task", models.F("blocker")), _negated=True),
                                name="task_waits_for_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="task_waits_with_a_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_at__isnull", True)),
                                fields=("task", "blocker"),
                                name="task_waits_for_another_once",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
