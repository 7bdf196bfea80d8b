-- Scenarios that the clock starts: when, and for the deals of which stages.
create table timetable (
    account_id bigint not null,
    scenario_id bigint not null,
    -- Five fields of a cron expression, in the account's zone.
    cron text not null,
    -- Pairs of pipeline and stage, a JSON list.
    stages text not null,
    user_id bigint not null,
    -- When it starts next; put off while amoCRM does not answer.
    due_at bigint not null,
    primary key (account_id, scenario_id)
);
create index timetable_due on timetable (account_id, due_at);
