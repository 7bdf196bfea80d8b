-- An old event is forgotten only when no unfinished run asks for it.
create index run_event on run (account_id, event_id);
