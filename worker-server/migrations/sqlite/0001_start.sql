-- Accounts this server works for, and where amoCRM answers for them.
create table account (
    account_id integer not null primary key,
    address text not null,
    seen_at integer not null
) strict;

-- Current form of each scenario; deleted ones keep their number and history.
create table scenario (
    account_id integer not null,
    scenario_id integer not null,
    position integer not null,
    enabled integer not null,
    version integer not null,
    name text not null,
    event text not null,
    saved_at integer not null,
    deleted_at integer,
    primary key (account_id, scenario_id)
) strict;
create index scenario_event on scenario (account_id, event, enabled);

-- Every saved form; a run keeps the one it began with.
create table scenario_version (
    account_id integer not null,
    scenario_id integer not null,
    version integer not null,
    body text not null,
    saved_at integer not null,
    primary key (account_id, scenario_id, version)
) strict;

-- Raw bodies of hooks: what was answered with 200 stands here.
create table inbox (
    account_id integer not null,
    id text not null,
    received_at integer not null,
    body blob not null,
    state text not null,
    primary key (account_id, id)
) strict;
create index inbox_new on inbox (account_id, state, id);

-- What the bodies mean; the digest keeps a repeated delivery from starting twice.
create table event (
    account_id integer not null,
    id text not null,
    inbox_id text not null,
    kind text not null,
    entity_kind text,
    entity_id integer,
    body text not null,
    digest text not null,
    received_at integer not null,
    primary key (account_id, id)
) strict;
create unique index event_digest on event (account_id, digest);

-- Executions of scenarios.
create table run (
    account_id integer not null,
    id text not null,
    scenario_id integer not null,
    version integer not null,
    event text not null,
    event_id text,
    entity_kind text not null,
    entity_id integer not null,
    block integer not null,
    matched integer not null,
    depth integer not null,
    variables text not null,
    state text not null,
    attempt integer not null,
    due_at integer not null,
    -- With state `acting`: what comes when the effects have outcomes, and after how long.
    then_state text not null,
    delay_ms integer not null,
    started_at integer not null,
    finished_at integer,
    failures integer not null,
    problem text,
    primary key (account_id, id)
) strict;
create index run_turn on run (account_id, state, scenario_id, due_at);
create index run_lane on run (account_id, entity_kind, entity_id, state);
create index run_list on run (account_id, scenario_id, id);

-- One decided block, with the facts it saw.
create table decision (
    account_id integer not null,
    run_id text not null,
    position integer not null,
    log text not null,
    facts text not null,
    dictionary text,
    decided_at integer not null,
    primary key (account_id, run_id, position)
) strict;

-- What was asked of amoCRM: the intent is stored before the call, the outcome after it.
create table effect (
    account_id integer not null,
    run_id text not null,
    decision integer not null,
    position integer not null,
    effect text not null,
    state text not null,
    attempt integer not null,
    intent_at integer,
    outcome_at integer,
    created_id integer,
    problem text,
    primary key (account_id, run_id, decision, position)
) strict;
create index effect_outcome on effect (account_id, outcome_at);

-- When a scenario last ran for an entity, and whether it may only once.
create table frequency (
    account_id integer not null,
    scenario_id integer not null,
    entity_kind text not null,
    entity_id integer not null,
    last_at integer not null,
    once integer not null,
    primary key (account_id, scenario_id, entity_kind, entity_id)
) strict;

-- Users, pipelines and fields as amoCRM gave them; decisions refer to what they saw.
create table dictionary (
    account_id integer not null,
    digest text not null,
    body text not null,
    fetched_at integer not null,
    primary key (account_id, digest)
) strict;
