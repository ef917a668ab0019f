-- Who comes on which day to which site: times and tokens. The names and birthdays of the list are read once and never kept.
create table appointment_day (
  site_id      text not null,
  day          text not null,
  key_hex      text not null,
  cards_json   text not null,
  imported_at  text not null,
  imported_by  text not null references staff (staff_id),
  primary key (site_id, day)
) strict, without rowid;
