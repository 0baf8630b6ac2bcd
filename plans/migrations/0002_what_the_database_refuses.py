"""The database itself keeps original terms, what was written once, and what was closed or sent.

The final form of what `0002_what_never_changes`, `0020_reporting_periods`,
`0021_a_closed_period_is_not_emptied` and `0022_commission_reports` built up (docs/adr/0064).
"""

from django.db import migrations

# Rows written once and never again.
APPEND_ONLY = ("progressnote", "termchange", "correction", "evidence", "storedfile")
# Tables of closed periods, which are never emptied.
FROZEN = ("periodreport", "periodtask")

TASKS = """
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
NO_TASKS = """
DROP TRIGGER extension_decided_once ON plans_extensionrequest;
DROP FUNCTION plans_refuse_a_decision_undone();
DROP TRIGGER report_answered_once ON plans_executionreport;
DROP FUNCTION plans_refuse_an_answer_undone();
DROP TRIGGER original_term_never_changes ON plans_task;
DROP FUNCTION plans_refuse_a_new_original_term();
"""
REPORTS = """
CREATE FUNCTION plans_refuse_a_period_unfrozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.reopened_at IS NOT NULL OR (NEW.controller_id, NEW.first_day,
        NEW.last_day, NEW.number, NEW.closed_at, NEW.closed_by_id, NEW.money, NEW.indicators)
        IS DISTINCT FROM (OLD.controller_id, OLD.first_day, OLD.last_day, OLD.number,
        OLD.closed_at, OLD.closed_by_id, OLD.money, OLD.indicators) THEN
        RAISE EXCEPTION 'the figures of a closed period never change'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER period_report_frozen BEFORE UPDATE OR DELETE ON plans_periodreport
    FOR EACH ROW EXECUTE FUNCTION plans_refuse_a_period_unfrozen();

CREATE FUNCTION plans_refuse_a_period_row_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the rows of a closed period never change' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER period_task_frozen BEFORE UPDATE OR DELETE ON plans_periodtask
    FOR EACH ROW EXECUTE FUNCTION plans_refuse_a_period_row_changed();

CREATE FUNCTION plans_refuse_a_sent_report_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' OR OLD.sent_at IS NOT NULL THEN
        RAISE EXCEPTION 'a report of a commission never changes once it is sent'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER commission_report_frozen BEFORE UPDATE OR DELETE ON plans_commissionreport
    FOR EACH ROW EXECUTE FUNCTION plans_refuse_a_sent_report_changed();
"""
NO_REPORTS = """
DROP TRIGGER commission_report_frozen ON plans_commissionreport;
DROP FUNCTION plans_refuse_a_sent_report_changed();
DROP TRIGGER period_task_frozen ON plans_periodtask;
DROP FUNCTION plans_refuse_a_period_row_changed();
DROP TRIGGER period_report_frozen ON plans_periodreport;
DROP FUNCTION plans_refuse_a_period_unfrozen();
"""


def refusing_change(table: str) -> migrations.RunSQL:
    """Refuse UPDATE and DELETE on a table, as the record's own trigger does."""
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_never_changes BEFORE UPDATE OR DELETE ON plans_{table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change();",
        f"DROP TRIGGER {table}_never_changes ON plans_{table};",
    )


def refusing_emptying(table: str) -> migrations.RunSQL:
    """Refuse TRUNCATE on a table of closed periods."""
    return migrations.RunSQL(
        f"CREATE TRIGGER never_emptied BEFORE TRUNCATE ON plans_{table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION plans_refuse_a_period_row_changed();",
        f"DROP TRIGGER never_emptied ON plans_{table};",
    )


class Migration(migrations.Migration):
    replaces = [
        ("plans", "0002_what_never_changes"),
        ("plans", "0021_a_closed_period_is_not_emptied"),
    ]
    dependencies = [
        ("plans", "0001_the_tables"),
        ("audit", "0002_the_record_never_changes"),
    ]
    operations = [
        migrations.RunSQL(TASKS, NO_TASKS),
        *[refusing_change(table) for table in APPEND_ONLY],
        migrations.RunSQL(REPORTS, NO_REPORTS),
        *[refusing_emptying(table) for table in FROZEN],
    ]
