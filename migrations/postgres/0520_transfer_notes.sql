-- What a transfer of a car between two stores says on paper: where the other store is, and what it owes for the car.
alter table group_store add column address text collate "C" not null default '';
alter table group_store add column phone text collate "C" not null default '';
create table car_transfer_price (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    price bigint not null,
    primary key (id, lane)
);
select only_entries_write('car_transfer_price');
