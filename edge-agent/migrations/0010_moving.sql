-- A collection may be wanted at another machine: this one hands it out under its pin, until its lease is over, and never
-- after it was let go. One that was made here has no lease: no other machine can have heard of it.
alter table collection add column pin integer not null default 1;
alter table collection add column lease_until text;
alter table collection add column let_go text check (let_go in ('released', 'lapsed'));

update collection set lease_until = expires_at where code_hash not like 'none %';
