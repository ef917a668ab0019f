-- A device of this centre from the moment a technician is given a code for it; revoked, nothing it says is heard.
create table identity (
  device_id    text primary key,
  site_id      text not null,
  site_name    text not null,
  made_at      text not null,
  revoked_at   text,
  revoked_why  text,
  warned_at    text
);

-- Single use: `used_by` says which keys used it, so that an answer that got lost can be given once more, to them alone.
create table enrolment_code (
  secret_hash  text primary key,
  device_id    text not null references identity (device_id),
  fingerprint  text not null,
  document     text not null,
  made_at      text not null,
  expires_at   text not null,
  used_at      text,
  used_by      text
);

create index enrolment_code_document on enrolment_code (fingerprint);
create index enrolment_code_device on enrolment_code (device_id);

-- A renewed certificate is `next` until its key has been heard once. `withdrawn_at`: it is on the revocation list.
create table certificate (
  serial        text primary key,
  device_id     text not null references identity (device_id),
  state         text not null check (state in ('next', 'current', 'past')),
  signing_key   text not null unique,
  sealing_key   text not null,
  words         text not null,
  pem           text not null,
  not_after     text not null,
  made_at       text not null,
  withdrawn_at  text
);

create index certificate_device on certificate (device_id, state);
create index certificate_withdrawn on certificate (not_after) where withdrawn_at is not null;

-- Who let which device in or out, and why. Only ever added to.
create table identity_act (
  act_id     text primary key,
  device_id  text not null,
  what       text not null,
  by_whom    text not null,
  reason     text,
  at         text not null
);
