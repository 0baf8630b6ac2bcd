"""A template now stands for one colour and one kind of body; its lines lose their own kind."""

from django.db import migrations, models

KINDS = [
    ("centre", "Centre"),
    ("agency", "agency"),
    ("unit_commission", "commission of a unit"),
    ("district_commission", "commission of a district"),
    ("republican_headquarters", "republican headquarters"),
    ("unit_headquarters", "headquarters of a unit"),
    ("district_headquarters", "headquarters of a district"),
]
SPLIT = """
ALTER TABLE alerts_checklistline DISABLE TRIGGER checklist_line_only_added;
INSERT INTO alerts_checklisttemplate (level, kind, version, adopted_at)
    SELECT DISTINCT template.level, line.kind, template.version, template.adopted_at
    FROM alerts_checklistline line JOIN alerts_checklisttemplate template
        ON template.id = line.template_id
    WHERE line.kind <> '';
UPDATE alerts_checklistline line SET template_id = own.id
    FROM alerts_checklisttemplate common, alerts_checklisttemplate own
    WHERE common.id = line.template_id AND line.kind <> '' AND common.kind = ''
        AND own.level = common.level AND own.version = common.version AND own.kind = line.kind;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE alerts_checklistline ENABLE TRIGGER checklist_line_only_added;
"""
JOIN = """
ALTER TABLE alerts_checklistline DISABLE TRIGGER checklist_line_only_added;
UPDATE alerts_checklistline line SET kind = own.kind
    FROM alerts_checklisttemplate own WHERE own.id = line.template_id;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE alerts_checklistline ENABLE TRIGGER checklist_line_only_added;
"""


OUTCOMES = [
    ("open", "to be done"),
    ("done", "done"),
    ("not_needed", "no longer needed"),
    ("task", "became a task"),
]
SETTLE = """
UPDATE alerts_checklistentry SET outcome = 'done' WHERE done_at IS NOT NULL;
UPDATE alerts_checklistentry entry SET given_at = decision.published_at
    FROM alerts_leveldecision decision WHERE decision.id = entry.decision_id;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("alerts", "0002_what_was_published_never_changes")]
    operations = [
        migrations.AddField(
            "checklisttemplate",
            "kind",
            models.CharField(
                blank=True, choices=KINDS, default="", max_length=24, verbose_name="kind of body"
            ),
            preserve_default=False,
        ),
        migrations.RemoveConstraint("checklisttemplate", "checklist_version_once"),
        migrations.AddConstraint(
            "checklisttemplate",
            models.UniqueConstraint(
                fields=("level", "kind", "version"), name="checklist_version_once"
            ),
        ),
        migrations.RunSQL(SPLIT, JOIN),
        migrations.RemoveField("checklistline", "kind"),
        migrations.AddField(
            "checklistentry",
            "outcome",
            models.CharField(
                choices=OUTCOMES, default="open", max_length=10, verbose_name="outcome"
            ),
        ),
        migrations.AddField(
            "checklistentry", "given_at", models.DateTimeField(null=True, verbose_name="given")
        ),
        migrations.RunSQL(SETTLE, migrations.RunSQL.noop),
        migrations.AlterField(
            "checklistentry", "given_at", models.DateTimeField(verbose_name="given")
        ),
    ]
