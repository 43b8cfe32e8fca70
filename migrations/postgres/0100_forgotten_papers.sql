-- Papers whose person asked to be forgotten: since when, and until which day the law has them stored.
alter table paper add column forgotten_at bigint;
alter table paper add column kept_until text collate "C";
create index paper_by_forgotten_at on paper (forgotten_at, lane, id);
