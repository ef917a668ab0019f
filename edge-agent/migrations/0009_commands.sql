-- Commands from afar that were accepted. Counted, and their challenge spent, on disk before anything moves (V12).
-- When, by two clocks: ms this device has been powered, as far as it can prove, and ms of its wall clock.
create table command (
  command_id   text primary key,
  counter      integer not null unique,
  challenge    text not null unique,
  action_json  text not null check (json_valid(action_json)),
  powered_ms   integer not null,
  wall_ms      integer not null,
  outcome      text check (outcome in ('done', 'failed'))
) strict;

-- The greatest counter ever accepted, and how long this device is known to have been powered. Neither goes back.
create table command_state (
  only_row    integer primary key check (only_row = 1),
  counter     integer not null default 0,
  powered_ms  integer not null default 0
) strict;
insert into command_state (only_row) values (1);
