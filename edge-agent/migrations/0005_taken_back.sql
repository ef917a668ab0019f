-- Taken back by the centre. Kept apart from the state, because it may come while the machine is at work or
-- staff still have to look: it then holds from the moment the collection would be ready again.
alter table collection add column taken_back integer not null default 0 check (taken_back in (0, 1));
