-- 17.0 keeps charts of accounts in code: a company only names its own, by the country's module.
create temporary table chart_of on commit drop as
select d.res_id as id, case when d.module = 'l10n_generic_coa' or d.module = 'account' then 'generic_coa' else substr(d.module, 6) end as code
from public.ir_model_data d
where d.model = 'account.chart.template' and (d.module like 'l10n\_%' or d.module = 'account');
update public.res_company c set chart_template = coalesce(o.code, 'generic_coa')
from public.account_chart_template t left join chart_of o on o.id = t.id
where t.id = c.chart_template_id and c.chart_template is null;
update public.account_report r set chart_template = o.code from chart_of o where o.id = r.chart_template_id and r.chart_template is null;
update public.account_report set filter_account_type = case filter_account_type when 'true' then 'both' else 'disabled' end
where filter_account_type in ('true', 'false');
update public.account_report_expression set figure_type = 'string' where figure_type = 'none';
update public.account_report_column set figure_type = 'string' where figure_type = 'none';
