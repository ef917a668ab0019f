-- A session is a clinic, opened and closed by staff at a place.
create table session (
  session_id  text primary key,
  place       text not null,
  opened_at   text not null,
  closed_at   text
) strict;

create unique index one_open_session on session (closed_at is null) where closed_at is null;

-- One person's visit on one day. No name: the ticket is how they are called. Kept in the order of the day, because
-- everything that is asked of it is asked of one day.
create table visit (
  visit_id       text not null unique,
  request_id     text not null unique,
  session_id     text references session (session_id),
  site_day       text not null,
  day_count      integer not null,
  ticket_json    text not null check (json_valid(ticket_json)),
  reason         text not null,
  needs_json     text not null check (json_valid(needs_json)),
  language       text not null,
  wait_json      text not null check (json_valid(wait_json)),
  state          text not null check (state in ('waiting', 'called', 'seen', 'did-not-wait')),
  checked_in_at  text not null,
  first_called_at text,
  called_at      text,
  times_called   integer not null default 0,
  finished_at    text,
  primary key (site_day, day_count)
) strict, without rowid;

-- The press of "call me back". The number itself is never kept here: it leaves in the event, apart from the rest.
create table callback (
  callback_id  text primary key,
  request_id   text not null unique,
  turn_id      text not null,
  ticket_json  text not null check (json_valid(ticket_json)),
  site_day     text not null,
  day_count    integer not null,
  state        text not null check (state in ('pressed', 'asked', 'abandoned')),
  reach        text,
  pressed_at   text not null,
  due_at       text not null
) strict;

create table help (
  help_id      text primary key,
  screen       text not null,
  asked_at     text not null,
  answered_at  text
) strict;
