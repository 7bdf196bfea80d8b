-- What decisions saw: a deal or a contact is kept once for all decisions of an event that saw it like that, compressed.
create table fact (
    account_id integer not null,
    -- The event, or the run where no event started it.
    owner text not null,
    digest text not null,
    body blob not null,
    primary key (account_id, owner, digest)
) strict;
-- Whose facts the decision refers to; empty where they stand in the decision itself.
alter table decision add column facts_owner text;
