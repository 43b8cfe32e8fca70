-- When a car's 三包 began, and what was wrong with it at each repair.
create table car_guarantee (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    invoiced_on text not null,
    delivered_on text,
    bought_for text not null,
    stated_by blob not null,
    stated_at integer not null
) strict;
create table job_fault (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    car blob not null,
    again blob,
    cause text,
    system text,
    severity text not null,
    replaced text not null,
    main_part text not null,
    grade text not null,
    named_by blob not null,
    named_at integer not null
) strict;
create index job_fault_by_car on job_fault (car);
