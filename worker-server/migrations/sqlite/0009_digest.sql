-- What a decision rests on beside its facts, and the digest that whoever decides it again must come to; its rows
-- are told by deciding again, so `log` keeps statuses only. Empty in decisions of older servers.
alter table decision add column digest text;
alter table decision add column version integer;
alter table decision add column block integer;
alter table decision add column matched integer;
