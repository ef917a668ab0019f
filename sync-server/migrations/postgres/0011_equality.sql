-- Who comes, without anybody: of which site and which half of a day, and what was answered. No device, no order, no time.
create table equality_answer (
  site_id       text not null,
  half_day      text not null,
  question      text not null,
  answer        text not null
);

create index equality_by_question on equality_answer (question, answer);
