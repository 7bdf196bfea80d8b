-- Global variables of an account; an empty value is one that was cleared.
create table variable (
    account_id integer not null,
    name text not null,
    value text not null,
    changed_at integer not null,
    primary key (account_id, name)
) strict;
