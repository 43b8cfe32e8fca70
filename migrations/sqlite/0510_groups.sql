-- Groups of stores: the group and its stores in the group's lane, and in each store's lane to which group it belongs.
create table dealer_group (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    name text not null,
    founded_at integer not null
) strict;
create table group_store (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    code text not null,
    name text not null,
    part text not null,
    joined_at integer not null
) strict;
create index group_store_by_code on group_store (code);
create table affiliation (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    belongs_to blob not null,
    group_name text not null,
    joined_at integer not null
) strict;
-- One side of a car's way from one store to another, in the lane of the store whose side it is.
create table car_transfer (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    number text not null,
    way text not null,
    vehicle blob not null,
    store blob not null,
    there blob not null,
    vehicle_there blob not null,
    state text not null,
    expected_on text,
    note text not null,
    sent_at integer not null,
    sent_by blob not null,
    sent_by_name text not null,
    ended_at integer,
    ended_by_name text not null
) strict;
create index car_transfer_by_vehicle_state on car_transfer (vehicle, state);
create index car_transfer_by_state_sent_at on car_transfer (state, sent_at);
create index car_transfer_by_number on car_transfer (number);
-- Public keys of people of other stores who gave commands that changed rows of this lane.
create table outside_key (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    person blob not null,
    name text not null,
    store blob not null,
    public_key blob not null
) strict;
create index outside_key_by_person on outside_key (person);
-- People who work in another store of the group as well.
create table posting (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    person blob not null,
    store blob not null,
    posted_at integer not null
) strict;
create index posting_by_person on posting (person);
