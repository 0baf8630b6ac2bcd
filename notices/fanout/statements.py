"""The statements that write messages, put together out of a few pieces.

A piece reads the one before it: due (steps) → told (people) → chosen (their contacts) → numbered,
slices, batches → deliveries. Step, preview and test message differ in the first piece alone.
"""

# ruff: noqa: S608 - put together from these constants alone, never from what anybody typed
# What is real goes before whatever an exercise sends.
# What an issuer muted is not rung; `told` is a person for a body, the issuer stands beside it.
MUTED = """
    EXISTS (
        SELECT FROM notices_mute AS mute
        WHERE mute.issuer_id = due.issuer_id AND mute.ended_at IS NULL
          AND mute.begun_at <= %(now)s AND mute.ends_at > %(now)s
          AND (mute.person_id = told.person_id OR mute.body_id = told.body_id)
    )
"""
ROUTE = """
    notice.heeds_mutes, notice.issuing_body_id AS issuer_id,
    notice.norm IS NOT NULL OR notice.answer_purpose <> '' AS asks,
    CASE notice.urgency WHEN 'ordinary' THEN 'default' ELSE 'alerts' END AS queue,
    CASE notice.urgency WHEN 'correction' THEN 0 WHEN 'immediate' THEN 1 ELSE 5 END
        + CASE WHEN notice.is_exercise THEN 10 ELSE 0 END AS priority
"""
AT_ONCE = f"""
    SELECT notice.id AS notice_id, 0 AS step, 0 AS rung, NULL::bigint AS body_id,
        notice.urgency <> 'ordinary' AS every_channel, {ROUTE}
    FROM notices_notice AS notice WHERE notice.id = %(notice)s
"""
# A step that falls due is dropped once as many organisations have answered as are needed.
DUE = f"""
    SELECT step.id, step.notice_id, step.number AS step, step.rung, step.body_id,
        step.every_channel, {ROUTE},
        coalesce(notice.answers_needed <= (
            SELECT count(DISTINCT asked.body_id) FROM notices_addressee AS asked
            WHERE asked.notice_id = notice.id AND asked.is_counted
              AND asked.answered_at IS NOT NULL
        ), FALSE) AS is_enough
    FROM notices_ladderstep AS step JOIN notices_notice AS notice ON notice.id = step.notice_id
    WHERE step.notice_id = ANY(%(notices)s) AND notice.closed_at IS NULL
      AND step.made_at IS NULL AND step.dropped_at IS NULL AND step.due_at <= %(now)s
"""
SETTLED = """
    UPDATE notices_ladderstep AS step
    SET made_at = CASE WHEN NOT due.is_enough THEN %(now)s END,
        dropped_at = CASE WHEN due.is_enough THEN %(now)s END
    FROM due WHERE due.id = step.id RETURNING step.made_at
"""
# Whoever has left the body since the notice was issued is told no more; asked of later steps
# alone, for the first has just been drawn from the appointments themselves.
SERVES = """
    (due.step = 0 OR NOT coalesce((
        SELECT bool_and(held.ends_at IS NOT NULL AND held.ends_at <= %(now)s)
        FROM agencies_appointment AS held JOIN agencies_post AS post ON post.id = held.post_id
        WHERE held.person_id = told.person_id AND post.body_id = told.body_id
    ), FALSE))
"""
# A body that is asked anew has steps of its own: those of the whole notice pass it by. Who is
# only informed has nothing to answer: told once, by the first step that reaches them.
TOLD = f"""
    SELECT due.notice_id, due.step, due.every_channel, due.queue, due.priority, told.person_id,
        CASE WHEN due.asks AND bool_or(told.is_counted) THEN 'asked' ELSE 'told' END AS variant
    FROM {{due}} AS due
    JOIN notices_addressee AS told ON told.notice_id = due.notice_id
    JOIN agencies_user AS one ON one.id = told.person_id AND one.is_active
    WHERE told.answered_at IS NULL AND told.first_step <= due.rung
      AND (told.is_counted OR told.first_step = due.rung)
      AND CASE WHEN due.body_id IS NOT NULL THEN told.body_id = due.body_id ELSE NOT EXISTS (
          SELECT FROM notices_ladderstep AS own
          WHERE own.notice_id = due.notice_id AND own.body_id = told.body_id
      ) END
      AND NOT (due.heeds_mutes AND {MUTED}) AND {SERVES}
    GROUP BY due.notice_id, due.step, due.every_channel, due.queue, due.priority, due.asks,
        told.person_id
"""
GIVEN = f"""
    SELECT DISTINCT 0 AS notice_id, 0 AS step, %(every_channel)s AS every_channel, '' AS queue,
        0 AS priority, told.person_id, 'told' AS variant
    FROM unnest(%(people)s::bigint[], %(bodies)s::bigint[]) AS told (person_id, body_id)
    JOIN agencies_user AS one ON one.id = told.person_id AND one.is_active
    CROSS JOIN (SELECT %(issuer)s::bigint AS issuer_id) AS due
    WHERE NOT (%(heeds_mutes)s AND {MUTED})
"""
# One contact on each channel that workers use, in the person's own order; the first channel
# alone unless every one.
CHOSEN = """
    SELECT * FROM (
        SELECT DISTINCT ON (told.notice_id, told.step, told.person_id, contact.channel)
            told.*, contact.channel, contact.id AS contact_id, contact.address, one.language,
            first_value(contact.channel) OVER (
                PARTITION BY told.notice_id, told.step, told.person_id
                ORDER BY contact.position, contact.id
            ) AS first_channel
        FROM told
        JOIN notices_contact AS contact ON contact.person_id = told.person_id
        JOIN agencies_user AS one ON one.id = told.person_id
        WHERE contact.channel = ANY(%(channels)s) AND contact.verified_at IS NOT NULL
          AND contact.broken_at IS NULL AND contact.removed_at IS NULL
        ORDER BY told.notice_id, told.step, told.person_id, contact.channel, contact.position,
            contact.id
    ) AS best
    WHERE every_channel OR channel = first_channel
"""
BODY_MUTED = """
    EXISTS (
        SELECT FROM notices_mute AS mute
        WHERE mute.issuer_id = due.issuer_id AND mute.ended_at IS NULL
          AND mute.begun_at <= %(now)s AND mute.ends_at > %(now)s
          AND mute.body_id = asked.body_id
    )
"""
WORKING = """
    system.channel = ANY(%(channels)s) AND system.verified_at IS NOT NULL
      AND system.broken_at IS NULL AND system.removed_at IS NULL
"""
# The systems of the bodies that are told, as often as their people: never of an exercise.
SYSTEMS = f"""
    SELECT DISTINCT due.notice_id, due.step, due.queue, due.priority, NULL::bigint AS person_id,
        'told' AS variant, system.channel, system.id AS contact_id, system.address,
        'ru' AS language
    FROM {{due}} AS due
    JOIN notices_notice AS notice ON notice.id = due.notice_id
    JOIN notices_addressee AS asked ON asked.notice_id = due.notice_id
    JOIN notices_contact AS system ON system.body_id = asked.body_id
    WHERE NOT notice.is_exercise AND notice.kind IN ('level', 'meeting', 'task', 'report')
      AND asked.answered_at IS NULL AND asked.first_step <= due.rung
      AND (asked.is_counted OR asked.first_step = due.rung)
      AND CASE WHEN due.body_id IS NOT NULL THEN asked.body_id = due.body_id ELSE NOT EXISTS (
          SELECT FROM notices_ladderstep AS own
          WHERE own.notice_id = due.notice_id AND own.body_id = asked.body_id
      ) END
      AND NOT (due.heeds_mutes AND {BODY_MUTED}) AND {WORKING}
"""
GIVEN_SYSTEMS = f"""
    SELECT DISTINCT system.id
    FROM unnest(%(people)s::bigint[], %(bodies)s::bigint[]) AS asked (person_id, body_id)
    JOIN agencies_user AS one ON one.id = asked.person_id AND one.is_active
    JOIN notices_contact AS system ON system.body_id = asked.body_id
    CROSS JOIN (SELECT %(issuer)s::bigint AS issuer_id) AS due
    WHERE NOT (%(heeds_mutes)s AND {BODY_MUTED}) AND {WORKING}
    ORDER BY system.id
"""
TO_EACH = """
    SELECT notice_id, step, queue, priority, person_id, variant, channel, contact_id, address,
        language
    FROM ({people}) AS people
    UNION ALL {systems}
"""
ONE_CONTACT = f"""
    SELECT due.*, contact.person_id, contact.channel, contact.id AS contact_id, contact.address,
        coalesce(one.language, 'ru') AS language, 'told' AS variant
    FROM notices_contact AS contact
    LEFT JOIN agencies_user AS one ON one.id = contact.person_id
    CROSS JOIN ({AT_ONCE}) AS due WHERE contact.id = %(contact)s
"""
# What a batch has in common: its words are made once, and one channel carries it.
ALIKE = "queue, priority, channel, notice_id, language, variant"
# At least one slice for each worker, so that nobody waits while another has everything.
NUMBERED = f"""
    SELECT chosen.*, (row_number() OVER (
        PARTITION BY {ALIKE} ORDER BY step, person_id, contact_id
    ) - 1) / LEAST(%(batch_size)s, GREATEST(10, ceil(
            count(*) OVER (PARTITION BY {ALIKE})::numeric / %(workers)s
        )::bigint)) AS slice FROM chosen
"""
SLICES = f"""
    SELECT {ALIKE}, slice, size,
        nextval(pg_get_serial_sequence('notices_deliverybatch', 'id')) AS batch_id
    FROM (
        SELECT {ALIKE}, slice, count(*) AS size FROM numbered GROUP BY {ALIKE}, slice
        ORDER BY priority, array_position(%(channels)s, channel::text), notice_id, slice,
            language, variant
    ) AS cut
"""
BATCHES = f"""
    INSERT INTO notices_deliverybatch
        (id, {ALIKE}, size, state, not_before, attempts, lease_host, lease_journal)
    SELECT batch_id, {ALIKE}, size, 'ready', %(now)s, 0, '', '' FROM slices
"""
DELIVERIES = f"""
    INSERT INTO notices_delivery
        (step, person_id, contact_id, address, {ALIKE}, batch_id, state, attempts, queued_at,
         words)
    SELECT step, person_id, contact_id, address, {ALIKE}, batch_id, 'queued', 0, %(now)s, ''
    FROM numbered JOIN slices USING ({ALIKE}, slice)
    ORDER BY batch_id, step, person_id
    ON CONFLICT DO NOTHING
"""
CUT = f"""
    numbered AS ({NUMBERED}), slices AS MATERIALIZED ({SLICES}), batches AS ({BATCHES})
"""
WRITE = f"{CUT} {DELIVERIES}"
MAKE = f"""
    WITH due AS MATERIALIZED ({DUE}), settled AS ({SETTLED}),
    open AS (SELECT * FROM due WHERE NOT is_enough), told AS ({TOLD.format(due="open")}),
    chosen AS ({TO_EACH.format(people=CHOSEN, systems=SYSTEMS.format(due="open"))}),
    {CUT}, written AS ({DELIVERIES})
    SELECT count(made_at) FROM settled
"""
NOTICES_DUE = """
    SELECT notice.id FROM notices_notice AS notice
    WHERE notice.closed_at IS NULL AND notice.id IN (
        SELECT step.notice_id FROM notices_ladderstep AS step
        WHERE step.made_at IS NULL AND step.dropped_at IS NULL AND step.due_at <= %(now)s
        ORDER BY step.due_at LIMIT 1000
    ) ORDER BY notice.id FOR NO KEY UPDATE
"""
RETRIES = f"""
    WITH due AS (
        SELECT id, {ALIKE} FROM notices_delivery
        WHERE not_before <= %(now)s AND state = 'queued' AND batch_id IS NULL
          AND (attempts > 0 OR not_before <= %(unheard)s OR NOT EXISTS (
              SELECT FROM notices_rest AS rest
              WHERE rest.person_id = notices_delivery.person_id
          ))
        ORDER BY priority, not_before, id LIMIT 5000 FOR UPDATE SKIP LOCKED
    ), numbered AS (
        SELECT due.*, (row_number() OVER (PARTITION BY {ALIKE} ORDER BY id) - 1)
            / %(batch_size)s AS slice FROM due
    ), slices AS MATERIALIZED ({SLICES}), batches AS ({BATCHES})
    UPDATE notices_delivery AS delivery SET batch_id = slices.batch_id, not_before = NULL
    FROM numbered JOIN slices USING ({ALIKE}, slice)
    WHERE delivery.id = numbered.id
"""
ADDRESSEES = """
    INSERT INTO notices_addressee (notice_id, person_id, body_id, is_counted, first_step)
    SELECT %(notice)s, given.person_id, given.body_id, bool_or(given.counted),
        min(given.first_step)
    FROM unnest(%(people)s::bigint[], %(bodies)s::bigint[], %(counted)s::boolean[],
                %(first_steps)s::smallint[])
        AS given (person_id, body_id, counted, first_step)
    JOIN agencies_user AS one ON one.id = given.person_id AND one.is_active
    GROUP BY given.person_id, given.body_id
"""
ASKED_AGAIN = """
    UPDATE notices_addressee AS asked SET answered_at = NULL
    FROM unnest(%(notices)s::bigint[], %(bodies)s::bigint[]) AS given (notice_id, body_id)
    JOIN notices_notice AS notice ON notice.id = given.notice_id AND notice.closed_at IS NULL
    WHERE asked.notice_id = given.notice_id AND asked.body_id = given.body_id
"""
# The frozen ladder from its foot, for one body: as it stood when the notice was issued.
NEXT_ROUND = """
    WITH given AS (
        SELECT given.* FROM unnest(%(notices)s::bigint[], %(bodies)s::bigint[])
            AS given (notice_id, body_id)
        JOIN notices_notice AS notice ON notice.id = notice_id AND notice.closed_at IS NULL
    ), rungs AS (
        SELECT id AS notice_id, 0 AS rung, interval '0' AS after,
            urgency <> 'ordinary' AS every_channel
        FROM notices_notice WHERE id = ANY(%(notices)s)
        UNION ALL
        SELECT step.notice_id, step.rung, step.due_at - notice.issued_at, step.every_channel
        FROM notices_ladderstep AS step JOIN notices_notice AS notice ON notice.id = step.notice_id
        WHERE step.notice_id = ANY(%(notices)s) AND step.body_id IS NULL
    ), last AS (
        SELECT notice_id, max(number) AS number FROM notices_ladderstep
        WHERE notice_id = ANY(%(notices)s) GROUP BY notice_id
    )
    INSERT INTO notices_ladderstep (notice_id, body_id, number, rung, due_at, every_channel)
    SELECT notice_id, body_id, coalesce(last.number, 0) + row_number() OVER (
        PARTITION BY notice_id ORDER BY body_id, rung
    ), rung, %(now)s + after, every_channel
    FROM given JOIN rungs USING (notice_id) LEFT JOIN last USING (notice_id)
"""
WRITE_AT_ONCE = f"""
    WITH due AS ({AT_ONCE}), told AS ({TOLD.format(due="due")}),
    chosen AS ({TO_EACH.format(people=CHOSEN, systems=SYSTEMS.format(due="due"))}), {WRITE}
"""
WRITE_TO_ONE = f"WITH chosen AS ({ONE_CONTACT}), {WRITE}"
# Who was not reached by one channel is told by the next of their own order, at the same step.
NEXT_CHANNEL = """
    SELECT DISTINCT ON (told.notice_id, told.step, told.person_id) told.*, contact.channel,
        contact.id AS contact_id, contact.address, one.language
    FROM told
    JOIN notices_contact AS contact ON contact.person_id = told.person_id
    JOIN agencies_user AS one ON one.id = told.person_id
    WHERE contact.channel = ANY(%(channels)s) AND contact.verified_at IS NOT NULL
      AND contact.broken_at IS NULL AND contact.removed_at IS NULL AND NOT EXISTS (
          SELECT FROM notices_delivery AS tried
          WHERE tried.notice_id = told.notice_id AND tried.step = told.step
            AND tried.person_id = told.person_id AND tried.channel = contact.channel
      )
    ORDER BY told.notice_id, told.step, told.person_id, contact.position, contact.id
"""
WRITE_FALLBACKS = f"""
    WITH told AS (
        SELECT DISTINCT one.notice_id, one.step, one.queue, one.priority, one.person_id,
            one.variant
        FROM notices_delivery AS one JOIN notices_notice AS notice ON notice.id = one.notice_id
        WHERE one.id = ANY(%(failed)s) AND one.state = 'failed' AND one.person_id IS NOT NULL
          AND notice.kind <> 'contact' AND notice.closed_at IS NULL
          AND coalesce((
              SELECT bool_or(asked.answered_at IS NULL) FROM notices_addressee AS asked
              WHERE asked.notice_id = one.notice_id AND asked.person_id = one.person_id
          ), TRUE)
    ), chosen AS ({NEXT_CHANNEL}), {WRITE}
"""
CHOOSE = f"""
    WITH told AS ({GIVEN}), chosen AS ({CHOSEN})
    SELECT person_id, channel FROM chosen ORDER BY person_id, channel
"""
HOLD = "SELECT FROM notices_notice WHERE id = ANY(%(notices)s) ORDER BY id FOR NO KEY UPDATE"
HOLD_TOGETHER = "SELECT FROM notices_notice WHERE id = ANY(%(notices)s) ORDER BY id FOR SHARE"
HOLD_NOTICES_OF = """
    SELECT FROM notices_notice
    WHERE id IN (SELECT notice_id FROM notices_delivery WHERE id = ANY(%(ids)s))
    ORDER BY id FOR SHARE
"""
HOLD_ADDRESSEES_OF = """
    SELECT FROM notices_addressee
    WHERE (notice_id, person_id) IN (
        SELECT notice_id, person_id FROM notices_delivery WHERE id = ANY(%(ids)s)
    )
    ORDER BY id FOR SHARE
"""
