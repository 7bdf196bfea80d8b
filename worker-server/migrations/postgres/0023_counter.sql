-- How often what happened on which day; a month of it is what the account's limit counts (R445, A52).
create table counter (
    account_id bigint not null,
    -- Days since 1970, in Moscow.
    day bigint not null,
    -- 0 for what belongs to no scenario.
    scenario_id bigint not null,
    -- Empty for what belongs to no block, or to no trigger of it.
    block text collate "C" not null,
    trigger_id text collate "C" not null,
    kind text collate "C" not null,
    times bigint not null,
    primary key (account_id, day, scenario_id, block, trigger_id, kind)
);
