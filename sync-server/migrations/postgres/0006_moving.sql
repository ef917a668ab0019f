-- A collection keeps its id when it moves: its row names the one machine that may hand it out, under which pin and until when.
-- `let_go_at`: that machine will not any more. `to_…`: where it is wanted. `silent_at`: the lease ran out unheard.
alter table collection add column pin bigint not null default 1;
alter table collection add column lease_until text not null default '';
alter table collection add column let_go_at text;
alter table collection add column silent_at text;
alter table collection add column kept_at text;
alter table collection add column to_device_id text;
alter table collection add column to_machine_id text;
alter table collection add column to_code_hash text;

update collection set lease_until = expires_at;

create index collection_let_go on collection (let_go_at) where let_go_at is not null;
create index collection_by_lease on collection (lease_until);
create unique index collection_to_code on collection (to_device_id, to_code_hash)
  where to_code_hash is not null;

-- Who wanted it elsewhere, and who decided for a machine that cannot be asked. Only ever added to.
create table collection_act (
  collection_id  text not null references collection (collection_id),
  what           text not null check (what in ('move-asked', 'came', 'did-not-come')),
  staff_id       text not null,
  reason         text not null,
  at             text not null
);

create index collection_act_of on collection_act (collection_id);

create table recall (
  recall_id    text primary key,
  recall_json  text not null,
  made_at      text not null,
  made_by      text not null,
  lifted_at    text,
  lifted_by    text
);

-- Each machine that has said which of its slots a recall blocks; those that hold nothing of it say so too.
create table recall_heard (
  recall_id   text not null,
  device_id   text not null,
  slots_json  text not null,
  at          text not null,
  primary key (recall_id, device_id)
);
