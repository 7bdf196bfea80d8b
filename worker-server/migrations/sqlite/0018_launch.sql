-- Starts that no hook brings: by hand, over a list, by a bot. One row is one order for one or many entities.
create table launch (
    account_id integer not null,
    id text not null,
    scenario_id integer not null,
    kind text not null,
    user_id integer,
    entity_kind text not null,
    -- Numbers of the entities, a JSON list.
    entities text not null,
    state text not null,
    asked_at integer not null,
    -- The event that its runs share, as soon as they are begun.
    event_id text,
    -- Where a bot waits to be continued, and when it is told next.
    reply_to text,
    reply_due_at integer,
    reply_attempt integer not null default 0,
    primary key (account_id, id)
) strict;
create index launch_new on launch (account_id, state, id);
create index launch_list on launch (account_id, scenario_id, id);
-- A bot that asks again is not started again.
create unique index launch_reply_to on launch (account_id, reply_to);
create index launch_reply on launch (account_id, reply_due_at);
