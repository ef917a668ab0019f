-- Passwords and PINs only as scrypt. All PINs share one salt, so that a device tries one hash, not one per person.
create table staff (
  staff_id       text primary key,
  name           text not null unique,
  role           text not null,
  password_salt  text not null,
  password_hash  text not null,
  pin_hash       text not null,
  created_at     text not null
) strict;

create table pin_salt (
  only_row  integer primary key check (only_row = 1),
  salt      text not null
) strict;

-- A signed-in console. Only the hash of the cookie is kept.
create table console_session (
  token_hash  text primary key,
  staff_id    text not null references staff (staff_id),
  expires_at  text not null
) strict;
