-- 17.0 lets a mail template print several reports.
insert into public.mail_template_ir_actions_report_rel (mail_template_id, ir_actions_report_id)
select t.id, t.report_template from public.mail_template t
join public.ir_act_report_xml r on r.id = t.report_template on conflict do nothing;
