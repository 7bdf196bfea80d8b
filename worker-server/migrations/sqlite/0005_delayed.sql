-- A delayed trigger waits as a run of that trigger alone: state `delayed` until it is due and its scenario is
-- enabled, `ready` then. Both columns are empty in a run of the whole scenario.
alter table run add column fires_block text;
alter table run add column fires_trigger text;
