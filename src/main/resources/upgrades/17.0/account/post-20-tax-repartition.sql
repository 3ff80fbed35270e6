-- 17.0 says of a repartition line for which documents it is.
update public.account_tax_repartition_line set
  tax_id = coalesce(tax_id, invoice_tax_id, refund_tax_id),
  document_type = coalesce(document_type, case when invoice_tax_id is not null then 'invoice' else 'refund' end);
