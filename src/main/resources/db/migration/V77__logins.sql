-- the hash of JUNIPER_ADMIN_PASSWORD at the last start that had one: given again, it changes nothing
alter table platform add admin_password text;

-- as whom an OpenID provider knows somebody; its names may go to somebody else later, its subjects never
create table provider_login (
  issuer text not null,
  subject text not null,
  login text not null references person on update cascade on delete cascade,
  since timestamptz not null default now(),
  primary key (issuer, subject),
  constraint provider_login_once unique (login, issuer)
);
