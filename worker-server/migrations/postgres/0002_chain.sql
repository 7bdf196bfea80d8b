-- The entity an effect writes to: hooks caused by own writes are found by it.
alter table effect add column entity_kind text;
alter table effect add column entity_id bigint;
create index effect_entity on effect (account_id, entity_kind, entity_id, intent_at);
