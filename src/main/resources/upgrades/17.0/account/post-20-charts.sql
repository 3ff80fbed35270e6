-- 17.0 keeps charts of accounts in code: a company only names its own, by the country's module, or by name where that has several.
create temporary table chart_of on commit drop as
select d.res_id as id, case d.module
    when 'account' then 'generic_coa'
    when 'l10n_be' then 'be_comp'
    when 'l10n_ca' then 'ca_2023'
    when 'l10n_hr' then 'hr_kuna'
    when 'l10n_hr_euro' then 'hr'
    when 'l10n_ar' then case when d.name ~ '_ri_' then 'ar_ri' when d.name ~ '_ex_' then 'ar_ex' else 'ar_base' end
    when 'l10n_es' then 'es_' || coalesce(substring(d.name from '(pymes|full|assoc)'), 'common')
    when 'l10n_se' then 'se' || coalesce(substring(d.name from '_K[23]'), '')
    when 'l10n_ua' then 'ua_' || coalesce(substring(d.name from 'ias'), 'psbo')
    when 'l10n_cn' then case when d.name ~ 'large' then 'cn_large_bis' else 'cn' end
    else substr(d.module, 6) end as code
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
