-- Groups of stores: the group and its stores in the group's lane, and in each store's lane to which group it belongs.
create table dealer_group (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    name text not null,
    founded_at integer not null
) strict;
create table group_store (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    code text not null,
    name text not null,
    joined_at integer not null
) strict;
create index group_store_by_code on group_store (code);
create table affiliation (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    "group" blob not null,
    group_name text not null,
    joined_at integer not null
) strict;
