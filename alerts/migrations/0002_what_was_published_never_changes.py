"""The database itself keeps published decisions, their acts and the answers as they were."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION refuse_change_of_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'proposed' THEN
        RAISE EXCEPTION '% of decision % is refused: a decision never changes, a new one follows',
            TG_OP, OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION refuse_act_on_settled_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paper record;
BEGIN
    SELECT state, origin INTO paper FROM alerts_leveldecision WHERE id = NEW.decision_id;
    IF paper.state <> 'proposed' AND paper.origin <> 'imported' THEN
        RAISE EXCEPTION 'a settled decision takes no further act'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER decision_never_changes BEFORE UPDATE OR DELETE ON alerts_leveldecision
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_decision();
CREATE TRIGGER decision_never_emptied BEFORE TRUNCATE ON alerts_leveldecision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER act_only_added BEFORE UPDATE OR DELETE ON alerts_decisionarea
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER act_never_emptied BEFORE TRUNCATE ON alerts_decisionarea
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER act_of_an_open_decision BEFORE INSERT ON alerts_decisionarea
    FOR EACH ROW EXECUTE FUNCTION refuse_act_on_settled_decision();
CREATE TRIGGER answer_only_added BEFORE UPDATE OR DELETE ON alerts_acknowledgement
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER answer_never_emptied BEFORE TRUNCATE ON alerts_acknowledgement
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER addressed_only_added BEFORE UPDATE OR DELETE ON alerts_addressedbody
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER addressed_never_emptied BEFORE TRUNCATE ON alerts_addressedbody
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER checklist_line_only_added BEFORE UPDATE OR DELETE ON alerts_checklistline
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER checklist_line_never_emptied BEFORE TRUNCATE ON alerts_checklistline
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
BACKWARD = """
DROP TRIGGER checklist_line_never_emptied ON alerts_checklistline;
DROP TRIGGER checklist_line_only_added ON alerts_checklistline;
DROP TRIGGER addressed_never_emptied ON alerts_addressedbody;
DROP TRIGGER addressed_only_added ON alerts_addressedbody;
DROP TRIGGER answer_never_emptied ON alerts_acknowledgement;
DROP TRIGGER answer_only_added ON alerts_acknowledgement;
DROP TRIGGER act_of_an_open_decision ON alerts_decisionarea;
DROP TRIGGER act_never_emptied ON alerts_decisionarea;
DROP TRIGGER act_only_added ON alerts_decisionarea;
DROP TRIGGER decision_never_emptied ON alerts_leveldecision;
DROP TRIGGER decision_never_changes ON alerts_leveldecision;
DROP FUNCTION refuse_act_on_settled_decision();
DROP FUNCTION refuse_change_of_decision();
"""


class Migration(migrations.Migration):
    dependencies = [("alerts", "0001_initial"), ("audit", "0002_the_record_never_changes")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
