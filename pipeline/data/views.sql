-- Views of the SQL stores: what users ask. Plain SQL that SQLite, PostgreSQL and DuckDB read alike.

-- The time a claim is about: of its first time in the text, else the year in which the text appeared.
CREATE VIEW claim_times AS
SELECT c.document, c.id AS claim, t.edtf,
       CAST(CASE WHEN coalesce(t.earliest, d.published) LIKE '-%' THEN substr(coalesce(t.earliest, d.published), 1, 5)
                 ELSE substr(coalesce(t.earliest, d.published), 1, 4) END AS INTEGER) AS year,
       CASE WHEN t.earliest IS NOT NULL THEN 'text' WHEN d.published IS NOT NULL THEN 'published' END AS year_from
FROM claims c
JOIN documents d ON d.key = c.document
LEFT JOIN (SELECT document, claim, min(time_edtf) AS edtf, min(time_earliest) AS earliest
           FROM qualifiers
           WHERE time_earliest IS NOT NULL AND role IN ('time', 'since', 'until')
           GROUP BY document, claim) t ON t.document = c.document AND t.claim = c.id;

-- The countries a claim is about: its subject, its object, where it holds.
CREATE VIEW claim_countries AS
SELECT a.document, a.claim, e.id AS country_id, e.name AS country
FROM arguments a JOIN entities e ON e.key = a.entity_key
WHERE a.slot IN ('subject', 'object') AND e.id LIKE 'country:%'
UNION
SELECT q.document, q.claim, e.id, e.name
FROM qualifiers q JOIN entities e ON e.key = q.entity_key
WHERE q.role IN ('place', 'of') AND e.id LIKE 'country:%';

-- Every claim with the things it is about, its value, its verdict and where it stands: one row per mention of a thing.
CREATE VIEW claims_by_entity AS
SELECT m.entity_id, m.entity, m.entity_type, m.slot, c.kind, c.predicate_id AS predicate, c.text AS claim_text, c.negated,
       c.modality, v.amount, v.low, v.high, v.unit, c.confidence, w.verdict, d.uri, d.title, d.published,
       c.document, c.id AS claim
FROM (SELECT a.document, a.claim, a.slot, e.id AS entity_id, e.name AS entity, e.type AS entity_type
      FROM arguments a JOIN entities e ON e.key = a.entity_key
      UNION ALL
      SELECT q.document, q.claim, q.role, e.id, e.name, e.type
      FROM qualifiers q JOIN entities e ON e.key = q.entity_key) m
JOIN claims c ON c.document = m.document AND c.id = m.claim
JOIN documents d ON d.key = c.document
LEFT JOIN amounts v ON v.document = c.document AND v.claim = c.id AND v.qualifier = 0
LEFT JOIN verifications w ON w.document = c.document AND w.claim = c.id;

-- Every number about a country in a year: one row per claim and country.
CREATE VIEW statistics_by_country_and_year AS
SELECT n.country_id, n.country, t.year, t.year_from, c.predicate_id AS predicate, c.predicate_label AS measure,
       v.amount, v.low, v.high, v.unit, v.approximate, v.bound, c.text AS claim_text, c.negated, c.modality, c.confidence,
       w.verdict, d.uri, d.title, d.published, c.document, c.id AS claim
FROM claims c
JOIN claim_countries n ON n.document = c.document AND n.claim = c.id
JOIN claim_times t ON t.document = c.document AND t.claim = c.id
JOIN amounts v ON v.document = c.document AND v.claim = c.id AND v.qualifier = 0
JOIN documents d ON d.key = c.document
LEFT JOIN verifications w ON w.document = c.document AND w.claim = c.id
WHERE c.kind = 'statistic';

-- What is said in how many articles: claims of one content (who, what, whom, how much, when, yes or no) count as one.
CREATE VIEW propositions AS
SELECT c.proposition, min(c.text) AS claim_text, min(c.kind) AS kind, min(c.predicate_id) AS predicate,
       count(DISTINCT c.document) AS documents, count(*) AS claims,
       min(v.amount) AS amount, min(v.low) AS low, min(v.high) AS high, min(v.unit) AS unit,
       min(d.published) AS first_published, max(d.published) AS last_published, max(c.confidence) AS confidence
