-- 18.0 says of a document where on a sale it is attached.
do $$ begin
  if juniper_upgrade.column_exists('product_document', 'attached_on') then
    call juniper_upgrade.rename_field('product.document', 'attached_on', 'attached_on_sale');
  end if;
end $$;
