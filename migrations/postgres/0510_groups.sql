-- Groups of stores: the group and its stores in the group's lane, and in each store's lane to which group it belongs.
create table dealer_group (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    name text collate "C" not null,
    founded_at bigint not null,
    primary key (id, lane)
);
select only_entries_write('dealer_group');
create table group_store (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    code text collate "C" not null,
    name text collate "C" not null,
    part text collate "C" not null,
    joined_at bigint not null,
    primary key (id, lane)
);
create index group_store_by_code on group_store (code, lane, id);
select only_entries_write('group_store');
create table affiliation (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    belongs_to bytea not null,
    group_name text collate "C" not null,
    joined_at bigint not null,
    primary key (id, lane)
);
select only_entries_write('affiliation');
-- One side of a car's way from one store to another, in the lane of the store whose side it is.
create table car_transfer (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    number text collate "C" not null,
    way text collate "C" not null,
    vehicle bytea not null,
    store bytea not null,
    there bytea not null,
    vehicle_there bytea not null,
    state text collate "C" not null,
    expected_on text collate "C",
    note text collate "C" not null,
    sent_at bigint not null,
    sent_by bytea not null,
    sent_by_name text collate "C" not null,
    ended_at bigint,
    ended_by_name text collate "C" not null,
    primary key (id, lane)
);
create index car_transfer_by_vehicle_state on car_transfer (vehicle, lane, state, id);
create index car_transfer_by_state_sent_at on car_transfer (state, lane, sent_at, id);
create index car_transfer_by_number on car_transfer (number, lane, id);
select only_entries_write('car_transfer');
-- Public keys of people of other stores who gave commands that changed rows of this lane.
create table outside_key (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    person bytea not null,
    name text collate "C" not null,
    store bytea not null,
    public_key bytea not null,
    primary key (id, lane)
);
create index outside_key_by_person on outside_key (person, lane, id);
select only_entries_write('outside_key');
-- People who work in another store of the group as well.
create table posting (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    person bytea not null,
    store bytea not null,
    posted_at bigint not null,
    primary key (id, lane)
);
create index posting_by_person on posting (person, lane, id);
select only_entries_write('posting');
