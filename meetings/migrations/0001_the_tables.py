"""The tables of meetings, as their models describe them (docs/adr/0064)."""

import django.contrib.postgres.constraints
import django.db.models.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import agencies.models.territories
from audit.migrations._at_once import CreateModels


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("meetings", "0001_initial"),
        ("meetings", "0003_seats_never_overlap"),
        ("meetings", "0004_the_agenda_is_open"),
        ("meetings", "0005_an_extract_for_each_executor"),
        ("meetings", "0006_a_draft_goes_round_and_a_seat_dissents"),
        ("meetings", "0007_invitations_are_answered"),
        ("meetings", "0008_materials_have_versions_and_receipts"),
        ("meetings", "0009_questions_are_proposed_and_may_be_closed"),
        ("meetings", "0010_a_seat_is_taken_and_left_at_an_hour"),
        ("meetings", "0012_meetings_have_templates_series_and_grounds"),
    ]

    dependencies = [
        ("agencies", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("alerts", "0001_the_tables"),
        ("notices", "0001_the_tables"),
        ("plans", "0001_the_tables"),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="Seat",
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
                                related_name="seats",
                                to="agencies.body",
                                verbose_name="convening body",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="held_seats",
                                to="agencies.body",
                                verbose_name="member organisation",
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="held_seats",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "title_kk",
                            models.CharField(
                                blank=True,
                                max_length=200,
                                verbose_name="title of the seat, Kazakh",
                            ),
                        ),
                        (
                            "title_ru",
                            models.CharField(
                                blank=True,
                                max_length=200,
                                verbose_name="title of the seat, Russian",
                            ),
                        ),
                        (
                            "title_en",
                            models.CharField(
                                blank=True,
                                max_length=200,
                                verbose_name="title of the seat, English",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="order"),
                        ),
                        (
                            "act",
                            models.CharField(
                                blank=True,
                                max_length=200,
                                verbose_name="act of appointment, number and date",
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="from")),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="until"),
                        ),
                    ],
                    options={
                        "verbose_name": "seat",
                        "verbose_name_plural": "seats",
                        "ordering": ["body", "position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("holder__isnull", True), ("member__isnull", False)),
                                    models.Q(("holder__isnull", False), ("member__isnull", True)),
                                    _connector="OR",
                                ),
                                name="seat_is_of_a_body_or_of_a_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="seat_ends_after_it_begins",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("member__isnull", False)),
                                expressions=[
                                    ("body", "="),
                                    ("member", "="),
                                    (
                                        agencies.models.territories.DateRange(
                                            "valid_from", "valid_to"
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="one_seat_of_a_member_at_a_time",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("holder__isnull", False)),
                                expressions=[
                                    ("body", "="),
                                    ("holder", "="),
                                    (
                                        agencies.models.territories.DateRange(
                                            "valid_from", "valid_to"
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="one_seat_of_a_person_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calendar_feeds",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "digest",
                            models.CharField(
                                max_length=64, unique=True, verbose_name="hash of the address"
                            ),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="opened")),
                        (
                            "revoked_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="revoked"),
                        ),
                    ],
                    options={
                        "verbose_name": "personal calendar",
                        "verbose_name_plural": "personal calendars",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=("person",),
                                name="one_live_calendar_of_a_person",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingTemplate",
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
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("regular", "regular meeting"),
                                    ("extraordinary", "extraordinary meeting"),
                                    ("visiting", "visiting meeting"),
                                    ("joint", "joint meeting"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "place_kk",
                            models.CharField(max_length=200, verbose_name="place, Kazakh"),
                        ),
                        (
                            "place_ru",
                            models.CharField(max_length=200, verbose_name="place, Russian"),
                        ),
                        ("begins", models.TimeField(verbose_name="begins")),
                        (
                            "length_minutes",
                            models.PositiveSmallIntegerField(verbose_name="length in minutes"),
                        ),
                        (
                            "materials_days",
                            models.PositiveSmallIntegerField(
                                verbose_name="materials are taken until, working days before"
                            ),
                        ),
                        (
                            "quorum_rule",
                            models.CharField(
                                choices=[
                                    ("half", "half of the seats"),
                                    ("two_thirds", "two thirds of the seats"),
                                ],
                                max_length=20,
                                verbose_name="quorum",
                            ),
                        ),
                        (
                            "kept_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("kept_at", models.DateTimeField(verbose_name="kept")),
                    ],
                    options={
                        "verbose_name": "template of a meeting",
                        "verbose_name_plural": "templates of meetings",
                        "ordering": ["body", "name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "name"), name="one_template_of_a_name"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="template_has_a_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TemplateItem",
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
                                related_name="items",
                                to="meetings.meetingtemplate",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="order")),
                        ("title_kk", models.TextField(verbose_name="question, Kazakh")),
                        ("title_ru", models.TextField(verbose_name="question, Russian")),
                        (
                            "speaker_kk",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="speaker, Kazakh"
                            ),
                        ),
                        (
                            "speaker_ru",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="speaker, Russian"
                            ),
                        ),
                        (
                            "minutes_allotted",
                            models.PositiveSmallIntegerField(
                                default=15, verbose_name="minutes allotted"
                            ),
                        ),
                        (
                            "draft_decision_kk",
                            models.TextField(blank=True, verbose_name="draft decision, Kazakh"),
                        ),
                        (
                            "draft_decision_ru",
                            models.TextField(blank=True, verbose_name="draft decision, Russian"),
                        ),
                        (
                            "is_closed",
                            models.BooleanField(default=False, verbose_name="closed question"),
                        ),
                    ],
                    options={
                        "verbose_name": "question of a template",
                        "verbose_name_plural": "questions of templates",
                        "ordering": ["template", "position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("template", "position"),
                                name="one_question_at_a_place_of_a_template",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingSeries",
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
                        (
                            "every_months",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "every month"),
                                    (3, "every quarter"),
                                    (6, "every half-year"),
                                ],
                                verbose_name="regularity",
                            ),
                        ),
                        (
                            "planned_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("planned_at", models.DateTimeField(verbose_name="planned")),
                    ],
                    options={
                        "verbose_name": "series of meetings",
                        "verbose_name_plural": "series of meetings",
                        "ordering": ["body", "-planned_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
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
                                related_name="meetings",
                                to="agencies.body",
                                verbose_name="convening body",
                            ),
                        ),
                        (
                            "joint_with",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.body",
                                verbose_name="together with",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("regular", "regular meeting"),
                                    ("extraordinary", "extraordinary meeting"),
                                    ("visiting", "visiting meeting"),
                                    ("joint", "joint meeting"),
                                ],
                                default="regular",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="ground for convening"
                            ),
                        ),
                        (
                            "convened_on",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alerts.leveldecision",
                                verbose_name="convened on a decision on a level",
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="meetings.meetingseries",
                                verbose_name="series",
                            ),
                        ),
                        (
                            "place_kk",
                            models.CharField(max_length=200, verbose_name="place, Kazakh"),
                        ),
                        (
                            "place_ru",
                            models.CharField(max_length=200, verbose_name="place, Russian"),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="begins")),
                        (
                            "length_minutes",
                            models.PositiveSmallIntegerField(
                                default=90, verbose_name="length in minutes"
                            ),
                        ),
                        (
                            "materials_days",
                            models.PositiveSmallIntegerField(
                                default=3,
                                verbose_name="materials are taken until, working days before",
                            ),
                        ),
                        (
                            "quorum_rule",
                            models.CharField(
                                choices=[
                                    ("half", "half of the seats"),
                                    ("two_thirds", "two thirds of the seats"),
                                ],
                                max_length=20,
                                verbose_name="quorum",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "being prepared"),
                                    ("agenda_approved", "agenda open"),
                                    ("held", "took place"),
                                    ("protocol_draft", "protocol being written"),
                                    ("circulated", "draft protocol goes round"),
                                    ("submitted", "protocol awaits approval"),
                                    ("approved", "protocol approved"),
                                    ("cancelled", "called off"),
                                ],
                                default="planned",
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "chair",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="in the chair",
                            ),
                        ),
                        (
                            "secretary",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="secretary",
                            ),
                        ),
                        (
                            "sequence",
                            models.PositiveIntegerField(
                                default=0, verbose_name="change of the invitation"
                            ),
                        ),
                        (
                            "agenda_opened_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="agenda opened"
                            ),
                        ),
                        (
                            "dissent_kk",
                            models.TextField(
                                blank=True, verbose_name="dissenting opinions, Kazakh"
                            ),
                        ),
                        (
                            "dissent_ru",
                            models.TextField(
                                blank=True, verbose_name="dissenting opinions, Russian"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "meeting",
                        "verbose_name_plural": "meetings",
                        "ordering": ["-starts_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["body", "-starts_at"], name="meeting_body_start"),
                            models.Index(fields=["-starts_at", "-id"], name="meeting_start"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["planned", "cancelled"]),
                                    ("agenda_opened_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="agenda_is_opened_before_the_meeting",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("place_kk", ""), _negated=True),
                                    models.Q(("place_ru", ""), _negated=True),
                                ),
                                name="meeting_has_a_place",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendances",
                                to="meetings.meeting",
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to="meetings.seat",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("expected", "expected"),
                                    ("present", "present"),
                                    ("substitute", "substitute"),
                                    ("absent", "absent"),
                                ],
                                default="expected",
                                max_length=12,
                                verbose_name="attendance",
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("awaited", "no answer yet"),
                                    ("accepted", "will come"),
                                    ("tentative", "will perhaps come"),
                                    ("declined", "will not come"),
                                ],
                                default="awaited",
                                max_length=10,
                                verbose_name="answer to the invitation",
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
                            "substitute",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="substitutions",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="substitute",
                            ),
                        ),
                        (
                            "represented_by",
                            models.CharField(blank=True, max_length=200, verbose_name="who came"),
                        ),
                        (
                            "represented_as",
                            models.CharField(blank=True, max_length=200, verbose_name="position"),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="reason of absence"
                            ),
                        ),
                        (
                            "arrived_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="arrived"),
                        ),
                        (
                            "left_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="left"),
                        ),
                    ],
                    options={
                        "verbose_name": "attendance",
                        "verbose_name_plural": "attendance",
                        "ordering": ["meeting", "seat__position", "seat"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "seat"), name="one_attendance_for_a_seat"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "substitute"), _negated=True),
                                    models.Q(
                                        models.Q(("represented_by", ""), _negated=True),
                                        models.Q(("represented_as", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="substitute_has_name_and_position",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "absent"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="absence_has_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", "awaited"), ("answered_at__isnull", True)),
                                    models.Q(
                                        models.Q(("answer", "awaited"), _negated=True),
                                        ("answered_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="answer_of_a_seat_has_its_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("substitute__isnull", True),
                                    ("answer", "declined"),
                                    _connector="OR",
                                ),
                                name="substitute_of_who_declined",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["present", "substitute"]),
                                    models.Q(
                                        ("arrived_at__isnull", True), ("left_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="only_who_came_arrives_and_leaves",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("arrived_at__isnull", True),
                                    ("left_at__isnull", True),
                                    ("left_at__gt", models.F("arrived_at")),
                                    _connector="OR",
                                ),
                                name="a_seat_is_left_after_arrival",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Guest",
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="guests",
                                to="meetings.meeting",
                            ),
                        ),
                        ("full_name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "position_kk",
                            models.CharField(max_length=300, verbose_name="position, Kazakh"),
                        ),
                        (
                            "position_ru",
                            models.CharField(max_length=300, verbose_name="position, Russian"),
                        ),
                    ],
                    options={
                        "verbose_name": "invited guest",
                        "verbose_name_plural": "invited guests",
                        "ordering": ["meeting", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaItem",
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="meetings.meeting",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="order")),
                        ("title_kk", models.TextField(verbose_name="question, Kazakh")),
                        ("title_ru", models.TextField(verbose_name="question, Russian")),
                        (
                            "speaker_kk",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="speaker, Kazakh"
                            ),
                        ),
                        (
                            "speaker_ru",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="speaker, Russian"
                            ),
                        ),
                        (
                            "minutes_allotted",
                            models.PositiveSmallIntegerField(
                                default=15, verbose_name="minutes allotted"
                            ),
                        ),
                        (
                            "draft_decision_kk",
                            models.TextField(blank=True, verbose_name="draft decision, Kazakh"),
                        ),
                        (
                            "draft_decision_ru",
                            models.TextField(blank=True, verbose_name="draft decision, Russian"),
                        ),
                        (
                            "is_closed",
                            models.BooleanField(default=False, verbose_name="closed question"),
                        ),
                    ],
                    options={
                        "verbose_name": "agenda item",
                        "verbose_name_plural": "agenda items",
                        "ordering": ["meeting", "position"],
                        "constraints": [
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("meeting", "position"),
                                name="one_item_at_a_position",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title_kk", ""), _negated=True),
                                    models.Q(("title_ru", ""), _negated=True),
                                ),
                                name="item_is_named_in_kk_and_ru",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Circulation",
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="circulations",
                                to="meetings.meeting",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("papers", models.JSONField(verbose_name="the paper in kk and ru")),
                        ("checksum", models.CharField(max_length=64, verbose_name="checksum")),
                        (
                            "circulated_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("circulated_at", models.DateTimeField(verbose_name="circulated")),
                        ("ends_at", models.DateTimeField(verbose_name="remarks are taken until")),
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
                            "ended_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="ended"),
                        ),
                    ],
                    options={
                        "verbose_name": "circulation of a draft protocol",
                        "verbose_name_plural": "circulations of draft protocols",
                        "ordering": ["meeting", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "number"), name="one_circulation_for_a_number"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("meeting",),
                                name="one_draft_goes_round_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("circulated_at"))),
                                name="circulation_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProtocolRemark",
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
                            "circulation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="remarks",
                                to="meetings.circulation",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="remarks",
                                to="meetings.agendaitem",
                                verbose_name="question",
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
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="made")),
                        ("text", models.TextField(verbose_name="remark")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("awaited", "not answered yet"),
                                    ("accepted", "accepted"),
                                    ("declined", "declined"),
                                ],
                                default="awaited",
                                max_length=10,
                                verbose_name="outcome",
                            ),
                        ),
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
                        "verbose_name": "remark on a draft protocol",
                        "verbose_name_plural": "remarks on draft protocols",
                        "ordering": ["circulation", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="remark_says_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("outcome", "awaited"),
                                    ("answered_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="answered_remark_has_its_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", "declined"), _negated=True),
                                    models.Q(("answer", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="declined_remark_has_an_answer",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="decisions",
                                to="meetings.meeting",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="meetings.agendaitem",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("assignment", "assignment"),
                                    (
                                        "statement",
                                        "statement (taken note of, approved, and the like)",
                                    ),
                                ],
                                default="assignment",
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("text_kk", models.TextField(verbose_name="text, Kazakh")),
                        ("text_ru", models.TextField(verbose_name="text, Russian")),
                        (
                            "lead",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.body",
                                verbose_name="responsible (lead)",
                            ),
                        ),
                        (
                            "term_kk",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="term in words, Kazakh"
                            ),
                        ),
                        (
                            "term_ru",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="term in words, Russian"
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                        (
                            "review_on",
                            models.DateField(blank=True, null=True, verbose_name="date of review"),
                        ),
                        (
                            "form_of_completion",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="plans.formofcompletion",
                                verbose_name="form of completion",
                            ),
                        ),
                        (
                            "adopted",
                            models.CharField(
                                choices=[
                                    ("unanimously", "unanimously"),
                                    ("by_majority", "by majority"),
                                    ("by_chair", "by the chair's vote"),
                                ],
                                default="unanimously",
                                max_length=12,
                                verbose_name="how adopted",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "decision",
                        "verbose_name_plural": "decisions",
                        "ordering": ["meeting", "item__position", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("item", "number"),
                                name="one_decision_for_a_number_on_an_item",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("text_kk", ""), _negated=True),
                                    models.Q(("text_ru", ""), _negated=True),
                                ),
                                name="decision_is_written_in_kk_and_ru",
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
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="co_executors",
                                to="meetings.decision",
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
                    ],
                    options={
                        "verbose_name": "co-executor",
                        "verbose_name_plural": "co-executors",
                        "ordering": ["decision", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("decision", "body"), name="a_co_executor_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Dissent",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="dissents",
                                to="meetings.decision",
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="meetings.seat",
                            ),
                        ),
                        ("text_kk", models.TextField(verbose_name="opinion, Kazakh")),
                        ("text_ru", models.TextField(verbose_name="opinion, Russian")),
                    ],
                    options={
                        "verbose_name": "dissenting opinion",
                        "verbose_name_plural": "dissenting opinions",
                        "ordering": ["decision", "seat__position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("decision", "seat"),
                                name="one_dissent_of_a_seat_on_a_decision",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("text_kk", ""), _negated=True),
                                    models.Q(("text_ru", ""), _negated=True),
                                ),
                                name="dissent_is_written_in_kk_and_ru",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Assignment",
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
                                related_name="assignments",
                                to="meetings.decision",
                            ),
                        ),
                        (
                            "task",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="plans.task",
                            ),
                        ),
                        (
                            "assigned_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("assigned_at", models.DateTimeField(verbose_name="became a task")),
                    ],
                    options={
                        "verbose_name": "assignment",
                        "verbose_name_plural": "assignments",
                        "ordering": ["decision", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("decision",), name="one_task_for_a_decision"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="meetings.meeting",
                            ),
                        ),
                        (
                            "notice",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="notices.notice",
                            ),
                        ),
                        (
                            "sequence",
                            models.PositiveIntegerField(verbose_name="change of the invitation"),
                        ),
                    ],
                    options={
                        "verbose_name": "invitation",
                        "verbose_name_plural": "invitations",
                        "ordering": ["meeting", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="LateAdmission",
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
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="late_admission",
                                to="meetings.agendaitem",
                            ),
                        ),
                        (
                            "allowed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("allowed_at", models.DateTimeField(verbose_name="allowed")),
                        ("reason", models.TextField(verbose_name="ground")),
                    ],
                    options={
                        "verbose_name": "permission for late materials",
                        "verbose_name_plural": "permissions for late materials",
                        "ordering": ["item"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="late_admission_has_a_ground",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Material",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="materials",
                                to="meetings.agendaitem",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                        (
                            "stored_file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="plans.storedfile",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(max_length=200, verbose_name="name of the file"),
                        ),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("added_at", models.DateTimeField(verbose_name="added")),
                        (
                            "admitted",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="materials",
                                to="meetings.lateadmission",
                                verbose_name="let in late",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "material",
                        "verbose_name_plural": "materials",
                        "ordering": ["item", "title", "version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("item", "title", "version"),
                                name="one_material_of_a_version",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title", ""), _negated=True),
                                    models.Q(("name", ""), _negated=True),
                                ),
                                name="material_has_title_and_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MaterialReceipt",
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
                            "material",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="receipts",
                                to="meetings.material",
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
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="opened")),
                    ],
                    options={
                        "verbose_name": "opening of a material",
                        "verbose_name_plural": "openings of materials",
                        "ordering": ["material", "opened_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("material", "body"), name="one_receipt_of_a_body"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
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
                            "to_body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.body",
                                verbose_name="to whom",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.body",
                                verbose_name="who proposes",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="proposed")),
                        ("title_kk", models.TextField(verbose_name="question, Kazakh")),
                        ("title_ru", models.TextField(verbose_name="question, Russian")),
                        (
                            "speaker_kk",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="speaker, Kazakh"
                            ),
                        ),
                        (
                            "speaker_ru",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="speaker, Russian"
                            ),
                        ),
                        (
                            "minutes_allotted",
                            models.PositiveSmallIntegerField(
                                default=15, verbose_name="minutes allotted"
                            ),
                        ),
                        (
                            "draft_decision_kk",
                            models.TextField(blank=True, verbose_name="draft decision, Kazakh"),
                        ),
                        (
                            "draft_decision_ru",
                            models.TextField(blank=True, verbose_name="draft decision, Russian"),
                        ),
                        (
                            "is_closed",
                            models.BooleanField(default=False, verbose_name="closed question"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("awaited", "before the secretariat"),
                                    ("postponed", "postponed"),
                                    ("taken", "on an agenda"),
                                    ("returned", "returned"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="awaited",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
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
                        (
                            "item",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposal",
                                to="meetings.agendaitem",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "proposed question",
                        "verbose_name_plural": "proposed questions",
                        "ordering": ["-proposed_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title_kk", ""), _negated=True),
                                    models.Q(("title_ru", ""), _negated=True),
                                ),
                                name="proposal_is_named_in_kk_and_ru",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("item__isnull", False), ("state", "taken")),
                                    models.Q(
                                        models.Q(("state", "taken"), _negated=True),
                                        ("item__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="taken_proposal_has_its_item",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["postponed", "returned"]), _negated=True
                                    ),
                                    models.Q(("answer", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="refused_proposal_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProposalPaper",
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
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="papers",
                                to="meetings.proposal",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        (
                            "stored_file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="plans.storedfile",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(max_length=200, verbose_name="name of the file"),
                        ),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("added_at", models.DateTimeField(verbose_name="added")),
                        (
                            "material",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="meetings.material",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "paper with a proposal",
                        "verbose_name_plural": "papers with proposals",
                        "ordering": ["proposal", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("proposal", "title", "stored_file"),
                                name="one_paper_with_a_proposal",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title", ""), _negated=True),
                                    models.Q(("name", ""), _negated=True),
                                ),
                                name="paper_has_title_and_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Minutes",
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
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="minutes",
                                to="meetings.agendaitem",
                            ),
                        ),
                        ("heard_kk", models.TextField(blank=True, verbose_name="heard, Kazakh")),
                        ("heard_ru", models.TextField(blank=True, verbose_name="heard, Russian")),
                        ("spoke_kk", models.TextField(blank=True, verbose_name="spoke, Kazakh")),
                        ("spoke_ru", models.TextField(blank=True, verbose_name="spoke, Russian")),
                        (
                            "decided_kk",
                            models.TextField(blank=True, verbose_name="decided, Kazakh"),
                        ),
                        (
                            "decided_ru",
                            models.TextField(blank=True, verbose_name="decided, Russian"),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(default=1, verbose_name="version"),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(verbose_name="written down")),
                    ],
                    options={
                        "verbose_name": "minutes of an item",
                        "verbose_name_plural": "minutes of items",
                        "ordering": ["item"],
                    },
                ),
                migrations.CreateModel(
                    name="Protocol",
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
                            "meeting",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="protocol",
                                to="meetings.meeting",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="protocols",
                                to="agencies.body",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                        (
                            "number",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="number"
                            ),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "submitted_at",
                            models.DateTimeField(verbose_name="signed by the secretary"),
                        ),
                        (
                            "submitted_checksum",
                            models.CharField(max_length=64, verbose_name="checksum as submitted"),
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
                            "approved_as",
                            models.CharField(
                                blank=True,
                                choices=[("chair", "chair"), ("secretary", "secretary")],
                                default="",
                                max_length=12,
                                verbose_name="approved as",
                            ),
                        ),
                        (
                            "approved_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="approved"),
                        ),
                        (
                            "papers",
                            models.JSONField(default=dict, verbose_name="the paper in kk and ru"),
                        ),
                        (
                            "checksum",
                            models.CharField(blank=True, max_length=64, verbose_name="checksum"),
                        ),
                    ],
                    options={
                        "verbose_name": "protocol",
                        "verbose_name_plural": "protocols",
                        "ordering": ["-year", "-number", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "year", "number"),
                                name="one_protocol_for_a_number_in_a_year",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("approved_at__isnull", True),
                                        ("approved_by__isnull", True),
                                        ("number__isnull", True),
                                    ),
                                    models.Q(
                                        models.Q(("checksum", ""), _negated=True),
                                        models.Q(("approved_as", ""), _negated=True),
                                        ("approved_at__isnull", False),
                                        ("approved_by__isnull", False),
                                        ("number__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="approved_protocol_is_numbered_and_sealed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Extract",
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
                            "protocol",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extracts",
                                to="meetings.protocol",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extracts",
                                to="agencies.body",
                            ),
                        ),
                        ("papers", models.JSONField(verbose_name="the paper in kk and ru")),
                        ("checksum", models.CharField(max_length=64, verbose_name="checksum")),
                        (
                            "notice",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="notices.notice",
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="made")),
                        (
                            "is_closed",
                            models.BooleanField(
                                default=False, verbose_name="holds points on closed questions"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "extract from a protocol",
                        "verbose_name_plural": "extracts from protocols",
                        "ordering": ["protocol", "body__order", "pk"],
                        "indexes": [models.Index(fields=["checksum"], name="extract_checksum")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("protocol", "body"), name="one_extract_for_a_body"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Addendum",
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="addenda",
                                to="meetings.meeting",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("text_kk", models.TextField(verbose_name="text, Kazakh")),
                        ("text_ru", models.TextField(verbose_name="text, Russian")),
                        ("reason", models.TextField(verbose_name="why")),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("added_at", models.DateTimeField(verbose_name="added")),
                    ],
                    options={
                        "verbose_name": "addendum",
                        "verbose_name_plural": "addenda",
                        "ordering": ["meeting", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "number"), name="one_addendum_for_a_number"
                            )
                        ],
                    },
                ),
            ]
        )
    ]
