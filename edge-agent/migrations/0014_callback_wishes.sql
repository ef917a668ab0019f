-- When and how somebody wants to be called; and that they want it no more. SQLite cannot widen a check, so the table is made anew.
create table callback_next (
  callback_id  text primary key,
  request_id   text not null unique,
  turn_id      text not null,
  ticket_json  text not null check (json_valid(ticket_json)),
  site_day     text not null,
  day_count    integer not null,
  state        text not null check (state in ('pressed', 'asked', 'abandoned', 'withdrawn')),
  reach        text,
  wishes_json  text check (wishes_json is null or json_valid(wishes_json)),
  pressed_at   text not null,
  due_at       text not null
) strict;

insert into callback_next (callback_id, request_id, turn_id, ticket_json, site_day, day_count, state, reach, pressed_at, due_at)
  select callback_id, request_id, turn_id, ticket_json, site_day, day_count, state, reach, pressed_at, due_at from callback;
drop table callback;
alter table callback_next rename to callback;
