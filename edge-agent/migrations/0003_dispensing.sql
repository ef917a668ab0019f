-- What each slot holds: the book. book = loaded - dispensed +/- adjustments.
create table slot (
  machine_id   text not null,
  slot_id      text not null,
  selection    integer not null,
  variant_id   text not null,
  capacity     integer not null,
  par          integer not null,
  lot          text not null,
  expires_on   text,
  stock        integer not null check (stock >= 0),
  lock_reason  text,
  primary key (machine_id, slot_id)
) strict, without rowid;

create table variant (
  variant_id    text primary key,
  variant_json  text not null check (json_valid(variant_json))
) strict;

-- The right of one person to take one variant, once, from this machine. `slot_id` is where one is set aside.
create table collection (
  collection_id  text primary key,
  machine_id     text not null,
  variant_id     text not null,
  code_hash      text not null unique,
  not_before     text not null,
  expires_at     text not null,
  state          text not null check (state in
    ('ready', 'no-stock', 'in-progress', 'dispensed', 'with-staff', 'expired', 'revoked')),
  slot_id        text
) strict;

-- The journal. A row is durable before the first byte leaves; a row without outcome after a start is unclear.
create table attempt (
  attempt_id     text primary key,
  request_id     text not null unique,
  collection_id  text not null references collection (collection_id),
  machine_id     text not null,
  slot_id        text not null,
  selection      integer not null,
  variant_id     text not null,
  intended_at    text not null,
  outcome_json   text check (json_valid(outcome_json)),
  answer         text,
  resolution     text
) strict;

-- At most one item for one collection, and one attempt at a time: the database itself refuses more.
create unique index one_open_attempt on attempt (machine_id) where outcome_json is null;
create unique index one_dispensed_attempt on attempt (collection_id)
  where outcome_json ->> 'kind' = 'dispensed';

-- Wrong tries survive a restart, so that pulling the plug buys nobody another guess.
create table try_limit (
  what          text primary key,
  wrong         integer not null,
  locked_until  text,
  last_wrong_at text not null
) strict;

create table collection_keys (
  only_row   integer primary key check (only_row = 1),
  keys_json  text not null check (json_valid(keys_json))
) strict;
