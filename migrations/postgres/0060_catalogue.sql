-- The model catalogue, replaced by publication.
create table brand (
    lane bytea not null,
    id bytea not null,
    code text collate "C" not null,
    name_zh text collate "C" not null,
    name_en text collate "C" not null,
    country text collate "C" not null,
    primary key (id, lane)
);
create table series (
    lane bytea not null,
    id bytea not null,
    brand bytea not null,
    code text collate "C" not null,
    name_zh text collate "C" not null,
    name_en text collate "C" not null,
    class text collate "C" not null,
    launch_year bigint not null,
    maker_zh text collate "C" not null,
    maker_en text collate "C" not null,
    primary key (id, lane)
);
create table model (
    lane bytea not null,
    id bytea not null,
    series bytea not null,
    code text collate "C" not null,
    name_zh text collate "C" not null,
    name_en text collate "C" not null,
    model_year bigint not null,
    guide_price bigint not null,
    launch_date text collate "C" not null,
    sale text collate "C" not null,
    figures text collate "C" not null,
    colours text collate "C" not null,
    equipment text collate "C" not null,
    illustrative text collate "C" not null,
    source text collate "C" not null,
    edition text collate "C" not null,
    primary key (id, lane)
);
create index model_by_series on model (series, lane, id);
create table equipment (
    lane bytea not null,
    id bytea not null,
    code text collate "C" not null,
    equipment_group text collate "C" not null,
    name_zh text collate "C" not null,
    name_en text collate "C" not null,
    choice text collate "C" not null,
    choice_zh text collate "C" not null,
    choice_en text collate "C" not null,
    place bigint not null,
    primary key (id, lane)
);
create table model_colour (
    lane bytea not null,
    id bytea not null,
    code text collate "C" not null,
    name_zh text collate "C" not null,
    name_en text collate "C" not null,
    hex text collate "C" not null,
    family text collate "C" not null,
    primary key (id, lane)
);
