-- Who pressed the kill switch, when, and what it dropped; without a scenario it was pressed for the whole account.
create table stop (
    account_id bigint not null,
    id text collate "C" not null,
    scenario_id bigint,
    user_id bigint not null,
    stopped_at bigint not null,
    runs bigint not null,
    delayed bigint not null,
    effects bigint not null,
    primary key (account_id, id)
);
-- What came before it is not started by whoever looks at it later.
create index stop_at on stop (account_id, stopped_at);
