-- Grows with every connection to a broker, whatever the clock shows.
alter table device add column connection integer not null default 0;

-- The latest the wall clock was ever seen to show: one that shows less has lost the time.
alter table device add column seen_wall_ms integer not null default 0;

-- One time this machine was on. Monotonic time never jumps within it; `offset_ms` is the centre's time less it, once it was heard.
create table clock (
  clock           integer primary key,
  boot_id         text not null unique,
  started_at_ms   integer not null,
  offset_ms       integer,
  error_ms        integer,
  measured_at_ms  integer
) strict;

insert into clock (boot_id, started_at_ms)
  select event_json ->> 'bootId', min(1000 * unixepoch(occurred_at, 'subsec') - (event_json ->> 'monotonicMs'))
  from outbox group by 1 order by 2;

-- Up to where the centre has a stream, so that what waits can be counted without counting it.
alter table stream add column forgotten_seq integer not null default 0;

-- An event as it travels: [type, clock, monotonic ms, wall ms, payload, sealed]. Whose it is goes without saying here.
create table waiting (
  stream    text not null references stream (name),
  seq       integer not null,
  at_ms     integer not null,
  row_json  text not null check (json_valid(row_json)),
  primary key (stream, seq)
) strict, without rowid;

insert into waiting (stream, seq, at_ms, row_json)
  select stream, seq, cast(1000 * unixepoch(occurred_at, 'subsec') as integer),
    json_array(event_json ->> 'type', clock, event_json ->> 'monotonicMs',
      cast(1000 * unixepoch(occurred_at, 'subsec') as integer), json(event_json -> 'payload'))
  from outbox join clock on boot_id = event_json ->> 'bootId';

-- Written before there was a key to seal with: sealed when the agent next starts, and gone from here.
create table to_seal (
  stream         text not null,
  seq            integer not null,
  personal_json  text not null,
  primary key (stream, seq)
) strict, without rowid;

insert into to_seal select stream, seq, event_json -> 'personal' from outbox
  where event_json -> 'personal' is not null;

update stream set forgotten_seq =
  coalesce((select min(seq) - 1 from outbox where outbox.stream = stream.name), last_seq);

drop table outbox;
alter table waiting rename to outbox;

-- What could not be sent however often it was tried. Its number went to the centre with word of it.
create table dead_letter (
  stream    text not null,
  seq       integer not null,
  row_json  text not null,
  why       text not null,
  at        text not null,
  primary key (stream, seq)
) strict, without rowid;

-- What is asked for with every view of a screen is found at once, however many years of days lie behind.
create index callback_pressed on callback (callback_id) where state = 'pressed';
create index callback_promised on callback (due_at) where state = 'asked';
create index help_open on help (asked_at) where answered_at is null;
