-- What the hardware said of the slot before, how far the try was seen to come, and whether its door had its second pulse.
alter table attempt add column evidence_json text check (json_valid(evidence_json));
alter table attempt add column reached text;
alter table attempt add column opened_again integer not null default 0 check (opened_again in (0, 1));
-- Who signed as well, where two were wanted, and the collection that was given in its place.
alter table attempt add column second_staff_id text;
alter table attempt add column replaced_by text;
-- Kept so that a case is closed with a reason and a name, or not at all.
alter table attempt add column resolved_by text;
alter table attempt add column resolved_reason text;

-- Locker doors opened by staff, journalled before the pulse.
create table slot_opening (
  request_id  text primary key,
  slot_id     text not null,
  reason      text not null,
  staff_id    text not null,
  opened_at   text not null
) strict;

-- The machine as commissioning left it. A plan file only seeds it.
create table machine_plan (
  only_row   integer primary key check (only_row = 1),
  plan_json  text not null check (json_valid(plan_json))
) strict;

-- A dummy, vended while commissioning. On disk before the machine hears of it, and no collection's.
create table test_vend (
  test_id       text primary key,
  slot_id       text not null,
  selection     integer not null,
  staff_id      text not null,
  intended_at   text not null,
  outcome_json  text check (json_valid(outcome_json)),
  seen          text
) strict;
