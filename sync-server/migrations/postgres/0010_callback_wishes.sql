-- When and how somebody wants to be called, as they said it at the screen.
alter table callback add column wishes_json text;
