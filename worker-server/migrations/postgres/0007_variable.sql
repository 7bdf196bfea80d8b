-- Global variables of an account; an empty value is one that was cleared.
create table variable (
    account_id bigint not null,
    name text collate "C" not null,
    value text not null,
    changed_at bigint not null,
    primary key (account_id, name)
);
