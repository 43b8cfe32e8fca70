-- Recalls and service campaigns: what a maker has put right, and on which VINs.
create table recall (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    number text collate "C" not null,
    kind text collate "C" not null,
    maker text collate "C" not null,
    title text collate "C" not null,
    measure text collate "C" not null,
    skill text collate "C" not null,
    minutes bigint not null,
    runs_from text collate "C" not null,
    runs_until text collate "C",
    state text collate "C" not null,
    listed bigint not null,
    done bigint not null,
    announced_at bigint not null,
    announced_by bytea not null,
    primary key (id, lane)
);
create index recall_by_number on recall (number, lane, id);
create index recall_by_state_runs_from on recall (state, lane, runs_from, id);
select only_entries_write('recall');
create table recall_car (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    recall bytea not null,
    vin text collate "C" not null,
    state text collate "C" not null,
    repair_order bytea,
    job bytea,
    done_at bigint,
    reason text collate "C" not null,
    listed_at bigint not null,
    primary key (id, lane)
);
create index recall_car_by_vin_state on recall_car (vin, lane, state, id);
create index recall_car_by_recall_state on recall_car (recall, lane, state, id);
create index recall_car_by_job on recall_car (job, lane, id);
select only_entries_write('recall_car');
