-- Nothing that a message of a device needs may live in one process's memory, and a third stream overtakes the others.
alter table lane drop constraint lane_stream_check;
alter table lane add constraint lane_stream_check check (stream in ('urgent', 'care', 'telemetry'));
alter table lane add column highest bigint not null default 0;
update lane set highest =
  greatest(cursor, coalesce((select max(seq) from inbox where inbox.lane_id = lane.lane_id), 0));

-- What could not be understood, or could not be folded: kept as it came, with the reason, for a person.
create table dead_letter (
  lane_id   bigint not null references lane (lane_id),
  seq       bigint not null,
  why       text not null,
  row_json  text not null,
  at        text not null,
  primary key (lane_id, seq)
);

insert into dead_letter (lane_id, seq, why, row_json, at)
  select lane_id, seq, refused, event_json, received_at from inbox where refused is not null;

-- Every event as it came, once. Its lane is locked whenever one is written, so no key need be checked for each.
drop index inbox_refused;
alter table inbox drop column refused;
alter table inbox rename column event_json to row_json;
alter table inbox drop constraint inbox_lane_id_fkey;

-- How far the device has applied its feed, and the last number given. Items go a while after they were applied.
alter table device add column feed_cursor bigint not null default 0;
alter table device add column feed_last bigint not null default 0;
update device set feed_last =
  coalesce((select max(number) from feed_item f where f.device_id = device.device_id), 0);
alter table feed_item add column applied_at text;
create index feed_applied on feed_item (applied_at) where applied_at is not null;

-- The latest word of each device. The newest replaces what was there; `troubled` and `outbox_oldest_at` are read off it.
create table device_status (
  device_id         text primary key references device (device_id),
  connection        bigint not null,
  beat              bigint not null,
  online            bigint not null check (online in (0, 1)),
  status_json       text not null,
  troubled          bigint not null check (troubled in (0, 1)),
  outbox_oldest_at  text,
  heard_at          text not null
);

-- Asked for by day over a whole country, and written fifty thousand times a second.
drop index visit_by_day;
create index visit_by_time on visit (checked_in_at);
create index session_open on session (device_id) where closed_at is null;
create index help_open on help (asked_at) where answered_at is null;
create index collection_by_device on collection (device_id, state);
create index collection_by_issue on collection (issued_at);

-- One run of a device's program, by which the times of its events are put right. Rows name it by `clock`.
create table device_clock (
  device_id      text not null references device (device_id),
  epoch          text not null,
  clock          bigint not null,
  boot_id        text not null,
  started_at_ms  bigint not null,
  measured_json  text,
  primary key (device_id, epoch, clock)
);

-- What identifies the person stays sealed here; only who may read it has it opened. `phone` is of before that.
alter table callback add column sealed text;
