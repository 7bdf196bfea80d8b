-- Several accounts: the digest of the address of an account's hooks, and its secrets, sealed with the key of the
-- installation. Both are empty while the account is not connected.
alter table account add column hook_digest text;
alter table account add column secrets blob;
alter table account add column disconnected_at integer;
create unique index account_hook on account (hook_digest);
