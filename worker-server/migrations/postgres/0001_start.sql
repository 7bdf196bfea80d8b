-- Accounts this server works for, and where amoCRM answers for them.
create table account (
    account_id bigint not null primary key,
    address text not null,
    seen_at bigint not null
);

-- Current form of each scenario; deleted ones keep their number and history.
create table scenario (
    account_id bigint not null,
    scenario_id bigint not null,
    position bigint not null,
    enabled bigint not null,
    version bigint not null,
    name text not null,
    event text not null,
    saved_at bigint not null,
    deleted_at bigint,
    primary key (account_id, scenario_id)
);
create index scenario_event on scenario (account_id, event, enabled);

-- Every saved form; a run keeps the one it began with.
create table scenario_version (
    account_id bigint not null,
    scenario_id bigint not null,
    version bigint not null,
    body text not null,
    saved_at bigint not null,
    primary key (account_id, scenario_id, version)
);

-- Raw bodies of hooks: what was answered with 200 stands here.
create table inbox (
    account_id bigint not null,
    id text collate "C" not null,
    received_at bigint not null,
    body bytea not null,
    state text not null,
    primary key (account_id, id)
);
create index inbox_new on inbox (account_id, state, id);

-- What the bodies mean; the digest keeps a repeated delivery from starting twice.
create table event (
    account_id bigint not null,
    id text collate "C" not null,
    inbox_id text collate "C" not null,
    kind text not null,
    entity_kind text,
    entity_id bigint,
    body text not null,
    digest text collate "C" not null,
    received_at bigint not null,
    primary key (account_id, id)
);
create unique index event_digest on event (account_id, digest);

-- Executions of scenarios.
create table run (
    account_id bigint not null,
    id text collate "C" not null,
    scenario_id bigint not null,
    version bigint not null,
    event text not null,
    event_id text collate "C",
    entity_kind text not null,
    entity_id bigint not null,
    block bigint not null,
    matched bigint not null,
    depth bigint not null,
    variables text not null,
    state text not null,
    attempt bigint not null,
    due_at bigint not null,
    -- With state `acting`: what comes when the effects have outcomes, and after how long.
    then_state text not null,
    delay_ms bigint not null,
    started_at bigint not null,
    finished_at bigint,
    failures bigint not null,
    problem text,
    primary key (account_id, id)
);
create index run_turn on run (account_id, state, scenario_id, due_at);
create index run_lane on run (account_id, entity_kind, entity_id, state);
create index run_list on run (account_id, scenario_id, id);

-- One decided block, with the facts it saw.
create table decision (
    account_id bigint not null,
    run_id text collate "C" not null,
    position bigint not null,
    log text not null,
    facts text not null,
    dictionary text collate "C",
    decided_at bigint not null,
    primary key (account_id, run_id, position)
);

-- What was asked of amoCRM: the intent is stored before the call, the outcome after it.
create table effect (
    account_id bigint not null,
    run_id text collate "C" not null,
    decision bigint not null,
    position bigint not null,
    effect text not null,
    state text not null,
    attempt bigint not null,
    intent_at bigint,
    outcome_at bigint,
    created_id bigint,
    problem text,
    primary key (account_id, run_id, decision, position)
);
create index effect_outcome on effect (account_id, outcome_at);

-- When a scenario last ran for an entity, and whether it may only once.
create table frequency (
    account_id bigint not null,
    scenario_id bigint not null,
    entity_kind text not null,
    entity_id bigint not null,
    last_at bigint not null,
    once bigint not null,
    primary key (account_id, scenario_id, entity_kind, entity_id)
);

-- Users, pipelines and fields as amoCRM gave them; decisions refer to what they saw.
create table dictionary (
    account_id bigint not null,
    digest text collate "C" not null,
    body text not null,
    fetched_at bigint not null,
    primary key (account_id, digest)
);
