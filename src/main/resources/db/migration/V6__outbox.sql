create table mail (
  id bigserial primary key,
  recipient text not null,
  login text,
  subject text not null,
  body text not null,
  attachment_request uuid,
  attachment_name text,
  created timestamptz not null default now(),
  sent timestamptz,
  attempts int not null default 0,
  next_attempt timestamptz not null default now(),
  error text
);
create index mail_due on mail (next_attempt) where sent is null;
