-- When a car's 三包 began, and what was wrong with it at each repair.
create table car_guarantee (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    invoiced_on text collate "C" not null,
    delivered_on text collate "C",
    bought_for text collate "C" not null,
    stated_by bytea not null,
    stated_at bigint not null,
    primary key (id, lane)
);
select only_entries_write('car_guarantee');
create table job_fault (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    car bytea not null,
    again bytea,
    cause text collate "C",
    system text collate "C",
    severity text collate "C" not null,
    replaced text collate "C" not null,
    main_part text collate "C" not null,
    grade text collate "C" not null,
    named_by bytea not null,
    named_at bigint not null,
    primary key (id, lane)
);
create index job_fault_by_car on job_fault (car, lane, id);
select only_entries_write('job_fault');
