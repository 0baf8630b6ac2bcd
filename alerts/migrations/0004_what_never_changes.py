"""The database itself keeps what the duty desk wrote: these tables only grow."""

from django.db import migrations

ONLY_ADDED = (
    "alerts_call",
    "alerts_situationreport",
    "alerts_reportreminder",
    "alerts_centrereport",
    "alerts_centrereportline",
    "alerts_publication",
    "alerts_termreminder",
    "alerts_texttemplate",
    "alerts_telephoneapproval",
    "alerts_telephoneconfirmation",
    "alerts_suppressednotice",
    "alerts_progressnote",
)
SETTLED = """
CREATE FUNCTION refuse_change_of_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'asked' THEN
        RAISE EXCEPTION '% of an answered consent is refused', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION refuse_change_of_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.completed_at IS NOT NULL THEN
        RAISE EXCEPTION '% of a completed review is refused', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER consent_stays BEFORE UPDATE OR DELETE ON alerts_consent
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_consent();
CREATE TRIGGER consent_never_emptied BEFORE TRUNCATE ON alerts_consent
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER review_stays BEFORE UPDATE OR DELETE ON alerts_decisionreview
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_review();
CREATE TRIGGER review_never_emptied BEFORE TRUNCATE ON alerts_decisionreview
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
UNSETTLED = """
DROP TRIGGER review_never_emptied ON alerts_decisionreview;
DROP TRIGGER review_stays ON alerts_decisionreview;
DROP TRIGGER consent_never_emptied ON alerts_consent;
DROP TRIGGER consent_stays ON alerts_consent;
DROP FUNCTION refuse_change_of_review();
DROP FUNCTION refuse_change_of_consent();
"""
# Of an addressed organisation only the round and the clock of its progress move.
CLOCK = "- 'round' - 'progress_due_at' - 'reminded_at'"
ROUNDS = f"""
DROP TRIGGER addressed_only_added ON alerts_addressedbody;
CREATE TRIGGER addressed_only_added BEFORE UPDATE ON alerts_addressedbody FOR EACH ROW
    WHEN (to_jsonb(OLD) {CLOCK} IS DISTINCT FROM to_jsonb(NEW) {CLOCK})
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER addressed_never_deleted BEFORE DELETE ON alerts_addressedbody
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
NO_ROUNDS = """
DROP TRIGGER addressed_never_deleted ON alerts_addressedbody;
DROP TRIGGER addressed_only_added ON alerts_addressedbody;
CREATE TRIGGER addressed_only_added BEFORE UPDATE OR DELETE ON alerts_addressedbody
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
FORWARD = "".join(
    f"""
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
    for table in ONLY_ADDED
)
BACKWARD = "".join(
    f"DROP TRIGGER never_emptied ON {table}; DROP TRIGGER only_added ON {table};\n"
    for table in reversed(ONLY_ADDED)
)


class Migration(migrations.Migration):
    dependencies = [("alerts", "0003_the_duty_desk"), ("audit", "0002_the_record_never_changes")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(SETTLED, UNSETTLED),
        migrations.RunSQL(ROUNDS, NO_ROUNDS),
    ]
