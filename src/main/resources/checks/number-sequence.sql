-- A standard sequence of documents has its sequence in PostgreSQL, and so has each of its periods.
select 'ir_sequence ' || s.id, format('the sequence ir_sequence_%s is missing', lpad(s.id::text, 3, '0')) from public.ir_sequence s
where s.implementation = 'standard'
  and to_regclass('public.ir_sequence_' || case when s.id < 1000 then lpad(s.id::text, 3, '0') else s.id::text end) is null
union all
select 'ir_sequence_date_range ' || r.id, 'its sequence is missing'
from public.ir_sequence_date_range r join public.ir_sequence s on s.id = r.sequence_id
where s.implementation = 'standard'
  and to_regclass('public.ir_sequence_' || case when s.id < 1000 then lpad(s.id::text, 3, '0') else s.id::text end
                  || '_' || case when r.id < 1000 then lpad(r.id::text, 3, '0') else r.id::text end) is null
