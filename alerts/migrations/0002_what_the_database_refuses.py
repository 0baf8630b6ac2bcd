"""The database itself keeps what was decided, answered, adopted, called and signed.

The final form of what five migrations built up, from `0002_what_was_published_never_changes` to
`0011_the_moment_of_approval_is_written_once` (docs/adr/0064).
"""

from django.db import migrations

# These tables only grow.
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
# Rows of these change under rules of their own, or not at all; none is ever emptied away.
NEVER_EMPTIED = {
    "alerts_leveldecision": "decision_never_emptied",
    "alerts_decisionarea": "act_never_emptied",
    "alerts_acknowledgement": "answer_never_emptied",
    "alerts_addressedbody": "addressed_never_emptied",
    "alerts_checklistline": "checklist_line_never_emptied",
    "alerts_consent": "consent_never_emptied",
    "alerts_decisionreview": "review_never_emptied",
    **dict.fromkeys(
        (
            *ONLY_ADDED,
            "alerts_checklisttemplate",
            "alerts_shift",
            "alerts_replacement",
            "alerts_handover",
            "alerts_handoverline",
            "alerts_gapnotice",
        ),
        "never_emptied",
    ),
}

DECISIONS = """
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
-- An act never changes, but for the moment of an approval that it waits for: written in once.
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
CREATE TRIGGER decision_never_changes BEFORE UPDATE OR DELETE ON alerts_leveldecision
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_decision();
CREATE TRIGGER act_of_an_open_decision BEFORE INSERT ON alerts_decisionarea
    FOR EACH ROW EXECUTE FUNCTION refuse_act_on_settled_decision();
CREATE TRIGGER act_only_added BEFORE UPDATE OR DELETE ON alerts_decisionarea
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_act();
CREATE TRIGGER consent_stays BEFORE UPDATE OR DELETE ON alerts_consent
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_consent();
CREATE TRIGGER review_stays BEFORE UPDATE OR DELETE ON alerts_decisionreview
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_review();
"""
NO_DECISIONS = """
DROP TRIGGER review_stays ON alerts_decisionreview;
DROP TRIGGER consent_stays ON alerts_consent;
DROP TRIGGER act_only_added ON alerts_decisionarea;
DROP TRIGGER act_of_an_open_decision ON alerts_decisionarea;
DROP TRIGGER decision_never_changes ON alerts_leveldecision;
DROP FUNCTION refuse_change_of_review();
DROP FUNCTION refuse_change_of_consent();
DROP FUNCTION refuse_change_of_act();
DROP FUNCTION refuse_act_on_settled_decision();
DROP FUNCTION refuse_change_of_decision();
"""

# Of an addressed organisation only the round and the clock of its progress move.
CLOCK = "- 'round' - 'progress_due_at' - 'reminded_at'"
ANSWERS = f"""
CREATE TRIGGER answer_only_added BEFORE UPDATE OR DELETE ON alerts_acknowledgement
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER addressed_only_added BEFORE UPDATE ON alerts_addressedbody FOR EACH ROW
    WHEN (to_jsonb(OLD) {CLOCK} IS DISTINCT FROM to_jsonb(NEW) {CLOCK})
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER addressed_never_deleted BEFORE DELETE ON alerts_addressedbody
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
NO_ANSWERS = """
DROP TRIGGER addressed_never_deleted ON alerts_addressedbody;
DROP TRIGGER addressed_only_added ON alerts_addressedbody;
DROP TRIGGER answer_only_added ON alerts_acknowledgement;
"""

CHECKLISTS = """
CREATE FUNCTION refuse_change_of_adopted_checklist() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.adopted_at IS NOT NULL THEN
        RAISE EXCEPTION '% of checklist version % is refused: draft the next one', TG_OP, OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION refuse_line_of_adopted_checklist() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    adopted timestamptz;
BEGIN
    SELECT adopted_at INTO adopted FROM alerts_checklisttemplate
        WHERE id = CASE WHEN TG_OP = 'INSERT' THEN NEW.template_id ELSE OLD.template_id END;
    IF adopted IS NOT NULL THEN
        RAISE EXCEPTION '% of a line of an adopted checklist is refused', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER adopted_checklist_never_changes BEFORE UPDATE OR DELETE ON alerts_checklisttemplate
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_adopted_checklist();
CREATE TRIGGER line_of_adopted_checklist_never_changes
    BEFORE INSERT OR UPDATE OR DELETE ON alerts_checklistline
    FOR EACH ROW EXECUTE FUNCTION refuse_line_of_adopted_checklist();
