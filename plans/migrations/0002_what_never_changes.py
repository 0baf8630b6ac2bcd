"""The database itself refuses to move an original term or to change what was written once."""

from django.db import migrations

# Rows written once and never again.
APPEND_ONLY = ("progressnote", "termchange", "correction", "evidence", "storedfile")

FORWARD = """
CREATE FUNCTION plans_refuse_a_new_original_term() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.original_due_on IS DISTINCT FROM OLD.original_due_on THEN
        RAISE EXCEPTION 'the original term of task % never changes', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER original_term_never_changes BEFORE UPDATE ON plans_task
    FOR EACH ROW EXECUTE FUNCTION plans_refuse_a_new_original_term();

CREATE FUNCTION plans_refuse_an_answer_undone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.outcome <> 'awaited' OR (NEW.task_id, NEW.body_id, NEW.number, NEW.text,
        NEW.letter_number, NEW.letter_on, NEW.submitted_by_id, NEW.submitted_at)
        IS DISTINCT FROM (OLD.task_id, OLD.body_id, OLD.number, OLD.text,
        OLD.letter_number, OLD.letter_on, OLD.submitted_by_id, OLD.submitted_at) THEN
        RAISE EXCEPTION 'report % never changes but to be answered once', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER report_answered_once BEFORE UPDATE ON plans_executionreport
    FOR EACH ROW EXECUTE FUNCTION plans_refuse_an_answer_undone();

CREATE FUNCTION plans_refuse_a_decision_undone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.decision <> 'awaited' OR (NEW.task_id, NEW.body_id, NEW.term_then, NEW.proposed_on,
        NEW.reason, NEW.requested_by_id, NEW.requested_at)
        IS DISTINCT FROM (OLD.task_id, OLD.body_id, OLD.term_then, OLD.proposed_on,
        OLD.reason, OLD.requested_by_id, OLD.requested_at) THEN
        RAISE EXCEPTION 'request % never changes but to be decided once', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER extension_decided_once BEFORE UPDATE ON plans_extensionrequest
    FOR EACH ROW EXECUTE FUNCTION plans_refuse_a_decision_undone();
"""
BACKWARD = """
DROP TRIGGER extension_decided_once ON plans_extensionrequest;
DROP FUNCTION plans_refuse_a_decision_undone();
DROP TRIGGER report_answered_once ON plans_executionreport;
DROP FUNCTION plans_refuse_an_answer_undone();
DROP TRIGGER original_term_never_changes ON plans_task;
DROP FUNCTION plans_refuse_a_new_original_term();
"""


def refusing_change(table: str) -> migrations.RunSQL:
    """Refuse UPDATE and DELETE on a table, as the record's own trigger does."""
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_never_changes BEFORE UPDATE OR DELETE ON plans_{table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change();",
        f"DROP TRIGGER {table}_never_changes ON plans_{table};",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0001_initial"),
        ("audit", "0002_the_record_never_changes"),
    ]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *[refusing_change(table) for table in APPEND_ONLY],
    ]
