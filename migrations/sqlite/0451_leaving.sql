-- Before a car leaves: its wash, and the courtesy car that bridges the time.
alter table service_booking add column wash text;
create table car_wash (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    wash text not null,
    asked_by blob not null,
    asked_at integer not null,
    washed_by blob,
    washed_at integer,
    unwashed_because text not null
) strict;
create table car_loan (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    repair_order blob not null,
    vehicle blob not null,
    customer blob,
    driver text not null,
    out_at integer not null,
    out_km integer not null,
    out_percent integer not null,
    due_at integer not null,
    lent_by blob not null,
    returned_at integer,
    returned_km integer,
    returned_percent integer,
    taken_back_by blob,
    condition text,
    damage text not null
) strict;
create index car_loan_by_repair_order on car_loan (repair_order);
create index car_loan_by_vehicle_returned_at on car_loan (vehicle, returned_at);
create index car_loan_by_returned_at_due_at on car_loan (returned_at, due_at);
create table loan_licence (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    number text not null,
    classes text not null,
    valid_until text,
    seen text not null,
    checked_by blob not null,
    checked_at integer not null,
    removed_at integer
) strict;
