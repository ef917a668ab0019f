-- What somebody wished a device to do, who signed beside them, and what became of it. Never deleted, so that it can be held
-- against what the device says it did. `approval_hash` is of who approved what, when and how.
create table command (
  command_id     text primary key,
  device_id      text not null,
  action_json    text not null,
  actor          text not null references staff (staff_id),
  second_actor   text references staff (staff_id),
  reason         text not null,
  approval_hash  text not null,
  state          text not null,
  counter        bigint,
  why            text,
  wished_at      text not null,
  ends_at        text not null,
  changed_at     text not null,
  unique (device_id, counter)
);

create index command_open on command (ends_at) where state in ('wished', 'challenged', 'sent');
create index command_by_time on command (wished_at);

-- The last counter given to each device. It never goes back.
create table command_counter (
  device_id  text primary key,
  counter    bigint not null
);

-- What devices said of commands, wished here or not: each event once, in the order it was folded.
create table command_told (
  told_id      bigint generated always as identity primary key,
  device_id    text not null,
  command_id   text,
  what         text not null,
  action_json  text,
  counter      bigint,
  at           text not null
);

create index command_told_by_time on command_told (at);
