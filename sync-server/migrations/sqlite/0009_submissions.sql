-- What people sent at the end of a journey. All that they said is sealed; of it only its kind and its word are in clear.
create table submission (
  submission_id  text primary key,
  device_id      text not null,
  kind           text not null,
  ticket_json    text,
  language       text not null,
  sealed         text not null,
  sent_at        text not null,
  received_at    text not null,
  state          text not null default 'new',
  changed_at     text
) strict, without rowid;

create index submission_by_state on submission (state, sent_at);

create table submission_step (
  submission_id  text not null references submission (submission_id),
  state          text not null,
  staff_id       text not null,
  at             text not null
) strict;

create index submission_step_of on submission_step (submission_id, at);

-- What every device keeps for people who come and ask with their word.
create table held_message (
  message_id     text primary key,
  submission_id  text not null references submission (submission_id),
  word_hash      text not null,
  body           text not null,
  expires_at     text not null,
  written_by     text not null,
  written_at     text not null
) strict, without rowid;

create index held_message_of on held_message (submission_id);

create table held_progress (
  submission_id  text primary key references submission (submission_id),
  progress_json  text not null,
  expires_at     text not null
) strict, without rowid;
