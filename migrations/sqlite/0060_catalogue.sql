-- The model catalogue, replaced by publication.
create table brand (
    id blob primary key not null,
    lane blob not null,
    code text not null,
    name_zh text not null,
    name_en text not null,
    country text not null
) strict;
create table series (
    id blob primary key not null,
    lane blob not null,
    brand blob not null,
    code text not null,
    name_zh text not null,
    name_en text not null,
    class text not null,
    launch_year integer not null,
    maker_zh text not null,
    maker_en text not null
) strict;
create table model (
    id blob primary key not null,
    lane blob not null,
    series blob not null,
    code text not null,
    name_zh text not null,
    name_en text not null,
    model_year integer not null,
    guide_price integer not null,
    launch_date text not null,
    sale text not null,
    figures text not null,
    colours text not null,
    equipment text not null,
    illustrative text not null,
    source text not null,
    edition text not null
) strict;
create index model_by_series on model (series);
create table equipment (
    id blob primary key not null,
    lane blob not null,
    code text not null,
    equipment_group text not null,
    name_zh text not null,
    name_en text not null,
    choice text not null,
    choice_zh text not null,
    choice_en text not null,
    place integer not null
) strict;
create table model_colour (
    id blob primary key not null,
    lane blob not null,
    code text not null,
    name_zh text not null,
    name_en text not null,
    hex text not null,
    family text not null
) strict;
