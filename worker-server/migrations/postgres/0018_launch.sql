-- Starts that no hook brings: by hand, over a list, by a bot. One row is one order for one or many entities.
create table launch (
    account_id bigint not null,
    id text collate "C" not null,
    scenario_id bigint not null,
    kind text collate "C" not null,
    user_id bigint,
    entity_kind text collate "C" not null,
    -- Numbers of the entities, a JSON list.
    entities text collate "C" not null,
    state text collate "C" not null,
    asked_at bigint not null,
    -- The event that its runs share, as soon as they are begun.
    event_id text collate "C",
    -- Where a bot waits to be continued, and when it is told next.
    reply_to text,
    reply_due_at bigint,
    reply_attempt bigint not null default 0,
    primary key (account_id, id)
);
create index launch_new on launch (account_id, state, id);
create index launch_list on launch (account_id, scenario_id, id);
-- A bot that asks again is not started again.
create unique index launch_reply_to on launch (account_id, reply_to);
create index launch_reply on launch (account_id, reply_due_at);
