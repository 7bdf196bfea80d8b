-- A scenario with a hundred thousand waiting runs must not be sorted at every turn,
-- and a lane must be found without reading older runs of other entities.
drop index run_turn;
create index run_turn on run (account_id, state, scenario_id, due_at, id);
create index run_due on run (account_id, state, due_at);
drop index run_lane;
create index run_lane on run (account_id, entity_kind, entity_id, state, id);
