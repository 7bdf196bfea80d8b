-- When the event happened in amoCRM; empty where its hook does not tell.
alter table event add column happened_at integer;
-- Other hooks about the same action.
create index event_entity on event (account_id, entity_kind, entity_id, id);
