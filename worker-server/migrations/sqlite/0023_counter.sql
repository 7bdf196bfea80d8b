-- How often what happened on which day; a month of it is what the account's limit counts (R445, A52).
create table counter (
    account_id integer not null,
    -- Days since 1970, in Moscow.
    day integer not null,
    -- 0 for what belongs to no scenario.
    scenario_id integer not null,
    -- Empty for what belongs to no block, or to no trigger of it.
    block text not null,
    trigger_id text not null,
    kind text not null,
    times integer not null,
    primary key (account_id, day, scenario_id, block, trigger_id, kind)
) strict, without rowid;
