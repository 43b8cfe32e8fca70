-- Before a car leaves: its wash, and the courtesy car that bridges the time.
alter table service_booking add column wash text collate "C";
create table car_wash (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    wash text collate "C" not null,
    asked_by bytea not null,
    asked_at bigint not null,
    washed_by bytea,
    washed_at bigint,
    unwashed_because text collate "C" not null,
    primary key (id, lane)
);
select only_entries_write('car_wash');
create table car_loan (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    repair_order bytea not null,
    vehicle bytea not null,
    customer bytea,
    driver text collate "C" not null,
    out_at bigint not null,
    out_km bigint not null,
    out_percent bigint not null,
    due_at bigint not null,
    lent_by bytea not null,
    returned_at bigint,
    returned_km bigint,
    returned_percent bigint,
    taken_back_by bytea,
    condition text collate "C",
    damage text collate "C" not null,
    primary key (id, lane)
);
create index car_loan_by_repair_order on car_loan (repair_order, lane, id);
create index car_loan_by_vehicle_returned_at on car_loan (vehicle, lane, returned_at, id);
create index car_loan_by_returned_at_due_at on car_loan (returned_at, lane, due_at, id);
select only_entries_write('car_loan');
create table loan_licence (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    number text collate "C" not null,
    classes text collate "C" not null,
    valid_until text collate "C",
    seen text collate "C" not null,
    checked_by bytea not null,
    checked_at bigint not null,
    removed_at bigint,
    primary key (id, lane)
);
select only_entries_write('loan_licence');
