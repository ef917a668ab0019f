-- Who may sign in here without asking anybody.
create table staff (
  staff_id   text primary key,
  card_json  text not null check (json_valid(card_json))
) strict;

-- A signed-in tablet. Only a hash of its cookie is kept.
create table sign_in (
  token_hash  text primary key,
  staff_id    text not null,
  expires_at  text not null
) strict;
