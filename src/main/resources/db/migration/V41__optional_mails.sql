-- who does without which optional mails
create table unsubscribed (
  address text not null constraint unsubscribed_address check (address = lower(address)),
  topic text not null,
  since timestamptz not null default now(),
  primary key (address, topic)
);

-- signs the tokens in optional mails; one row
create table unsubscribe_key (
  secret bytea not null default sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'))
);
insert into unsubscribe_key default values;

-- whose digest of which day was made: one, however many nodes there are
create table task_digest (
  day date not null,
  login text not null,
  primary key (day, login)
);
