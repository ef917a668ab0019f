-- Who this database is. The epoch is new whenever the database is, so that a restored card cannot reuse numbers.
create table device (
  only_row     integer primary key check (only_row = 1),
  epoch        text not null,
  feed_cursor  integer not null default 0
) strict;

-- The next number of each stream. Kept apart from the outbox, whose rows go once the centre has them.
create table stream (
  name      text primary key,
  last_seq  integer not null
) strict;

-- Events wait here until the centre has said, after its own commit, that it keeps them.
create table outbox (
  stream       text not null references stream (name),
  seq          integer not null,
  occurred_at  text not null,
  event_json   text not null check (json_valid(event_json)),
  primary key (stream, seq)
) strict, without rowid;
