-- Effects under way, and those of which nobody knows what came of them.
create index effect_begun on effect (account_id) where intent_at is not null and outcome_at is null;
