-- What somebody says on the way to the list, beside why they came: how to call them, what matters, who helped.
alter table visit add column told_json text not null default '{}' check (json_valid(told_json));
alter table visit add column appointment_at text;

-- That something was sent, so that it is sent once and its paper can be printed. What was said is not here: it is sealed.
create table submission (
  submission_id  text primary key,
  request_id     text not null unique,
  kind           text not null,
  ticket_json    text check (ticket_json is null or json_valid(ticket_json)),
  -- Found by it before the centre has heard of it.
  word_hash      text,
  sent_at        text not null
) strict, without rowid;

create index submission_by_word on submission (word_hash);

-- How far something is that was sent from any box, as the centre last said, found by the hash of its word.
create table held_progress (
  submission_id  text primary key,
  word_hash      text not null,
  progress_json  text not null check (json_valid(progress_json)),
  expires_at     text not null
) strict, without rowid;

create index held_progress_by_word on held_progress (word_hash);
