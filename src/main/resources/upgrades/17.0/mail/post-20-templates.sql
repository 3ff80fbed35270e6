-- 17.0 lets a mail template print several reports.
call juniper_upgrade.add_links('mail_template_ir_actions_report_rel', 'mail_template_id', 'ir_actions_report_id',
  'select t.id, r.id from public.mail_template t join public.ir_act_report_xml r on r.id = t.report_template');
