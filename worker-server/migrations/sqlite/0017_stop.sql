-- Who pressed the kill switch, when, and what it dropped; without a scenario it was pressed for the whole account.
create table stop (
    account_id integer not null,
    id text not null,
    scenario_id integer,
    user_id integer not null,
    stopped_at integer not null,
    runs integer not null,
    delayed integer not null,
    effects integer not null,
    primary key (account_id, id)
) strict;
-- What came before it is not started by whoever looks at it later.
create index stop_at on stop (account_id, stopped_at);
