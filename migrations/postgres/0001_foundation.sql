-- The entities, as domain::TABLES describes them.
create table dealership (
    lane bytea not null,
    id bytea not null,
    name text collate "C" not null,
    code text collate "C" not null,
    purpose text collate "C" not null,
    zone text collate "C" not null,
    address text collate "C" not null,
    phone text collate "C" not null,
    credit_code text collate "C" not null,
    bank_account text collate "C" not null,
    logo text collate "C" not null,
    founded_at bigint not null,
    primary key (id, lane)
);
create table role (
    lane bytea not null,
    id bytea not null,
    name text collate "C" not null,
    rights text collate "C" not null,
    primary key (id, lane)
);
create table person (
    lane bytea not null,
    id bytea not null,
    name text collate "C" not null,
    sign_in_name text collate "C" not null,
    roles text collate "C" not null,
    state text collate "C" not null,
    added_at bigint not null,
    primary key (id, lane)
);
create index person_by_sign_in_name on person (sign_in_name, lane, id);
create table person_key (
    lane bytea not null,
    id bytea not null,
    person bytea not null,
    public_key bytea not null,
    wrapped_key bytea not null,
    salt bytea not null,
    made_at bigint not null,
    replaced_at bigint,
    primary key (id, lane)
);
create index person_key_by_person on person_key (person, lane, id);
create table vehicle (
    lane bytea not null,
    id bytea not null,
    stock_number text collate "C" not null,
    vin text collate "C" not null,
    model bytea,
    description text collate "C" not null,
    exterior_colour text collate "C" not null,
    interior_colour text collate "C" not null,
    engine_number text collate "C" not null,
    produced_on text collate "C",
    state text collate "C" not null,
    purpose text collate "C" not null,
    source text collate "C" not null,
    location text collate "C" not null,
    expected_on text collate "C",
    arrived_on text collate "C",
    odometer_km bigint not null,
    guide_price bigint,
    asking_price bigint,
    key_number text collate "C" not null,
    keys_with text collate "C" not null,
    certificate text collate "C" not null,
    certificate_number text collate "C" not null,
    certificate_with text collate "C" not null,
    certificate_due text collate "C",
    stop_sale text collate "C" not null,
    held_by bytea,
    held_at bigint,
    remark text collate "C" not null,
    taken_in_at bigint not null,
    primary key (id, lane)
);
create index vehicle_by_vin on vehicle (vin, lane, id);
create index vehicle_by_stock_number on vehicle (stock_number, lane, id);
create index vehicle_by_held_by on vehicle (held_by, lane, id);
create index vehicle_by_state_arrived_on on vehicle (state, lane, arrived_on, id);
create table vehicle_cost (
    lane bytea not null,
    id bytea not null,
    purchase_price bigint not null,
    extras bigint not null,
    floor_plan_basis_points bigint not null,
    financed_on text collate "C",
    primary key (id, lane)
);
create table vehicle_cost_line (
    lane bytea not null,
    id bytea not null,
    vehicle bytea not null,
    kind text collate "C" not null,
    amount bigint not null,
    extras_after bigint not null,
    paid_on text collate "C" not null,
    note text collate "C" not null,
    added_at bigint not null,
    primary key (id, lane)
);
create index vehicle_cost_line_by_vehicle_added_at on vehicle_cost_line (vehicle, lane, added_at, id);
