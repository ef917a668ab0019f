-- Nothing that a message of a device needs may live in one process's memory, and a third stream overtakes the others.
create table lane_new (
  lane_id    integer primary key,
  device_id  text not null references device (device_id),
  epoch      text not null,
  stream     text not null check (stream in ('urgent', 'care', 'telemetry')),
  cursor     integer not null default 0,
  highest    integer not null default 0,
  unique (device_id, epoch, stream)
) strict;

insert into lane_new (lane_id, device_id, epoch, stream, cursor, highest)
  select lane_id, device_id, epoch, stream, cursor,
    max(cursor, coalesce((select max(seq) from inbox where inbox.lane_id = lane.lane_id), 0))
  from lane;

-- Every event as it came, once. Those beyond a gap wait here for it to be filled.
create table inbox_new (
  lane_id      integer not null references lane_new (lane_id),
  seq          integer not null,
  row_json     text not null,
  received_at  text not null,
  primary key (lane_id, seq)
) strict, without rowid;

insert into inbox_new (lane_id, seq, row_json, received_at)
  select lane_id, seq, event_json, received_at from inbox;

-- What could not be understood, or could not be folded: kept as it came, with the reason, for a person.
create table dead_letter (
  lane_id   integer not null references lane_new (lane_id),
  seq       integer not null,
  why       text not null,
  row_json  text not null,
  at        text not null,
  primary key (lane_id, seq)
) strict, without rowid;

insert into dead_letter (lane_id, seq, why, row_json, at)
  select lane_id, seq, refused, event_json, received_at from inbox where refused is not null;

create table lost_range_new (
  lane_id   integer not null references lane_new (lane_id),
  from_seq  integer not null,
  to_seq    integer not null,
  noted_at  text not null
) strict;

insert into lost_range_new (lane_id, from_seq, to_seq, noted_at)
  select lane_id, from_seq, to_seq, noted_at from lost_range;

drop table inbox;
drop table lost_range;
drop table lane;
alter table lane_new rename to lane;
alter table inbox_new rename to inbox;
alter table lost_range_new rename to lost_range;

-- How far the device has applied its feed, and the last number given. Items go a while after they were applied.
alter table device add column feed_cursor integer not null default 0;
alter table device add column feed_last integer not null default 0;
update device set feed_last =
  coalesce((select max(number) from feed_item f where f.device_id = device.device_id), 0);
alter table feed_item add column applied_at text;
create index feed_applied on feed_item (applied_at) where applied_at is not null;

-- The latest word of each device. The newest replaces what was there; `troubled` and `outbox_oldest_at` are read off it.
create table device_status (
  device_id         text primary key references device (device_id),
  connection        integer not null,
  beat              integer not null,
  online            integer not null check (online in (0, 1)),
  status_json       text not null check (json_valid(status_json)),
  troubled          integer not null check (troubled in (0, 1)),
  outbox_oldest_at  text,
  heard_at          text not null
) strict, without rowid;

-- Asked for by day over a whole country, and written fifty thousand times a second.
create table visit_new (
  visit_id       text primary key,
  device_id      text not null,
  state          text not null check (state in ('waiting', 'called', 'seen', 'did-not-wait')),
  checked_in_at  text not null,
  finished_at    text
) strict, without rowid;

insert into visit_new (visit_id, device_id, state, checked_in_at, finished_at)
  select visit_id, device_id, state, checked_in_at, finished_at from visit;
drop table visit;
alter table visit_new rename to visit;
create index visit_by_time on visit (checked_in_at);
create index session_open on session (device_id) where closed_at is null;
create index help_open on help (asked_at) where answered_at is null;
create index collection_by_device on collection (device_id, state);
create index collection_by_issue on collection (issued_at);

-- One run of a device's program, by which the times of its events are put right. Rows name it by `clock`.
create table device_clock (
  device_id      text not null references device (device_id),
  epoch          text not null,
  clock          integer not null,
  boot_id        text not null,
  started_at_ms  integer not null,
  measured_json  text check (json_valid(measured_json)),
  primary key (device_id, epoch, clock)
) strict, without rowid;

-- What identifies the person stays sealed here; only who may read it has it opened. `phone` is of before that.
alter table callback add column sealed text;
