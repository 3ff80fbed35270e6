-- UTC by the name that people can choose
update go_live_plan set zone = 'UTC' where zone = 'Z';
update usage_count set zone = 'UTC' where zone = 'Z';
