-- 18.0 makes the documents of bills of material documents of products.
do $$ begin
  if juniper_upgrade.table_exists('mrp_document') then
    insert into public.product_document (ir_attachment_id, active, sequence, attached_on_mrp, create_uid, create_date, write_uid, write_date)
    select d.ir_attachment_id, d.active, 10, 'bom', d.create_uid, d.create_date, d.write_uid, d.write_date
    from public.mrp_document d
    where not exists (select 1 from public.product_document p where p.ir_attachment_id = d.ir_attachment_id);
  end if;
end $$;
call juniper_upgrade.fill('product_document', 'attached_on_mrp', $$'hidden'$$);
do $$ begin
  if juniper_upgrade.column_exists('product_document', 'attached_on_sale') then
    call juniper_upgrade.fill('product_document', 'attached_on_sale', $x$'hidden'$x$);
  end if;
end $$;
