-- what findings say, in small letters, a line each, 64 of them in a row: looking through all of a million takes less time
-- than an index of parts of words needs for a text that occurs often, and begins with the worst
create table finding_text (
  request_id uuid not null,
  artifact text not null default 'findings.csv',
  first int not null,
  lines text not null,
  primary key (request_id, first),
  constraint finding_text_artifact foreign key (request_id, artifact) references artifact (request_id, name) on delete cascade
) with (toast_tuple_target = 8160);
alter table finding_text alter column lines set storage external;
insert into finding_text (request_id, first, lines)
select request_id, position / 64 * 64, lower(string_agg(translate(words, e'\n\r', '  '), e'\n' order by position))
from finding group by request_id, position / 64;
drop index finding_words;
alter table finding drop column words;
