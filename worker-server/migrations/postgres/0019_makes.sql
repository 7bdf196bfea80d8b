-- Kind of the entity that an effect makes: a hook about what we have just made continues the chain of its run.
alter table effect add column makes text;
create index effect_makes on effect (account_id, makes, created_id, intent_at);
