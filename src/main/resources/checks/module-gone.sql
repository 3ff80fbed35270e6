-- A standard module of another version is not installed any more.
select m.name, 'it is a standard module of another version, and this one has no such module'
from chk_module m join ref_standard s using (name)
where not exists (select 1 from ref_module r where r.name = m.name)
