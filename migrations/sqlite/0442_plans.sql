-- What customers have paid ahead, and the ledger of each.
create table prepaid_plan (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    number text not null,
    kind text not null,
    title text not null,
    customer blob not null,
    car blob,
    operation blob,
    sale blob,
    price integer not null,
    value integer not null,
    times integer,
    valid_from text not null,
    valid_until text,
    until_km integer,
    state text not null,
    value_left integer not null,
    times_left integer,
    entries integer not null,
    sold_at integer not null,
    sold_by blob not null
) strict;
create index prepaid_plan_by_number on prepaid_plan (number);
create index prepaid_plan_by_customer_state on prepaid_plan (customer, state);
create index prepaid_plan_by_car_state on prepaid_plan (car, state);
create index prepaid_plan_by_state_kind_sold_at on prepaid_plan (state, kind, sold_at);
create table plan_entry (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    plan blob not null,
    n integer not null,
    deed text not null,
    value integer not null,
    value_after integer not null,
    times integer not null,
    times_after integer,
    settlement blob,
    repair_order blob,
    money integer not null,
    method text,
    receipt_number text not null,
    day text,
    note text not null,
    at integer not null,
    by blob not null
) strict;
create index plan_entry_by_plan_n on plan_entry (plan, n);
create index plan_entry_by_settlement on plan_entry (settlement);
create index plan_entry_by_day on plan_entry (day);
