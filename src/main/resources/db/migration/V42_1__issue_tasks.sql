-- the tasks of an issue are found by its number, which is a variable of their process
create index task_issue on camunda.act_ru_variable using hash (text_) where name_ = 'issueNumber';
