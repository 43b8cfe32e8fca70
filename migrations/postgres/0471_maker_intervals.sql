-- How far apart services lie as the makers name it for a brand, a series or a version, from a day on.
create table maker_interval (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    brand text collate "C" not null,
    series text collate "C" not null,
    version text collate "C" not null,
    valid_from text collate "C" not null,
    terms text collate "C",
    set_at bigint not null,
    primary key (id, lane)
);
create index maker_interval_by_valid_from on maker_interval (valid_from, lane, id);
select only_entries_write('maker_interval');
