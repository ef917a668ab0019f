-- A device the centre has admitted. `epoch` is that of its present database; a new one means the old is gone.
create table device (
  device_id      text primary key,
  site_id        text not null,
  site_name      text not null,
  version        text not null,
  epoch          text not null,
  code_salt      text not null,
  admitted_at    text not null,
  last_heard_at  text not null
) strict;

-- One stream of one database of one device. Everything up to `cursor` is in the record, in order, without gaps.
create table lane (
  lane_id    integer primary key,
  device_id  text not null references device (device_id),
  epoch      text not null,
  stream     text not null check (stream in ('care', 'telemetry')),
  cursor     integer not null default 0,
  unique (device_id, epoch, stream)
) strict;

-- Every event as it came, once. `refused` says why one could not be understood; it is kept all the same.
create table inbox (
  lane_id      integer not null references lane (lane_id),
  seq          integer not null,
  event_json   text not null,
  received_at  text not null,
  refused      text,
  primary key (lane_id, seq)
) strict, without rowid;

create index inbox_refused on inbox (lane_id) where refused is not null;

-- Numbers the centre had acked and then lost (it was restored from an older copy), so that the device can go on.
create table lost_range (
  lane_id   integer not null references lane (lane_id),
  from_seq  integer not null,
  to_seq    integer not null,
  noted_at  text not null
) strict;

-- What goes down to a device, numbered without gaps.
create table feed_item (
  device_id  text not null references device (device_id),
  number     integer not null,
  item_json  text not null check (json_valid(item_json)),
  primary key (device_id, number)
) strict, without rowid;

-- Which version of the content every device has been sent.
create table published (
  content  text primary key,
  version  text not null
) strict;
