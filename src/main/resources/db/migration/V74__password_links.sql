-- The links with which people choose a password; only their SHA-256 is kept.
create table password_link (
  hash text primary key,
  login text not null references person (login) on delete cascade,
  created timestamptz not null default now(),
  expires timestamptz not null
);
create index password_link_login on password_link (login);

-- A person's tokens are told apart by their names.
update api_token t set name = t.name || ' ' || left(t.hash, 6)
where exists (select from api_token other where other.login = t.login and other.name = t.name and other.hash < t.hash);
create unique index api_token_name on api_token (login, name);

-- Who has forgotten the password gives the address; no person is read for it who does not have it.
create index person_email on person (lower(trim(email)));
