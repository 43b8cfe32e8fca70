-- Which edition of each set of rules of law holds in a dealership.
create table rule_set (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    name text collate "C" not null,
    edition text collate "C" not null,
    digest text collate "C" not null,
    origin text collate "C" not null,
    note text collate "C" not null,
    published_at bigint not null,
    former text collate "C" not null,
    primary key (id, lane)
);
select only_entries_write('rule_set');
-- The rules of each edition.
create table rule_text (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    text text collate "C" not null,
    primary key (id, lane)
);
select only_entries_write('rule_text');
-- What whoever runs the platform has published, for every dealership of it.
create table published_rules (
    name text collate "C" not null,
    edition text collate "C" not null,
    text text collate "C" not null,
    note text collate "C" not null,
    published_at bigint not null,
    primary key (name, edition)
);
