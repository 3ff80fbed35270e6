-- 15.0 requires the background of printed documents.
update public.res_company set layout_background = 'Blank' where layout_background is null;
