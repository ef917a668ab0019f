-- The record: what the events of all devices add up to. It can be folded anew from the inbox.
create table session (
  session_id  text primary key,
  device_id   text not null,
  place       text not null,
  opened_at   text not null,
  closed_at   text
) strict;

create index session_by_device on session (device_id, opened_at);

create table visit (
  visit_id       text primary key,
  device_id      text not null,
  state          text not null check (state in ('waiting', 'called', 'seen', 'did-not-wait')),
  checked_in_at  text not null,
  finished_at    text
) strict;

create index visit_by_day on visit (device_id, checked_in_at);

create table help (
  help_id      text primary key,
  device_id    text not null,
  asked_at     text not null,
  answered_at  text
) strict;

-- Both clocks run from the press on the device, however late the press was heard.
create table callback (
  callback_id    text primary key,
  device_id      text not null,
  ticket_json    text not null check (json_valid(ticket_json)),
  language       text not null,
  state          text not null check (state in
    ('pressed', 'asked', 'triaged', 'trying', 'spoke', 'cannot-reach', 'withdrawn', 'abandoned')),
  pressed_at     text not null,
  received_at    text not null,
  triage_due_at  text not null,
  due_at         text not null,
  reach_json     text check (json_valid(reach_json)),
  phone          text,
  tries          integer not null default 0,
  spoke_at       text,
  changed_at     text not null
) strict;

create index callback_by_due on callback (state, due_at);

create table callback_step (
  callback_id  text not null references callback (callback_id),
  step         text not null,
  staff_id     text not null,
  at           text not null
) strict;

-- The book of every slot: loaded - dispensed +/- adjustments.
create table slot (
  device_id   text not null,
  machine_id  text not null,
  slot_id     text not null,
  variant_id  text not null,
  lot         text not null,
  stock       integer not null,
  par         integer not null,
  capacity    integer not null,
  locked      integer not null default 0 check (locked in (0, 1)),
  primary key (machine_id, slot_id)
) strict, without rowid;

create table collection (
  collection_id  text primary key,
  request_id     text not null unique,
  device_id      text not null,
  machine_id     text not null,
  variant_id     text not null,
  slot_id        text,
  code_hash      text not null,
  state          text not null check (state in
    ('issued', 'on-machine', 'in-progress', 'dispensed', 'needs-staff', 'revoked', 'no-stock')),
  issued_at      text not null,
  issued_by      text not null,
  expires_at     text not null,
  changed_at     text not null,
  unique (device_id, code_hash)
) strict;

create index collection_open on collection (machine_id, state);

create table attempt (
  attempt_id     text primary key,
  collection_id  text not null,
  device_id      text not null,
  slot_id        text not null,
  intended_at    text not null,
  outcome        text check (outcome in ('dispensed', 'not-dispensed', 'unclear')),
  answer         text,
  resolution     text
) strict;

create index attempt_unresolved on attempt (device_id) where outcome = 'unclear' and resolution is null;
