-- A second convocation names the first meeting, and the points taken again; closed doors are a vote, no longer a sentence.

UPDATE deroules SET content = json_set(
    json_remove(content, '$.seconde_convocation', '$.huis_clos'),
    '$.premiere', (SELECT max(date) FROM seances WHERE date < (SELECT date FROM seances WHERE id = seance_id)),
    '$.points', (SELECT json_group_array(json_set(value, '$.repris', json(CASE WHEN json_extract(value, '$.ajoute') THEN 'false' ELSE 'true' END))) FROM json_each(content, '$.points'))
) WHERE json_extract(content, '$.seconde_convocation');

UPDATE deroules SET content = json_remove(content, '$.seconde_convocation', '$.huis_clos')
WHERE json_type(content, '$.seconde_convocation') IS NOT NULL;

UPDATE gestes SET avant = json_set(
    json_remove(avant, '$.seconde_convocation', '$.huis_clos'),
    '$.premiere', (SELECT max(date) FROM seances WHERE date < (SELECT date FROM seances WHERE id = seance_id)),
    '$.points', (SELECT json_group_array(json_set(value, '$.repris', json(CASE WHEN json_extract(value, '$.ajoute') THEN 'false' ELSE 'true' END))) FROM json_each(avant, '$.points'))
) WHERE json_extract(avant, '$.seconde_convocation');

UPDATE gestes SET avant = json_remove(avant, '$.seconde_convocation', '$.huis_clos')
WHERE json_type(avant, '$.seconde_convocation') IS NOT NULL;
