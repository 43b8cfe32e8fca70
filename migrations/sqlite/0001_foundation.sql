-- What every desk's store holds beside its rows.

-- Single facts about this store: which desk it is, its short code, its lane.
create table store_fact (
    key text primary key not null,
    value text not null
) strict;

-- Commands as they were given and signed; rows are only ever added.
create table outbox (
    n integer primary key not null,
    id blob not null,
    desk blob not null,
    lamport integer not null,
    name text not null,
    version integer not null,
    actor blob not null,
    made_at integer not null,
    signature blob not null,
    contents_hash blob not null,
    -- Both null once the contents were erased by request.
    salt blob,
    payload blob,
    constraint outbox_command_once unique (id)
) strict;
create index outbox_by_lamport on outbox (lamport);

-- The confirmed version of every row that an unconfirmed command touched; null when there was none.
create table shadow (
    table_name text not null,
    id blob not null,
    image blob,
    primary key (table_name, id)
) strict, without rowid;

-- What came of each command, and the hash chain over both.
create table journal (
    n integer primary key not null,
    concerns text not null,
    outcome_hash blob not null,
    hash blob not null
) strict;

create table journal_change (
    n integer not null,
    ordinal integer not null,
    table_name text not null,
    id blob not null,
    before blob,
    -- Salted hash of the new image; null when the row went.
    after_hash blob,
    -- Null when the row went, and both null once they were erased by request.
    salt blob,
    after blob,
    -- 1 when this change had everything erased that was known of the row before it.
    erases integer not null,
    primary key (n, ordinal)
) strict, without rowid;
create index journal_change_by_row on journal_change (table_name, id);

-- The last figure drawn in each row of printed numbers.
create table number_series (
    series text not null,
    month text not null,
    last integer not null,
    primary key (series, month)
) strict, without rowid;

-- What a person chose for themself at this desk: language, columns, views.
create table setting (
    person blob not null,
    key text not null,
    value text not null,
    primary key (person, key)
) strict, without rowid;

-- What was typed and not yet sent.
create table draft (
    person blob not null,
    form text not null,
    record text not null,
    content text not null,
    kept_at integer not null,
    primary key (person, form, record)
) strict, without rowid;

-- Who looked at or took out what, and why: unmasking, exports, prints, failed sign-ins.
create table access_log (
    id integer primary key not null,
    at integer not null,
    person blob,
    action text not null,
    table_name text not null,
    record blob,
    detail text not null
) strict;
create index access_log_by_record on access_log (table_name, record);

-- The entities, as domain::TABLES describes them.
create table dealership (
    id blob primary key not null,
    lane blob not null,
    name text not null,
    code text not null,
    purpose text not null,
    zone text not null,
    address text not null,
    phone text not null,
    credit_code text not null,
    bank_account text not null,
    logo text not null,
    founded_at integer not null
) strict;
create table role (
    id blob primary key not null,
    lane blob not null,
    name text not null,
    rights text not null
) strict;
create table person (
    id blob primary key not null,
    lane blob not null,
    name text not null,
    sign_in_name text not null,
    roles text not null,
    state text not null,
    added_at integer not null
) strict;
create index person_by_sign_in_name on person (sign_in_name);
create table person_key (
    id blob primary key not null,
    lane blob not null,
    person blob not null,
    public_key blob not null,
    wrapped_key blob not null,
    salt blob not null,
    made_at integer not null,
    replaced_at integer
) strict;
create index person_key_by_person on person_key (person);
create table vehicle (
    id blob primary key not null,
    lane blob not null,
    stock_number text not null,
    vin text not null,
    model blob,
    description text not null,
    exterior_colour text not null,
    interior_colour text not null,
    engine_number text not null,
    produced_on text,
    state text not null,
    purpose text not null,
    source text not null,
    location text not null,
    expected_on text,
    arrived_on text,
    odometer_km integer not null,
    guide_price integer,
    asking_price integer,
    key_number text not null,
    keys_with text not null,
    certificate text not null,
    certificate_number text not null,
    certificate_with text not null,
    certificate_due text,
    stop_sale text not null,
    held_by blob,
    held_at integer,
    remark text not null,
    taken_in_at integer not null
) strict;
create index vehicle_by_vin on vehicle (vin);
create index vehicle_by_stock_number on vehicle (stock_number);
create index vehicle_by_held_by on vehicle (held_by);
create index vehicle_by_state_arrived_on on vehicle (state, arrived_on);
create table vehicle_cost (
    id blob primary key not null,
    lane blob not null,
    purchase_price integer not null,
    extras integer not null,
    floor_plan_basis_points integer not null,
    financed_on text
) strict;
create table vehicle_cost_line (
    id blob primary key not null,
    lane blob not null,
    vehicle blob not null,
    kind text not null,
    amount integer not null,
    extras_after integer not null,
    paid_on text not null,
    note text not null,
    added_at integer not null
) strict;
create index vehicle_cost_line_by_vehicle_added_at on vehicle_cost_line (vehicle, added_at);
