select format('%s: %s', p.name, p.comment) from res_partner p
join (values ('Plain 1', '<p>Call &lt;Bob&gt; &amp; co,<br>if a &lt; 5<br><br>or &lt;boss@ours.example&gt;</p>'),
             ('Plain 2', '<p>Two<br>lines</p>'), ('Plain 3', ' '), ('Plain 4', null)) v (name, html) using (name)
where p.comment is distinct from v.html
union all
select note from account_payment_term where name = 'Plain' and note is distinct from '<p>Pay<br>in 5 days</p>'
union all
select format('%s %s: %s', r.type, r.src, r.value) from ir_translation r join account_payment_term t on t.id = r.res_id
join (values ('Plain', 'Pay<br>in 5 days', 'Payez<br>d''ici 5 jours &amp; merci'), ('Not plain', 'Pay', 'Payez')) v (name, src, value) on v.name = t.name
where r.name = 'account.payment.term,note' and (r.type, r.src, r.value) is distinct from ('model_terms', v.src, v.value)
union all
select robots_txt from website where name = 'Ours' and robots_txt is distinct from E'User-agent: *\nDisallow: /ours'
union all
select format('%s websites', count(*)) from website where name = 'Ours' having count(*) <> 1
