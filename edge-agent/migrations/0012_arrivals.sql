-- Who of the day's appointments is here. No name, and no birthday: only which appointment, and which visit came of it.
create table arrival (
  appointment_id  text primary key,
  visit_id        text not null references visit (visit_id) on delete cascade
) strict, without rowid;

create index arrival_of_visit on arrival (visit_id);