FROM claims c
JOIN documents d ON d.key = c.document
LEFT JOIN amounts v ON v.document = c.document AND v.claim = c.id AND v.qualifier = 0
GROUP BY c.proposition;

-- The same question over articles with each one's answer. A question is subject, predicate, object, what is counted and
-- where; things are compared by their id in the knowledge base, anything else by its words.
CREATE VIEW answers AS
SELECT CASE WHEN es.id IS NULL OR es.id LIKE 'doc:%' THEN lower(coalesce(es.name, s.text)) ELSE es.id END AS subject,
       c.predicate_id AS predicate, c.predicate_label AS measure,
       CASE WHEN eo.id IS NULL OR eo.id LIKE 'doc:%' THEN lower(coalesce(eo.name, o.text, '')) ELSE eo.id END AS object,
       lower(coalesce(v.of_text, '')) AS counted, coalesce(p.place, '') AS place, t.edtf, t.year, c.kind, c.negated, c.modality,
       v.kind AS value_kind, v.amount, v.low, v.high, v.unit, v.approximate, v.bound, c.proposition, c.text AS claim_text,
       c.confidence, w.verdict, d.uri, d.title, d.published, c.document, c.id AS claim
FROM claims c
JOIN documents d ON d.key = c.document
JOIN claim_times t ON t.document = c.document AND t.claim = c.id
JOIN arguments s ON s.document = c.document AND s.claim = c.id AND s.slot = 'subject'
LEFT JOIN entities es ON es.key = s.entity_key
LEFT JOIN arguments o ON o.document = c.document AND o.claim = c.id AND o.slot = 'object'
LEFT JOIN entities eo ON eo.key = o.entity_key
LEFT JOIN amounts v ON v.document = c.document AND v.claim = c.id AND v.qualifier = 0
LEFT JOIN verifications w ON w.document = c.document AND w.claim = c.id
LEFT JOIN (SELECT q.document, q.claim, min(coalesce(e.id, lower(q.text))) AS place
           FROM qualifiers q LEFT JOIN entities e ON e.key = q.entity_key
           WHERE q.role = 'place' GROUP BY q.document, q.claim) p ON p.document = c.document AND p.claim = c.id;

-- Two claims that cannot both hold: yes against no, or two values of one measure for the same time that lie more than
-- 5 percent apart, whatever "about", ranges and "more than" leave open. Candidates for a reader, not verdicts: each pair once.
CREATE VIEW contradictions AS
SELECT CASE WHEN x.negated <> y.negated THEN 'negation' ELSE 'value' END AS reason, x.subject, x.predicate, x.measure, x.object, x.year,
       x.claim_text, y.claim_text AS other_text, x.amount, y.amount AS other_amount, x.unit, x.uri, y.uri AS other_uri,
       x.published, y.published AS other_published, x.document, x.claim, y.document AS other_document, y.claim AS other_claim
FROM answers x
JOIN answers y ON y.subject = x.subject AND y.predicate = x.predicate AND y.measure = x.measure AND y.object = x.object
              AND y.counted = x.counted AND y.place = x.place AND coalesce(y.edtf, '') = coalesce(x.edtf, '')
              AND coalesce(y.year, 0) = coalesce(x.year, 0) AND coalesce(y.unit, '') = coalesce(x.unit, '')
              AND coalesce(y.value_kind, '') = coalesce(x.value_kind, '')
WHERE (x.document < y.document OR (x.document = y.document AND x.claim < y.claim))
  AND x.modality = 'asserted' AND y.modality = 'asserted'
  AND ((x.negated <> y.negated
        AND coalesce(x.amount, x.low, 0) = coalesce(y.amount, y.low, 0) AND coalesce(x.high, 0) = coalesce(y.high, 0))
    OR (NOT x.negated AND NOT y.negated AND x.kind = 'statistic'
        AND ((coalesce(x.bound, '=') NOT IN ('<', '<=') AND coalesce(y.bound, '=') NOT IN ('>', '>=')
              AND coalesce(x.low, x.amount) - coalesce(y.high, y.amount) > 0.05 * abs(coalesce(x.low, x.amount)))
          OR (coalesce(x.bound, '=') NOT IN ('>', '>=') AND coalesce(y.bound, '=') NOT IN ('<', '<=')
              AND coalesce(y.low, y.amount) - coalesce(x.high, x.amount) > 0.05 * abs(coalesce(y.low, y.amount))))));
