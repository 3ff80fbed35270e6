-- Defaults that users chose are of fields that exist.
-- needs: ir_default.field_id
select 'ir_default ' || d.id, 'its field is gone' from public.ir_default d
where not exists (select 1 from public.ir_model_fields f where f.id = d.field_id)
