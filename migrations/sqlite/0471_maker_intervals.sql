-- How far apart services lie as the makers name it for a brand, a series or a version, from a day on.
create table maker_interval (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    brand text not null,
    series text not null,
    version text not null,
    valid_from text not null,
    terms text,
    set_at integer not null
) strict;
create index maker_interval_by_valid_from on maker_interval (valid_from);
