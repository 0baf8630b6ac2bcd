"""An act never changes, but for the moment of an approval that it waits for: written in once."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION refuse_change_of_act() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NOT OLD.is_from_approval OR NEW.is_from_approval
        OR to_jsonb(OLD) - ARRAY['starts_at', 'computed_end', 'ends_at', 'is_from_approval']
            IS DISTINCT FROM
            to_jsonb(NEW) - ARRAY['starts_at', 'computed_end', 'ends_at', 'is_from_approval']
        OR (SELECT state FROM alerts_leveldecision WHERE id = OLD.decision_id) <> 'proposed'
    THEN
        RAISE EXCEPTION '% of % is refused: what is written here never changes',
            TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
DROP TRIGGER act_only_added ON alerts_decisionarea;
CREATE TRIGGER act_only_added BEFORE UPDATE OR DELETE ON alerts_decisionarea
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_act();
"""
BACKWARD = """
DROP TRIGGER act_only_added ON alerts_decisionarea;
CREATE TRIGGER act_only_added BEFORE UPDATE OR DELETE ON alerts_decisionarea
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
DROP FUNCTION refuse_change_of_act();
"""


class Migration(migrations.Migration):
    dependencies = [("alerts", "0010_a_beginning_with_the_approval")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
