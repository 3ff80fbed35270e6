-- mails of one case or issue stand together, some are optional, some carry an appointment
alter table mail add column thread text;
alter table mail add column topic text;
alter table mail add column calendar text;