"""
NO_CHECKLISTS = """
DROP TRIGGER line_of_adopted_checklist_never_changes ON alerts_checklistline;
DROP TRIGGER adopted_checklist_never_changes ON alerts_checklisttemplate;
DROP FUNCTION refuse_line_of_adopted_checklist();
DROP FUNCTION refuse_change_of_adopted_checklist();
"""

DUTY = """
CREATE FUNCTION refuse_change_of_shift() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.replaced_by_id IS NOT NULL
        OR (NEW.body_id, NEW.person_id, NEW.starts_at, NEW.ends_at, NEW.made_at, NEW.made_by_id)
            IS DISTINCT FROM
            (OLD.body_id, OLD.person_id, OLD.starts_at, OLD.ends_at, OLD.made_at, OLD.made_by_id)
        OR NEW.made_through_id IS DISTINCT FROM OLD.made_through_id THEN
        RAISE EXCEPTION '% of shift % is refused: a shift is replaced, never changed', TG_OP, OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION refuse_change_of_replacement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'asked' THEN
        RAISE EXCEPTION '% of replacement % is refused: it has been decided', TG_OP, OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION refuse_change_of_handover() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.signed_at IS NOT NULL OR OLD.given_up_at IS NOT NULL THEN
        RAISE EXCEPTION '% of handover % is refused: it is over', TG_OP, OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.signed_at IS NOT NULL AND EXISTS (
        SELECT FROM alerts_handoverline WHERE handover_id = NEW.id AND state <> 'signed'
    ) THEN
        RAISE EXCEPTION 'the duty does not pass while a line of handover % is unsigned', NEW.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION refuse_line_of_signed_handover() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    over_at timestamptz;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a line of a handover stays' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT coalesce(signed_at, given_up_at) INTO over_at FROM alerts_handover WHERE id = NEW.handover_id;
    IF over_at IS NOT NULL THEN
        RAISE EXCEPTION '% of a line of a handover that is over is refused', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER shift_never_changes BEFORE UPDATE OR DELETE ON alerts_shift
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_shift();
CREATE TRIGGER replacement_never_changes BEFORE UPDATE OR DELETE ON alerts_replacement
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_replacement();
CREATE TRIGGER handover_never_changes BEFORE UPDATE OR DELETE ON alerts_handover
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_handover();
CREATE TRIGGER line_of_signed_handover_never_changes
    BEFORE INSERT OR UPDATE OR DELETE ON alerts_handoverline
    FOR EACH ROW EXECUTE FUNCTION refuse_line_of_signed_handover();
CREATE TRIGGER gap_only_told BEFORE UPDATE OR DELETE ON alerts_gapnotice
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
NO_DUTY = """
DROP TRIGGER gap_only_told ON alerts_gapnotice;
DROP TRIGGER line_of_signed_handover_never_changes ON alerts_handoverline;
DROP TRIGGER handover_never_changes ON alerts_handover;
DROP TRIGGER replacement_never_changes ON alerts_replacement;
DROP TRIGGER shift_never_changes ON alerts_shift;
DROP FUNCTION refuse_line_of_signed_handover();
DROP FUNCTION refuse_change_of_handover();
DROP FUNCTION refuse_change_of_replacement();
DROP FUNCTION refuse_change_of_shift();
"""


def refusing_change(table: str) -> migrations.RunSQL:
    """Refuse UPDATE and DELETE on a table, as the record's own trigger does."""
    return migrations.RunSQL(
        f"CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change();",
        f"DROP TRIGGER only_added ON {table};",
    )


def refusing_emptying(table: str, trigger: str) -> migrations.RunSQL:
    """Refuse TRUNCATE on a table."""
    return migrations.RunSQL(
        f"CREATE TRIGGER {trigger} BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();",
        f"DROP TRIGGER {trigger} ON {table};",
    )


class Migration(migrations.Migration):
    replaces = [
        ("alerts", "0002_what_was_published_never_changes"),
        ("alerts", "0004_what_never_changes"),
        ("alerts", "0005_duty_and_checklists_keep_their_word"),
        ("alerts", "0008_a_handover_given_up_never_changes"),
        ("alerts", "0011_the_moment_of_approval_is_written_once"),
    ]
    dependencies = [
        ("alerts", "0001_the_tables"),
        ("audit", "0002_the_record_never_changes"),
    ]
    operations = [
        migrations.RunSQL(DECISIONS, NO_DECISIONS),
        migrations.RunSQL(ANSWERS, NO_ANSWERS),
        migrations.RunSQL(CHECKLISTS, NO_CHECKLISTS),
        migrations.RunSQL(DUTY, NO_DUTY),
        *[refusing_change(table) for table in ONLY_ADDED],
        *[refusing_emptying(table, trigger) for table, trigger in NEVER_EMPTIED.items()],
    ]
