"""The database refuses to change what a notice said, to whom, and when its steps fall due.

The final form of what `0002_words_never_change` and `0004_steps_may_be_dropped_and_mutes_end`
built up (docs/adr/0064).
"""

from django.db import migrations

FORWARD = """
CREATE TRIGGER wording_never_changes BEFORE UPDATE OR DELETE ON notices_noticewording
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER wording_never_emptied BEFORE TRUNCATE ON notices_noticewording
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER notice_only_closes BEFORE UPDATE ON notices_notice FOR EACH ROW
    WHEN (to_jsonb(OLD) - 'closed_at' IS DISTINCT FROM to_jsonb(NEW) - 'closed_at')
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER step_is_only_made BEFORE UPDATE ON notices_ladderstep FOR EACH ROW
    WHEN (to_jsonb(OLD) - 'made_at' - 'dropped_at'
          IS DISTINCT FROM to_jsonb(NEW) - 'made_at' - 'dropped_at')
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER addressee_only_answers BEFORE UPDATE ON notices_addressee FOR EACH ROW
    WHEN (to_jsonb(OLD) - 'answered_at' IS DISTINCT FROM to_jsonb(NEW) - 'answered_at')
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
DROP TRIGGER addressee_only_answers ON notices_addressee;
DROP TRIGGER step_is_only_made ON notices_ladderstep;
DROP TRIGGER notice_only_closes ON notices_notice;
DROP TRIGGER wording_never_emptied ON notices_noticewording;
DROP TRIGGER wording_never_changes ON notices_noticewording;
"""


class Migration(migrations.Migration):
    replaces = [
        ("notices", "0002_words_never_change"),
        ("notices", "0004_steps_may_be_dropped_and_mutes_end"),
    ]
    dependencies = [
        ("notices", "0001_the_tables"),
        ("audit", "0002_the_record_never_changes"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
