"""A draft goes round and is remarked on; a seat may dissent from a decision."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

MEETING_OF = """
CREATE OR REPLACE FUNCTION meeting_of(origin text, facts jsonb) RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN origin = 'meetings_meeting' THEN (facts->>'id')::bigint
        WHEN origin = 'meetings_minutes' THEN (
            SELECT meeting_id FROM meetings_agendaitem WHERE id = (facts->>'item_id')::bigint)
        WHEN origin IN ({of_a_decision}) THEN (
            SELECT meeting_id FROM meetings_decision WHERE id = (facts->>'decision_id')::bigint)
        ELSE (facts->>'meeting_id')::bigint
    END
$$;
"""
BEFORE = "'meetings_coexecutor', 'meetings_assignment'"
FORWARD = (
    MEETING_OF.format(of_a_decision=f"{BEFORE}, 'meetings_dissent'")
    + """
CREATE TRIGGER dissent_is_sealed BEFORE INSERT OR UPDATE OR DELETE ON meetings_dissent
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_sealed_meeting();
CREATE TRIGGER dissent_is_not_emptied BEFORE TRUNCATE ON meetings_dissent
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying_of_sealed_meetings();
CREATE TRIGGER circulation_is_sealed BEFORE INSERT OR UPDATE OR DELETE ON meetings_circulation
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_sealed_meeting();
"""
)
BACKWARD = """
DROP TRIGGER circulation_is_sealed ON meetings_circulation;
DROP TRIGGER dissent_is_not_emptied ON meetings_dissent;
DROP TRIGGER dissent_is_sealed ON meetings_dissent;
""" + MEETING_OF.format(of_a_decision=BEFORE)


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("meetings", "0005_an_extract_for_each_executor"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="meeting",
            name="state",
            field=models.CharField(
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
        migrations.CreateModel(
            name="Circulation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("papers", models.JSONField(verbose_name="the paper in kk and ru")),
                ("checksum", models.CharField(max_length=64, verbose_name="checksum")),
                ("circulated_at", models.DateTimeField(verbose_name="circulated")),
                ("ends_at", models.DateTimeField(verbose_name="remarks are taken until")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                (
                    "circulated_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
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
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="circulations",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "circulation of a draft protocol",
                "verbose_name_plural": "circulations of draft protocols",
                "ordering": ["meeting", "-number"],
            },
        ),
        migrations.CreateModel(
            name="Dissent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text_kk", models.TextField(verbose_name="opinion, Kazakh")),
                ("text_ru", models.TextField(verbose_name="opinion, Russian")),
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
            ],
            options={
                "verbose_name": "dissenting opinion",
                "verbose_name_plural": "dissenting opinions",
                "ordering": ["decision", "seat__position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ProtocolRemark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.body",
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
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "remark on a draft protocol",
                "verbose_name_plural": "remarks on draft protocols",
                "ordering": ["circulation", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="circulation",
            constraint=models.UniqueConstraint(
                fields=("meeting", "number"), name="one_circulation_for_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="circulation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("meeting",),
                name="one_draft_goes_round_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="circulation",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("circulated_at"))),
                name="circulation_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="dissent",
            constraint=models.UniqueConstraint(
                fields=("decision", "seat"), name="one_dissent_of_a_seat_on_a_decision"
            ),
        ),
        migrations.AddConstraint(
            model_name="dissent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text_kk", ""), _negated=True),
                    models.Q(("text_ru", ""), _negated=True),
                ),
                name="dissent_is_written_in_kk_and_ru",
            ),
        ),
        migrations.AddConstraint(
            model_name="protocolremark",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="remark_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="protocolremark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome", "awaited"), ("answered_at__isnull", False), _connector="OR"
                ),
                name="answered_remark_has_its_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="protocolremark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "declined"), _negated=True),
                    models.Q(("answer", ""), _negated=True),
                    _connector="OR",
                ),
                name="declined_remark_has_an_answer",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
