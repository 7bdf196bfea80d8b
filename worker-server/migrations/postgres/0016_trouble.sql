-- What went wrong and nobody has looked after yet is found without reading what went well.
alter table run add column resolved_at bigint;
alter table effect add column resolved_at bigint;
create index run_trouble on run (account_id, finished_at) where state = 'failed' and resolved_at is null;
create index effect_trouble on effect (account_id, outcome_at) where state in ('failed', 'unknown') and resolved_at is null;
-- Bodies that nobody understood.
create index event_unknown on event (account_id, id) where kind = 'unknown';
