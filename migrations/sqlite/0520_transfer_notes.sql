-- What a transfer of a car between two stores says on paper: where the other store is, and what it owes for the car.
alter table group_store add column address text not null default '';
alter table group_store add column phone text not null default '';
create table car_transfer_price (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    price integer not null
) strict;
