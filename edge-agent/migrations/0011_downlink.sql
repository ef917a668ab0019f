-- What must not be given. `slots_json` is what the centre was last told of it.
create table recall (
  recall_id    text primary key,
  recall_json  text not null check (json_valid(recall_json)),
  slots_json   text not null check (json_valid(slots_json))
) strict;

-- One row for each lot of each variant; no lot means all of them.
create table recalled_item (
  recall_id   text not null references recall (recall_id) on delete cascade,
  variant_id  text not null,
  lot         text
) strict;

create index recalled_by_variant on recalled_item (variant_id);

create table content_pack (
  pack_id    text primary key,
  pack_json  text not null check (json_valid(pack_json))
) strict;

-- Today and tomorrow, no more.
create table appointment_day (
  day       text primary key,
  day_json  text not null check (json_valid(day_json))
) strict;

create table held_message (
  message_id  text primary key,
  word_hash   text not null,
  body        text not null,
  expires_at  text not null
) strict;

create index held_message_by_word on held_message (word_hash);

create table device_settings (
  only_row       integer primary key check (only_row = 1),
  settings_json  text not null check (json_valid(settings_json))
) strict;

-- A planogram that came while somebody was being served. It waits for the outcome.
create table kept_plan (
  only_row   integer primary key check (only_row = 1),
  plan_json  text not null check (json_valid(plan_json))
) strict;

-- Items of the feed that could not be applied because of what they hold. The feed went on without them.
create table feed_refused (
  number      integer not null,
  type        text not null,
  why         text not null,
  refused_at  text not null
) strict;
