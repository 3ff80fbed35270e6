-- accounts of standard types, and of one of the customer's own
insert into account_account_type (name, type, internal_group) values ('Loans of my own', 'payable', 'liability');
insert into account_account (name, code, user_type_id, company_id)
select 'By type ' || t.id, 'T' || t.id, t.id, 1 from account_account_type t
