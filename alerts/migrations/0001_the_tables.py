"""The tables of levels and of the duty desk, as their models describe them (docs/adr/0064).

One of the replaced migrations also moved rows: `0002_checklists_by_kind_of_body` split each
checklist by the kind of body and wrote an outcome beside every entry. An empty database has none.
"""

import django.contrib.postgres.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import agencies.models.posts
from audit.migrations._at_once import CreateModels


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("alerts", "0001_initial"),
        ("alerts", "0002_checklists_by_kind_of_body"),
        ("alerts", "0003_the_duty_desk"),
        ("alerts", "0006_a_call_is_reviewed"),
        ("alerts", "0007_a_handover_begun_anew"),
        ("alerts", "0009_how_many_answers_and_files_as_evidence"),
        ("alerts", "0010_a_beginning_with_the_approval"),
    ]

    dependencies = [
        ("agencies", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("notices", "0001_the_tables"),
        ("plans", "0001_the_tables"),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="ChecklistTemplate",
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
                            "level",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "no level"),
                                    (1, "yellow"),
                                    (2, "orange"),
                                    (3, "red"),
                                ],
                                verbose_name="level",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("centre", "Centre"),
                                    ("agency", "agency"),
                                    ("unit_commission", "commission of a unit"),
                                    ("district_commission", "commission of a district"),
                                    ("republican_headquarters", "republican headquarters"),
                                    ("unit_headquarters", "headquarters of a unit"),
                                    ("district_headquarters", "headquarters of a district"),
                                ],
                                max_length=24,
                                verbose_name="kind of body",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                        (
                            "drafted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="drafted"),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "adopted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="adopted"),
                        ),
                        (
                            "adopted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "adopted_for",
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
                        "verbose_name": "checklist template",
                        "verbose_name_plural": "checklist templates",
                        "ordering": ["level", "kind", "-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("level", "kind", "version"), name="checklist_version_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("adopted_at__isnull", True)),
                                fields=("level", "kind"),
                                name="one_draft_of_a_checklist",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("level__in", [1, 2, 3])),
                                name="checklist_of_a_colour",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChecklistLine",
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
                            "template",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="alerts.checklisttemplate",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                        (
                            "text_kk",
                            models.CharField(max_length=300, verbose_name="text in Kazakh"),
                        ),
                        (
                            "text_ru",
                            models.CharField(max_length=300, verbose_name="text in Russian"),
                        ),
                        (
                            "text_en",
                            models.CharField(max_length=300, verbose_name="text in English"),
                        ),
                        (
                            "minutes",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="minutes"
                            ),
                        ),
                        (
                            "start",
                            models.CharField(
                                choices=[("given", "from the level"), ("ended", "from its end")],
                                default="given",
                                max_length=5,
                                verbose_name="counted",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "line of a checklist",
                        "verbose_name_plural": "lines of checklists",
                        "ordering": ["template", "order"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("template", "order"), name="checklist_line_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("minutes__isnull", True), ("minutes__gt", 0), _connector="OR"
                                ),
                                name="checklist_clock_runs_forward",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Exercise",
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
                            "number",
                            models.CharField(max_length=40, unique=True, verbose_name="number"),
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
                            "headquarters",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exercises",
                                to="agencies.body",
                                verbose_name="headquarters",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="planned start")),
                        ("ends_at", models.DateTimeField(verbose_name="planned end")),
                        ("scenario", models.TextField(verbose_name="scenario")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("running", "under way"),
                                    ("ended", "ended"),
                                ],
                                default="planned",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("prepared_at", models.DateTimeField(verbose_name="prepared")),
                        (
                            "prepared_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="prepared_exercises",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "started_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="started"),
                        ),
                        (
                            "ended_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="ended"),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "ending_notice",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ended_exercise",
                                to="notices.notice",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "exercise",
                        "verbose_name_plural": "exercises",
                        "ordering": ["-starts_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="exercise_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "planned"), _negated=True),
                                    models.Q(
                                        ("ended_at__isnull", True), ("started_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="planned_exercise_has_not_begun",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "running"), _negated=True),
                                    models.Q(
                                        ("ended_at__isnull", True), ("started_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="running_exercise_has_begun",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "ended"), _negated=True),
                                    models.Q(
                                        ("ended_at__isnull", False), ("ended_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="ended_exercise_says_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("name_kk", ""), _negated=True),
                                    models.Q(("name_ru", ""), _negated=True),
                                ),
                                name="exercise_has_both_names",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LevelDecision",
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
                        ("number", models.CharField(max_length=60, verbose_name="number")),
                        (
                            "headquarters",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="level_decisions",
                                to="agencies.body",
                                verbose_name="headquarters",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "waits for approval"),
                                    ("published", "published"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="proposed",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("two_person", "proposed by one person, approved by another"),
                                    ("break_glass", "one person in an emergency"),
                                    ("by_telephone", "approved by telephone"),
                                    ("registered", "registered from a letter"),
                                    ("correction", "correction of a decision sent by mistake"),
                                    ("imported", "public record"),
                                ],
                                default="two_person",
                                max_length=12,
                                verbose_name="origin",
                            ),
                        ),
                        (
                            "authority_kk",
                            models.CharField(
                                blank=True,
                                max_length=300,
                                verbose_name="decided by, in which capacity (Kazakh)",
                            ),
                        ),
                        (
                            "authority_ru",
                            models.CharField(
                                blank=True,
                                max_length=300,
                                verbose_name="decided by, in which capacity (Russian)",
                            ),
                        ),
                        (
                            "legal_ground",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="legal ground"
                            ),
                        ),
                        (
                            "is_consent_required",
                            models.BooleanField(default=False, verbose_name="consent is required"),
                        ),
                        (
                            "consent_by",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="consent given by"
                            ),
                        ),
                        (
                            "consent_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="consent given"
                            ),
                        ),
                        ("text_kk", models.TextField(blank=True, verbose_name="text in Kazakh")),
                        ("text_ru", models.TextField(blank=True, verbose_name="text in Russian")),
                        ("text_en", models.TextField(blank=True, verbose_name="text in English")),
                        (
                            "is_operation_regime",
                            models.BooleanField(
                                default=False,
                                verbose_name="regime of a counter-terrorist operation",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                blank=True,
                                max_length=300,
                                verbose_name="received from: letter or blank form, its number and date",
                            ),
                        ),
                        (
                            "emergency_reason",
                            models.TextField(blank=True, verbose_name="why one person decided"),
                        ),
                        (
                            "review_on",
                            models.DateField(blank=True, null=True, verbose_name="date of review"),
                        ),
                        (
                            "answers_needed",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                verbose_name="answers after which the ladder ends",
                            ),
                        ),
                        (
                            "is_exercise",
                            models.BooleanField(default=False, verbose_name="exercise"),
                        ),
                        (
                            "exercise",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alerts.exercise",
                                verbose_name="exercise",
                            ),
                        ),
                        (
                            "refers_to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="later_decisions",
                                to="alerts.leveldecision",
                                verbose_name="refers to",
                            ),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="decided"),
                        ),
                        (
                            "announced_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="announced"),
                        ),
                        (
                            "received_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="received"),
                        ),
                        (
                            "published_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="published"),
                        ),
                        (
                            "proposed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="proposed"),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "proposed_for",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "approved_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="approved"),
                        ),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "approved_for",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="withdrawn"),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "withdrawal_reason",
                            models.TextField(blank=True, verbose_name="why withdrawn"),
                        ),
                        (
                            "sent_digest",
                            models.CharField(
                                blank=True,
                                max_length=64,
                                verbose_name="checksum of the addressees",
                            ),
                        ),
                        (
                            "notice",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="level_decision",
                                to="notices.notice",
                                verbose_name="notice",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "decision on levels",
                        "verbose_name_plural": "decisions on levels",
                        "ordering": ["-published_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "proposed")),
                                fields=["proposed_at"],
                                name="decisions_proposed",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("number",), name="decision_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("origin__in", ("two_person", "by_telephone")),
                                        ("state", "published"),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        ("approved_by__isnull", False),
                                        ("proposed_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="published_decision_has_two_people",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("origin__in", ("two_person", "by_telephone")),
                                        _negated=True,
                                    ),
                                    ("approved_by__isnull", True),
                                    models.Q(
                                        models.Q(
                                            ("approved_by", models.F("proposed_by")), _negated=True
                                        ),
                                        models.Q(
                                            ("proposed_for__isnull", True),
                                            models.Q(
                                                ("approved_by", models.F("proposed_for")),
                                                _negated=True,
                                            ),
                                            _connector="OR",
                                        ),
                                        models.Q(
                                            ("approved_for__isnull", True),
                                            models.Q(
                                                ("approved_for", models.F("proposed_by")),
                                                _negated=True,
                                            ),
                                            _connector="OR",
                                        ),
                                        models.Q(
                                            ("approved_for__isnull", True),
                                            ("proposed_for__isnull", True),
                                            models.Q(
                                                ("approved_for", models.F("proposed_for")),
                                                _negated=True,
                                            ),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="approver_is_not_the_proposer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("origin", "break_glass"),
                                        ("state", "published"),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        ("approved_by", models.F("proposed_by")),
                                        ("approved_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="break_glass_is_one_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("origin", "break_glass"),
                                        ("state", "published"),
                                        _negated=True,
                                    ),
                                    models.Q(("emergency_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="break_glass_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("origin", "registered"),
                                        ("state", "published"),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        ("proposed_by__isnull", False),
                                        ("received_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="registered_decision_was_received",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("origin", "registered"),
                                        ("state", "published"),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        models.Q(("source", ""), _negated=True),
                                        ("approved_by__isnull", True),
                                        ("decided_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="registered_decision_names_its_source",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("origin", "correction"), _negated=True),
                                    models.Q(
                                        models.Q(("emergency_reason", ""), _negated=True),
                                        ("refers_to__isnull", False),
                                        models.Q(
                                            ("approved_by__isnull", True),
                                            ("approved_by", models.F("proposed_by")),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="correction_is_one_person_and_says_of_what",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("origin", "correction"),
                                        ("state", "published"),
                                        _negated=True,
                                    ),
                                    ("approved_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="published_correction_names_who_sent_it",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("origin", "imported"),
                                    models.Q(
                                        ("headquarters__isnull", False),
                                        ("proposed_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="decision_has_headquarters_and_author",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("origin", "imported"),
                                    models.Q(("state", "published"), _negated=True),
                                    models.Q(
                                        models.Q(("text_kk", ""), _negated=True),
                                        models.Q(("text_ru", ""), _negated=True),
                                        models.Q(("authority_ru", ""), _negated=True),
                                        models.Q(("legal_ground", ""), _negated=True),
                                        ("published_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="published_decision_speaks_both_languages",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("is_consent_required", True),
                                        ("state", "published"),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        ("consent_at__isnull", False),
                                        models.Q(("consent_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="required_consent_was_given",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("exercise__isnull", False), ("is_exercise", True)),
                                    models.Q(("exercise__isnull", True), ("is_exercise", False)),
                                    _connector="OR",
                                ),
                                name="exercise_decision_names_its_exercise",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answers_needed__isnull", True),
                                    ("answers_needed__gte", 1),
                                    _connector="OR",
                                ),
                                name="ladder_needs_at_least_one_answer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "withdrawn"), _negated=True),
                                    ("withdrawn_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="withdrawn_decision_says_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionArea",
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
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="areas",
                                to="alerts.leveldecision",
                            ),
                        ),
                        ("seq", models.PositiveIntegerField(verbose_name="order")),
                        (
                            "territory",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="level_acts",
                                to="agencies.territory",
                                verbose_name="territory",
                            ),
                        ),
                        (
                            "action",
                            models.CharField(
                                choices=[
                                    ("set", "set"),
                                    ("raise", "raise"),
                                    ("lower", "lower"),
                                    ("extend", "extend"),
                                    ("cancel", "cancel"),
                                    ("cancel_part", "take out of a wider level"),
                                    ("keep", "confirm without change"),
                                    ("correct", "take back as sent by mistake"),
                                    ("expire", "end of term"),
                                ],
                                max_length=12,
                                verbose_name="action",
                            ),
                        ),
                        (
                            "level_before",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "no level"),
                                    (1, "yellow"),
                                    (2, "orange"),
                                    (3, "red"),
                                ],
                                default=0,
                                verbose_name="level before",
                            ),
                        ),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "no level"),
                                    (1, "yellow"),
                                    (2, "orange"),
                                    (3, "red"),
                                ],
                                verbose_name="level",
                            ),
                        ),
                        (
                            "criterion",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        "to_be_confirmed",
                                        "Information requiring confirmation about a real possibility of an act of terrorism",
                                    ),
                                    (
                                        "confirmed",
                                        "Confirmed information about a real possibility of an act of terrorism",
                                    ),
                                    (
                                        "committed",
                                        "Information about a committed act of terrorism",
                                    ),
                                    (
                                        "repeat",
                                        "Confirmed information about a possible repeated act or simultaneous attacks on facilities vulnerable to terrorism",
                                    ),
                                ],
                                max_length=16,
                                verbose_name="criterion",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="in force from")),
                        (
                            "is_from_approval",
                            models.BooleanField(
                                default=False,
                                help_text="Publication writes the moment in.",
                                verbose_name="waits for its approval to begin",
                            ),
                        ),
                        (
                            "start_precision",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="precision of the start"
                            ),
                        ),
                        (
                            "term_text",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="term in words"
                            ),
                        ),
                        (
                            "stated_end",
                            models.DateTimeField(blank=True, null=True, verbose_name="stated end"),
                        ),
                        (
                            "computed_end",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="computed end"
                            ),
                        ),
                        (
                            "ends_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="in force until"
                            ),
                        ),
                        (
                            "known_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="known since"
                            ),
                        ),
                        (
                            "source",
                            models.JSONField(
                                blank=True, default=dict, verbose_name="row of the public record"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "act of a decision",
                        "verbose_name_plural": "acts of decisions",
                        "ordering": ["decision", "seq"],
                        "indexes": [
                            models.Index(fields=["starts_at", "seq"], name="acts_in_order"),
                            models.Index(
                                fields=["territory", "starts_at"], name="acts_of_a_territory"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("decision", "seq"), name="act_once_per_decision"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("criterion", ""),
                                    models.Q(("criterion__in", ["to_be_confirmed"]), ("level", 1)),
                                    models.Q(("criterion__in", ["confirmed"]), ("level", 2)),
                                    models.Q(
                                        ("criterion__in", ["committed", "repeat"]), ("level", 3)
                                    ),
                                    _connector="OR",
                                ),
                                name="criterion_fits_the_colour",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("action__in", ("set", "raise")), _negated=True),
                                    ("level__in", [1, 2, 3]),
                                    _connector="OR",
                                ),
                                name="set_and_raise_name_a_colour",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("action__in", ["set", "raise", "lower", "extend"]),
                                        _negated=True,
                                    ),
                                    ("ends_at__isnull", True),
                                    ("ends_at__gt", models.F("starts_at")),
                                    _connector="OR",
                                ),
                                name="level_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AddressedBody",
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
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="addressed",
                                to="alerts.leveldecision",
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="addressed_bodies",
                                to="notices.notice",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="addressed_decisions",
                                to="agencies.body",
                                verbose_name="organisation",
                            ),
                        ),
                        ("is_counted", models.BooleanField(default=True, verbose_name="counted")),
                        (
                            "round",
                            models.PositiveSmallIntegerField(default=1, verbose_name="round"),
                        ),
                        (
                            "progress_due_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="progress is due at"
                            ),
                        ),
                        (
                            "reminded_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="reminded"),
                        ),
                    ],
                    options={
                        "verbose_name": "addressed organisation",
                        "verbose_name_plural": "addressed organisations",
                        "ordering": ["decision", "body"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("progress_due_at__isnull", False)),
                                fields=["progress_due_at"],
                                name="progress_that_is_due",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("notice", "body"), name="body_addressed_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("round__gte", 1)), name="rounds_begin_at_one"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reminded_at__isnull", True),
                                    ("progress_due_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="reminded_of_a_progress_that_is_due",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Acknowledgement",
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
                                related_name="acknowledgements",
                                to="notices.notice",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="acknowledgements",
                                to="alerts.leveldecision",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="acknowledgements",
                                to="agencies.body",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "round",
                            models.PositiveSmallIntegerField(default=1, verbose_name="round"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "received"),
                                    ("accepted", "accepted"),
                                    ("cannot", "cannot"),
                                    ("lapsed", "lapsed"),
                                ],
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="acknowledgements",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "acting_for",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("signed_in", "on the site"),
                                    ("link", "by signed link"),
                                    ("telephone", "by telephone"),
                                    ("clock", "by itself, without progress"),
                                ],
                                default="signed_in",
                                max_length=10,
                                verbose_name="way",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        ("answered_at", models.DateTimeField(verbose_name="time")),
                    ],
                    options={
                        "verbose_name": "answer of an organisation",
                        "verbose_name_plural": "answers of organisations",
                        "ordering": ["answered_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("notice", "body", "round", "state"),
                                name="answer_step_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("accepted", "cannot"))),
                                fields=("notice", "body", "round"),
                                name="one_final_answer_per_body",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "cannot"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="cannot_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "lapsed"), ("person__isnull", False), _connector="OR"
                                ),
                                name="answer_names_who",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("way", "telephone"), _negated=True),
                                    ("recorded_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="answer_by_telephone_names_who_wrote_it_down",
                            ),
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
                            "addressed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="progress_notes",
                                to="alerts.addressedbody",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="progress_notes",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "acting_for",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "text",
                            models.CharField(max_length=500, verbose_name="what has been done"),
                        ),
                        ("noted_at", models.DateTimeField(verbose_name="time")),
                    ],
                    options={
                        "verbose_name": "note of progress",
                        "verbose_name_plural": "notes of progress",
                        "ordering": ["noted_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="progress_says_what",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Call",
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
                            "addressed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alerts.addressedbody",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="notices.contact",
                                verbose_name="contact",
                            ),
                        ),
                        (
                            "number",
                            models.CharField(max_length=254, verbose_name="telephone number"),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("accepted", "accepted for execution"),
                                    ("received", "confirmed receipt only"),
                                    ("cannot", "cannot"),
                                    ("no_answer", "no answer"),
                                    ("busy", "busy"),
                                    ("wrong_number", "wrong number"),
                                ],
                                max_length=12,
                                verbose_name="outcome",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "caller",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "caller_for",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("called_at", models.DateTimeField(verbose_name="time of the call")),
                    ],
                    options={
                        "verbose_name": "call to an organisation",
                        "verbose_name_plural": "calls to organisations",
                        "ordering": ["called_at", "pk"],
                        "indexes": [
                            models.Index(fields=["addressed", "called_at"], name="calls_of_a_body")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("number", ""), _negated=True),
                                name="call_names_the_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", "cannot"), _negated=True),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="call_of_cannot_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CallLease",
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
                            "addressed",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alerts.addressedbody",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="officer",
                            ),
                        ),
                        ("taken_at", models.DateTimeField(verbose_name="taken")),
                        ("expires_at", models.DateTimeField(verbose_name="expires")),
                    ],
                    options={
                        "verbose_name": "call under way",
                        "verbose_name_plural": "calls under way",
                        "ordering": ["addressed"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("expires_at__gte", models.F("taken_at"))),
                                name="call_lease_expires_later",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChecklistEntry",
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
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checklist",
                                to="alerts.leveldecision",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checklist",
                                to="agencies.body",
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="alerts.checklistline",
                            ),
                        ),
                        ("given_at", models.DateTimeField(verbose_name="given")),
                        (
                            "due_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="to be done by"
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("open", "to be done"),
                                    ("done", "done"),
                                    ("not_needed", "no longer needed"),
                                    ("task", "became a task"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="outcome",
                            ),
                        ),
                        (
                            "done_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="done"),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "note",
                            models.CharField(blank=True, max_length=300, verbose_name="note"),
                        ),
                        (
                            "evidence",
                            models.URLField(
                                blank=True, max_length=500, verbose_name="link to the evidence"
                            ),
                        ),
                        (
                            "evidence_file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="plans.storedfile",
                            ),
                        ),
                        (
                            "evidence_name",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="name of the file"
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="why no longer needed"
                            ),
                        ),
                        (
                            "task",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checklist_entry",
                                to="plans.task",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "line to be done",
                        "verbose_name_plural": "lines to be done",
                        "ordering": ["decision", "body", "line"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("outcome", "open")),
                                fields=["due_at"],
                                name="checklist_lines_open",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("decision", "body", "line"), name="checklist_entry_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("done_at__isnull", True),
                                    ("done_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="done_line_names_who",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_at__isnull", False), ("outcome", "done")),
                                    models.Q(
                                        models.Q(("outcome", "done"), _negated=True),
                                        ("done_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="done_line_says_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", "not_needed"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="dropped_line_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("evidence_file__isnull", True), ("evidence_name", "")
                                    ),
                                    models.Q(
                                        ("evidence_file__isnull", False),
                                        ("outcome", "done"),
                                        models.Q(("evidence_name", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="file_of_a_done_line_has_a_name",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", "task"), ("task__isnull", False)),
                                    models.Q(
                                        models.Q(("outcome", "task"), _negated=True),
                                        ("task__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="line_that_became_a_task_names_it",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChecklistQuestion",
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
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="alerts.checklistentry",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alerts.leveldecision",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked")),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("keep", "keep it"),
                                    ("not_needed", "no longer needed"),
                                    ("task", "make it a task"),
                                ],
                                max_length=10,
                                verbose_name="answer",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=300, verbose_name="reason"),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="answered"),
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
                            "answered_for",
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
                        "verbose_name": "question about a line",
                        "verbose_name_plural": "questions about lines",
                        "ordering": ["asked_at", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("answer", "")),
                                fields=["entry"],
                                name="line_questions_open",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("entry", "decision"), name="line_asked_about_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", ""), ("answered_at__isnull", True)),
                                    models.Q(
                                        models.Q(("answer", ""), _negated=True),
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="answer_about_a_line_names_who_and_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", "not_needed"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="line_no_longer_needed_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answered_at__isnull", True),
                                    ("answered_at__gte", models.F("asked_at")),
                                    _connector="OR",
                                ),
                                name="line_answered_after_it_was_asked",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consent",
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
                            "decision",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consent",
                                to="alerts.leveldecision",
                            ),
                        ),
                        (
                            "asked_of",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.body",
                                verbose_name="headquarters asked",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "waits for consent"),
                                    ("given", "consent given"),
                                    ("refused", "consent refused"),
                                ],
                                default="asked",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="answered"),
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
                            "answered_for",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                    ],
                    options={
                        "verbose_name": "consent to a decision",
                        "verbose_name_plural": "consents to decisions",
                        "ordering": ["asked_at", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "asked")),
                                fields=["asked_at"],
                                name="consents_waiting",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answered_at__isnull", True),
                                        ("answered_by__isnull", True),
                                        ("state", "asked"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "asked"), _negated=True),
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="answered_consent_says_who_and_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refused"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="refused_consent_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answered_by__isnull", True),
                                    models.Q(
                                        models.Q(
                                            ("answered_by", models.F("asked_by")), _negated=True
                                        ),
                                        models.Q(
                                            ("answered_for__isnull", True),
                                            models.Q(
                                                ("answered_for", models.F("asked_by")),
                                                _negated=True,
                                            ),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="who_asks_gives_no_consent",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Participant",
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
                            "exercise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="participants",
                                to="alerts.exercise",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.body",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "participant of an exercise",
                        "verbose_name_plural": "participants of exercises",
                        "ordering": ["exercise", "body", "person"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("exercise", "body", "person"),
                                name="participant_once",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Handover",
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
                                related_name="handovers",
                                to="agencies.body",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "outgoing",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duties_handed_over",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="hands over",
                            ),
                        ),
                        (
                            "incoming",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duties_taken",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="takes over",
                            ),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="opened")),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("as_of", models.DateTimeField(verbose_name="as of")),
                        (
                            "notes",
                            models.TextField(
                                blank=True, verbose_name="notes of the officer who hands over"
                            ),
                        ),
                        (
                            "noted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="noted"),
                        ),
                        (
                            "signed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="signed"),
                        ),
                        (
                            "given_up_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="given up"),
                        ),
                        (
                            "given_up_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "given_up_because",
                            models.TextField(blank=True, verbose_name="why it was given up"),
                        ),
                    ],
                    options={
                        "verbose_name": "handover of the duty",
                        "verbose_name_plural": "handovers of the duty",
                        "ordering": ["-opened_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["body", "-signed_at"], name="handovers_of_a_body")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("given_up_at__isnull", True), ("signed_at__isnull", True)
                                ),
                                fields=("body",),
                                name="one_open_handover",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("signed_at__isnull", True),
                                    ("given_up_at__isnull", True),
                                    _connector="OR",
                                ),
                                name="handover_signed_or_given_up",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("given_up_at__isnull", True),
                                    models.Q(
                                        ("given_up_by__isnull", False),
                                        models.Q(("given_up_because", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="handover_given_up_says_who_and_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("outgoing__isnull", True),
                                    models.Q(("outgoing", models.F("incoming")), _negated=True),
                                    _connector="OR",
                                ),
                                name="nobody_hands_over_to_themselves",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandoverLine",
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
                            "handover",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="alerts.handover",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                        (
                            "subject",
                            models.CharField(
                                choices=[
                                    ("levels", "Levels in force"),
                                    ("ending", "Ends within 72 hours"),
                                    ("silent", "Organisations that have not answered"),
                                    ("late", "Late, lapsed or unable"),
                                    ("checklists", "Late lines of checklists"),
                                    ("mutes", "Muted notices"),
                                    ("contacts", "Contacts that do not work"),
                                    ("reviews", "Consents and reviews still open"),
                                    ("roster", "Gaps in the roster"),
                                    ("changed", "What changed since the last duty"),
                                    ("notes", "Notes of the officer who hands over"),
                                ],
                                max_length=12,
                                verbose_name="subject",
                            ),
                        ),
                        (
                            "facts",
                            models.JSONField(blank=True, default=list, verbose_name="facts"),
                        ),
                        ("as_of", models.DateTimeField(verbose_name="as of")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "to be signed"),
                                    ("signed", "signed"),
                                    ("refused", "refused"),
                                ],
                                default="open",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "signed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="signed"),
                        ),
                        (
                            "refused_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="refused"),
                        ),
                        ("remark", models.TextField(blank=True, verbose_name="remark")),
                        (
                            "replied_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                        ),
                        (
                            "replied_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reply",
                            models.TextField(blank=True, verbose_name="answer to the remark"),
                        ),
                    ],
                    options={
                        "verbose_name": "line of a handover",
                        "verbose_name_plural": "lines of handovers",
                        "ordering": ["handover", "order"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("handover", "subject"), name="handover_line_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "signed"), _negated=True),
                                    ("signed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="signed_line_says_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refused"), _negated=True),
                                    models.Q(
                                        ("refused_at__isnull", False),
                                        models.Q(("remark", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="refused_line_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Publication",
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
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publications",
                                to="alerts.leveldecision",
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("centre_site", "site of the Centre"),
                                    ("akimat_site", "site of the akimat"),
                                    ("operators", "SMS by the mobile operators"),
                                    ("media", "media: television, radio, press"),
                                    ("telegram", "Telegram"),
                                    ("networks", "other social networks"),
                                    ("other", "another way"),
                                ],
                                max_length=12,
                                verbose_name="where",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publications",
                                to="agencies.body",
                                verbose_name="organisation",
                            ),
                        ),
                        ("link", models.URLField(blank=True, max_length=500, verbose_name="link")),
                        (
                            "note",
                            models.CharField(blank=True, max_length=300, verbose_name="note"),
                        ),
                        ("published_at", models.DateTimeField(verbose_name="published")),
                        ("noted_at", models.DateTimeField(verbose_name="noted")),
                        (
                            "noted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="noted_publications",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "noted_for",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "takes_back",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="taken_back_by",
                                to="alerts.publication",
                                verbose_name="takes back",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "publication",
                        "verbose_name_plural": "publications",
                        "ordering": ["published_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("way__in", ("centre_site", "akimat_site", "telegram")),
                                        _negated=True,
                                    ),
                                    ("takes_back__isnull", False),
                                    models.Q(("link", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="publication_on_a_site_has_its_link",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("link", ""), _negated=True),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="publication_says_where",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TermReminder",
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
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="term_reminders",
                                to="alerts.leveldecision",
                            ),
                        ),
                        ("ends_at", models.DateTimeField(verbose_name="end of the term")),
                        ("stage", models.CharField(max_length=10, verbose_name="stage")),
                        ("due_at", models.DateTimeField(verbose_name="falls due at")),
                        ("made_at", models.DateTimeField(verbose_name="made at")),
                        (
                            "notice",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="term_reminder",
                                to="notices.notice",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "reminder of a term",
                        "verbose_name_plural": "reminders of terms",
                        "ordering": ["-due_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("decision", "ends_at", "stage"), name="term_reminder_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SituationReport",
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
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alerts.leveldecision",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="situation_reports",
                                to="agencies.body",
                                verbose_name="organisation",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("conditions", models.TextField(verbose_name="conditions")),
                        ("actions", models.TextField(verbose_name="actions taken")),
                        ("needs", models.TextField(blank=True, verbose_name="needs")),
                        (
                            "due_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="was due"),
                        ),
                        (
                            "next_due_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="next one is due"
                            ),
                        ),
                        ("sent_at", models.DateTimeField(verbose_name="sent")),
                        (
                            "sent_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "sent_for",
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
                        "verbose_name": "situation report",
                        "verbose_name_plural": "situation reports",
                        "ordering": ["sent_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("decision", "body", "number"), name="situation_report_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("conditions", ""), _negated=True),
                                    models.Q(("actions", ""), _negated=True),
                                ),
                                name="situation_report_says_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportReminder",
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
                            "addressed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alerts.addressedbody",
                            ),
                        ),
                        ("due_at", models.DateTimeField(verbose_name="was due")),
                        ("reminded_at", models.DateTimeField(verbose_name="reminded")),
                    ],
                    options={
                        "verbose_name": "reminder of a situation report",
                        "verbose_name_plural": "reminders of situation reports",
                        "ordering": ["reminded_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("addressed", "due_at"), name="report_reminded_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CentreReport",
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
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alerts.leveldecision",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("as_of", models.DateTimeField(verbose_name="as of")),
                        (
                            "summary",
                            models.TextField(blank=True, verbose_name="summary of the Centre"),
                        ),
                        (
                            "prepared_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "prepared_for",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("checksum", models.CharField(max_length=64, verbose_name="checksum")),
                    ],
                    options={
                        "verbose_name": "report of the Centre",
                        "verbose_name_plural": "reports of the Centre",
                        "ordering": ["decision", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("decision", "number"), name="centre_report_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("checksum__regex", "^[0-9a-f]{64}$")),
                                name="centre_report_has_a_checksum",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CentreReportLine",
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
                                related_name="+",
                                to="alerts.centrereport",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.body",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "situation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alerts.situationreport",
                            ),
                        ),
                        (
                            "has_accepted",
                            models.BooleanField(
                                default=False, verbose_name="has accepted the level"
                            ),
                        ),
                        (
                            "is_late",
                            models.BooleanField(
                                default=False, verbose_name="late with the report"
                            ),
                        ),
                        (
                            "has_needs",
                            models.BooleanField(default=False, verbose_name="asks for something"),
                        ),
                    ],
                    options={
                        "verbose_name": "line of a report of the Centre",
                        "verbose_name_plural": "lines of reports of the Centre",
                        "ordering": ["report", "body__order", "body"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("report", "body"), name="centre_report_line_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("has_needs", False),
                                    ("situation__isnull", False),
                                    _connector="OR",
                                ),
                                name="needs_stand_in_a_report",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionReview",
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
                            "decision",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="review",
                                to="alerts.leveldecision",
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("break_glass", "one person decided in an emergency"),
                                    ("telephone", "an approver approved it by telephone"),
                                    (
                                        "correction",
                                        "a decision was sent by mistake and taken back",
                                    ),
                                    (
                                        "denied_call",
                                        "the approver denies the approval by telephone",
                                    ),
                                ],
                                max_length=12,
                                verbose_name="ground",
                            ),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="opened")),
                        ("due_at", models.DateTimeField(verbose_name="due")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who decided",
                            ),
                        ),
                        (
                            "decided_for",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("findings", models.TextField(blank=True, verbose_name="findings")),
                        (
                            "completed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="completed"),
                        ),
                        (
                            "completed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "completed_for",
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
                        "verbose_name": "review of a decision",
                        "verbose_name_plural": "reviews of decisions",
                        "ordering": ["due_at", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("completed_at__isnull", True)),
                                fields=["due_at"],
                                name="reviews_owed",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("completed_at__isnull", True),
                                        ("completed_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("completed_at__isnull", False),
                                        ("completed_by__isnull", False),
                                        models.Q(("findings", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="completed_review_says_what_was_found",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("completed_by__isnull", True),
                                    models.Q(
                                        models.Q(
                                            ("completed_by", models.F("decided_by")), _negated=True
                                        ),
                                        models.Q(
                                            ("decided_for__isnull", True),
                                            models.Q(
                                                ("completed_by", models.F("decided_for")),
                                                _negated=True,
                                            ),
                                            _connector="OR",
                                        ),
                                        models.Q(
                                            ("completed_for__isnull", True),
                                            models.Q(
                                                ("completed_for", models.F("decided_by")),
                                                _negated=True,
                                            ),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="reviewer_is_not_the_decider",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_at__gt", models.F("opened_at"))),
                                name="review_is_due_after_opening",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SuppressedNotice",
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
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="suppressed",
                                to="alerts.leveldecision",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.body",
                                verbose_name="organisation",
                            ),
                        ),
                        ("is_counted", models.BooleanField(default=True, verbose_name="counted")),
                        (
                            "covered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alerts.leveldecision",
                                verbose_name="told already by",
                            ),
                        ),
                        ("reason", models.CharField(max_length=300, verbose_name="reason")),
                        ("suppressed_at", models.DateTimeField(verbose_name="time")),
                    ],
                    options={
                        "verbose_name": "notice not sent twice",
                        "verbose_name_plural": "notices not sent twice",
                        "ordering": ["decision", "body"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("decision", "body"), name="notice_suppressed_once_per_body"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="suppression_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decision", models.F("covered_by")), _negated=True
                                ),
                                name="suppressed_by_another_decision",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Replacement",
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
                                related_name="replacements",
                                to="agencies.body",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duties_taken_over",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who takes the duty",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="from")),
                        ("ends_at", models.DateTimeField(verbose_name="until")),
                        ("reason", models.CharField(max_length=300, verbose_name="reason")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "asked for"),
                                    ("made", "made"),
                                    ("refused", "refused"),
                                ],
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked")),
                        (
                            "asked_by",
                            models.ForeignKey(
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
                            "decided_for",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "remark",
                            models.CharField(blank=True, max_length=300, verbose_name="remark"),
                        ),
                    ],
                    options={
                        "verbose_name": "replacement on duty",
                        "verbose_name_plural": "replacements on duty",
                        "ordering": ["-asked_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="replacement_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="replacement_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", True), ("state", "asked")),
                                    models.Q(
                                        models.Q(("state", "asked"), _negated=True),
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="decided_replacement_names_who_and_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Shift",
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
                                related_name="shifts",
                                to="agencies.body",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shifts",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="on duty",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="from")),
                        ("ends_at", models.DateTimeField(verbose_name="until")),
                        ("made_at", models.DateTimeField(verbose_name="entered")),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "made_through",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shifts_made",
                                to="alerts.replacement",
                            ),
                        ),
                        (
                            "replaced_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shifts_replaced",
                                to="alerts.replacement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "shift",
                        "verbose_name_plural": "shifts",
                        "ordering": ["body", "starts_at", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("replaced_by__isnull", True)),
                                fields=["body", "ends_at"],
                                name="shifts_in_order",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="shift_ends_after_it_begins",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("replaced_by__isnull", True)),
                                expressions=[
                                    ("body", "="),
                                    (
                                        agencies.models.posts.InstantRange("starts_at", "ends_at"),
                                        "&&",
                                    ),
                                ],
                                name="one_person_on_duty_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GapNotice",
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
                                related_name="+",
                                to="agencies.body",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="from")),
                        (
                            "ends_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="until"),
                        ),
                        ("told_on", models.DateField(verbose_name="told on")),
                        ("told_at", models.DateTimeField(verbose_name="told")),
                        (
                            "notice",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="notices.notice",
                                verbose_name="notice",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "notice of a gap",
                        "verbose_name_plural": "notices of gaps",
                        "ordering": ["-told_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "starts_at", "told_on"), name="gap_told_once_a_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TelephoneApproval",
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
                            "decision",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="telephone",
                                to="alerts.leveldecision",
                            ),
                        ),
                        (
                            "approver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approver",
                            ),
                        ),
                        ("called_at", models.DateTimeField(verbose_name="called")),
                        (
                            "number_called",
                            models.CharField(max_length=60, verbose_name="number called"),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                    ],
                    options={
                        "verbose_name": "approval by telephone",
                        "verbose_name_plural": "approvals by telephone",
                        "ordering": ["called_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approver", models.F("recorded_by")), _negated=True
                                ),
                                name="nobody_telephones_themselves",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number_called", ""), _negated=True),
                                name="call_names_its_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("called_at__lte", models.F("recorded_at"))),
                                name="call_before_its_record",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TelephoneConfirmation",
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
                            "approval",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="confirmation",
                                to="alerts.telephoneapproval",
                            ),
                        ),
                        ("is_denied", models.BooleanField(default=False, verbose_name="denied")),
                        (
                            "said_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("said_at", models.DateTimeField(verbose_name="time")),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                    ],
                    options={
                        "verbose_name": "confirmation of an approval by telephone",
                        "verbose_name_plural": "confirmations of approvals by telephone",
                        "ordering": ["said_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_denied", False),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="denied_call_says_why",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TextTemplate",
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
                            "piece",
                            models.CharField(
                                choices=[
                                    ("set", "a level is set"),
                                    ("raise", "a level is raised"),
                                    ("lower", "a level is lowered"),
                                    ("extend", "a term is extended"),
                                    ("cancel", "a level is cancelled"),
                                    ("cancel_part", "a territory is taken out"),
                                    ("keep", "a level is confirmed"),
                                    ("correct", "a notice is corrected"),
                                    ("ground", "who decided, and by which decree"),
                                    ("closing", "the closing sentence"),
                                    ("yellow", "the words for yellow inside a sentence"),
                                    ("orange", "the words for orange inside a sentence"),
                                    ("red", "the words for red inside a sentence"),
                                ],
                                max_length=12,
                                verbose_name="piece",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")],
                                max_length=2,
                                verbose_name="language",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                        ("words", models.TextField(verbose_name="words")),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=300, verbose_name="why"),
                        ),
                        ("adopted_at", models.DateTimeField(verbose_name="adopted")),
                        (
                            "adopted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "adopted_for",
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
                        "verbose_name": "wording of official texts",
                        "verbose_name_plural": "wordings of official texts",
                        "ordering": ["piece", "language", "-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("piece", "language", "version"),
                                name="text_template_version_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("words", ""), _negated=True), ("version__gte", 1)
                                ),
                                name="text_template_says_something",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
