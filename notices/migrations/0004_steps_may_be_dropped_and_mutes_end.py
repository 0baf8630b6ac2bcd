"""A step may be dropped as well as made; of a mute nothing changes but that it ends early."""

from django.db import migrations

FORWARD = """
DROP TRIGGER step_is_only_made ON notices_ladderstep;
CREATE TRIGGER step_is_only_made BEFORE UPDATE ON notices_ladderstep FOR EACH ROW
    WHEN (to_jsonb(OLD) - 'made_at' - 'dropped_at'
          IS DISTINCT FROM to_jsonb(NEW) - 'made_at' - 'dropped_at')
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER mute_only_ends BEFORE UPDATE ON notices_mute FOR EACH ROW
    WHEN (to_jsonb(OLD) - 'ended_at' - 'ended_by_id'
          IS DISTINCT FROM to_jsonb(NEW) - 'ended_at' - 'ended_by_id')
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER mute_never_deleted BEFORE DELETE ON notices_mute
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER mute_never_emptied BEFORE TRUNCATE ON notices_mute
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
BACKWARD = """
DROP TRIGGER mute_never_emptied ON notices_mute;
DROP TRIGGER mute_never_deleted ON notices_mute;
DROP TRIGGER mute_only_ends ON notices_mute;
DROP TRIGGER step_is_only_made ON notices_ladderstep;
CREATE TRIGGER step_is_only_made BEFORE UPDATE ON notices_ladderstep FOR EACH ROW
    WHEN (to_jsonb(OLD) - 'made_at' IS DISTINCT FROM to_jsonb(NEW) - 'made_at')
    EXECUTE FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0003_ladders_and_mutes"),
        ("audit", "0002_the_record_never_changes"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
