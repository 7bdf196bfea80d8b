-- Servers that work: who stops telling that it is alive, loses its accounts.
create table server (
    server_id bigint not null primary key,
    alive_until bigint not null
);
-- The server that works for an account, and how often that has changed: a write of an earlier owner is refused.
alter table account add column lease_owner bigint;
alter table account add column lease_epoch bigint not null default 0;
-- When something was changed by another server that the owner has to look at.
alter table account add column rung_at bigint not null default 0;
create index account_lease on account (lease_owner);
-- Bodies that another server accepted are found without reading old ones.
create index inbox_waiting on inbox (account_id) where state = 'new';
