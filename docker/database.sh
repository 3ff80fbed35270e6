#!/bin/sh
# Makes the platform's role and database: it may create others, but is no superuser.
set -eu
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -v password="$JUNIPER_DATABASE_PASSWORD" <<'SQL'
create role juniper login createdb createrole password :'password';
grant set on parameter temp_file_limit to juniper;
grant pg_signal_backend, pg_read_all_stats to juniper;
create database juniper owner juniper;
revoke connect on database juniper, postgres, template1 from public;
grant connect on database postgres to juniper;
SQL
