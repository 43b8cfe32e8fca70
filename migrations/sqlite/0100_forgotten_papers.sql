-- Papers whose person asked to be forgotten: since when, and until which day the law has them stored.
alter table paper add column forgotten_at integer;
alter table paper add column kept_until text;
create index paper_by_forgotten_at on paper (forgotten_at);
