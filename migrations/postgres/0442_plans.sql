-- What customers have paid ahead, and the ledger of each.
create table prepaid_plan (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    number text collate "C" not null,
    kind text collate "C" not null,
    title text collate "C" not null,
    customer bytea not null,
    car bytea,
    operation bytea,
    sale bytea,
    price bigint not null,
    value bigint not null,
    times bigint,
    valid_from text collate "C" not null,
    valid_until text collate "C",
    until_km bigint,
    state text collate "C" not null,
    value_left bigint not null,
    times_left bigint,
    entries bigint not null,
    sold_at bigint not null,
    sold_by bytea not null,
    primary key (id, lane)
);
create index prepaid_plan_by_number on prepaid_plan (number, lane, id);
create index prepaid_plan_by_customer_state on prepaid_plan (customer, lane, state, id);
create index prepaid_plan_by_car_state on prepaid_plan (car, lane, state, id);
create index prepaid_plan_by_state_kind_sold_at on prepaid_plan (state, lane, kind, sold_at, id);
select only_entries_write('prepaid_plan');
create table plan_entry (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    plan bytea not null,
    n bigint not null,
    deed text collate "C" not null,
    value bigint not null,
    value_after bigint not null,
    times bigint not null,
    times_after bigint,
    settlement bytea,
    repair_order bytea,
    money bigint not null,
    method text collate "C",
    receipt_number text collate "C" not null,
    day text collate "C",
    note text collate "C" not null,
    at bigint not null,
    by bytea not null,
    primary key (id, lane)
);
create index plan_entry_by_plan_n on plan_entry (plan, lane, n, id);
create index plan_entry_by_settlement on plan_entry (settlement, lane, id);
create index plan_entry_by_day on plan_entry (day, lane, id);
select only_entries_write('plan_entry');
