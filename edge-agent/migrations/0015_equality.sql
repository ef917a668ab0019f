-- Answers about who comes, held back until there are enough to hide each other. The key is random, and there is no row number: nothing
-- here says in which order they came, and nothing leads to a turn or a visit.
create table equality_answer (
  answer_id     text primary key,
  half_day      text not null,
  answers_json  text not null check (json_valid(answers_json))
) strict, without rowid;
