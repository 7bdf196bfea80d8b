-- Effects under way, and those of which nobody knows what came of them.
create index effect_begun on effect (account_id) where intent_at is not null and outcome_at is null;

-- Bodies that wait, in their order; those that were read are not in it, however many there are.
drop index inbox_new;
drop index inbox_waiting;
create index inbox_waiting on inbox (account_id, id) where state = 'new';
