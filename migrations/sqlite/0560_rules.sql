-- Which edition of each set of rules of law holds in a dealership.
create table rule_set (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    name text not null,
    edition text not null,
    digest text not null,
    origin text not null,
    note text not null,
    published_at integer not null,
    former text not null
) strict;
-- The rules of each edition.
create table rule_text (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    text text not null
) strict;
-- What whoever runs a platform has published, for every dealership of it. A desk has none.
create table published_rules (
    name text not null,
    edition text not null,
    text text not null,
    note text not null,
    published_at integer not null,
    primary key (name, edition)
) strict;
