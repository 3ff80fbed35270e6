do $x$ begin execute 'com' || E'mit'; end $x$; update a set b = 'c;' -- d
;