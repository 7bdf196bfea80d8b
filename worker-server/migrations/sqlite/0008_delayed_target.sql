-- Entity that a delayed trigger acts on, where it is not the one of its run: cancelling finds it by either (A46).
alter table run add column target_kind text;
alter table run add column target_id integer;
