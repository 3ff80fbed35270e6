-- the newest requests, those of a company, and how long the last upgrades took, among many closed cases
create index request_created on request (created desc);
create index request_delivered on request (ended desc) where state = 'DELIVERED';
create index upgrade_company on upgrade (company);
