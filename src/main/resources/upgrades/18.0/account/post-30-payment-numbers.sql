-- 18.0 numbers payments without a journal entry by a sequence of their own.
do $$ declare number int; begin
  if not exists (select 1 from public.ir_model_data where module = 'account' and name = 'seq_account_payment') then
    insert into public.ir_sequence (name, code, implementation, prefix, padding, number_next, number_increment, active,
      create_uid, create_date, write_uid, write_date)
    values ('Payment', 'account.payment', 'standard', 'PAY', 5, 1, 1, true, 1, now(), 1, now())
    returning id into number;
    execute format('create sequence public.%I', 'ir_sequence_' || lpad(number::text, greatest(3, length(number::text)), '0'));
    insert into public.ir_model_data (id, module, name, model, res_id, noupdate, create_uid, create_date, write_uid, write_date)
    select max(id) + 1, 'account', 'seq_account_payment', 'ir.sequence', number, true, 1, now(), 1, now() from public.ir_model_data;
  end if;
end $$;
