-- Recalls and service campaigns: what a maker has put right, and on which VINs.
create table recall (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    number text not null,
    kind text not null,
    maker text not null,
    title text not null,
    measure text not null,
    skill text not null,
    minutes integer not null,
    runs_from text not null,
    runs_until text,
    state text not null,
    listed integer not null,
    done integer not null,
    announced_at integer not null,
    announced_by blob not null
) strict;
create index recall_by_number on recall (number);
create index recall_by_state_runs_from on recall (state, runs_from);
create table recall_car (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    recall blob not null,
    vin text not null,
    state text not null,
    repair_order blob,
    job blob,
    done_at integer,
    reason text not null,
    listed_at integer not null
) strict;
create index recall_car_by_vin_state on recall_car (vin, state);
create index recall_car_by_recall_state on recall_car (recall, state);
create index recall_car_by_job on recall_car (job);
