-- The list counts the runs of the last day; without it every run of a scenario would be read.
create index run_time on run (account_id, scenario_id, started_at);
