-- Quotes with their lines and loan plans, questions to managers, and how far each role may go alone.

create table quote (
    lane bytea not null,
    id bytea not null,
    number text collate "C" not null,
    customer bytea,
    customer_name text collate "C" not null,
    vehicle bytea,
    model bytea,
    description text collate "C" not null,
    consultant bytea not null,
    state text collate "C" not null,
    made_on text collate "C" not null,
    valid_until text collate "C" not null,
    invoiced_on text collate "C" not null,
    guide_price bigint not null,
    discount bigint not null,
    car_price bigint not null,
    total bigint not null,
    to_house bigint not null,
    to_elsewhere bigint not null,
    rules text collate "C" not null,
    inputs text collate "C" not null,
    subsidy text collate "C" not null,
    approval bytea,
    language text collate "C" not null,
    remark text collate "C" not null,
    made_at bigint not null,
    changed_at bigint not null,
    issued_at bigint,
    primary key (id, lane)
);
create index quote_by_number on quote (number, lane, id);
create index quote_by_customer on quote (customer, lane, id);
create index quote_by_vehicle on quote (vehicle, lane, id);
create index quote_by_consultant on quote (consultant, lane, id);
create index quote_by_changed_at on quote (changed_at, lane, id);
create index quote_by_state_valid_until_consultant_car_price_discount_total_changed_at on quote (state, lane, valid_until, consultant, car_price, discount, total, changed_at, id);

create table quote_line (
    lane bytea not null,
    id bytea not null,
    quote bytea not null,
    position bigint not null,
    kind text collate "C" not null,
    name text collate "C" not null,
    quantity bigint not null,
    unit_price bigint not null,
    amount bigint not null,
    paid_to text collate "C" not null,
    covers text collate "C" not null,
    working text collate "C" not null,
    rules text collate "C" not null,
    undecided text collate "C" not null,
    primary key (id, lane)
);
create index quote_line_by_quote_position on quote_line (quote, lane, position, id);

create table loan_plan (
    lane bytea not null,
    id bytea not null,
    quote bytea not null,
    position bigint not null,
    name text collate "C" not null,
    lender text collate "C" not null,
    kind text collate "C" not null,
    down_payment bigint not null,
    principal bigint not null,
    months bigint not null,
    first_payment bigint not null,
    regular_payment bigint,
    last_payment bigint not null,
    total_interest bigint not null,
    fees bigint not null,
    total_paid bigint not null,
    inputs text collate "C" not null,
    figures text collate "C" not null,
    primary key (id, lane)
);
create index loan_plan_by_quote_position on loan_plan (quote, lane, position, id);

create table approval (
    lane bytea not null,
    id bytea not null,
    kind text collate "C" not null,
    quote bytea not null,
    quote_number text collate "C" not null,
    description text collate "C" not null,
    vehicle bytea,
    guide_price bigint not null,
    discount bigint not null,
    car_price bigint not null,
    state text collate "C" not null,
    requested_by bytea not null,
    requested_at bigint not null,
    words text collate "C" not null,
    decided_by bytea,
    decided_at bigint,
    answer text collate "C" not null,
    primary key (id, lane)
);
create index approval_by_state on approval (state, lane, id);
create index approval_by_quote on approval (quote, lane, id);

create table discount_authority (
    lane bytea not null,
    id bytea not null,
    max_basis_points bigint not null,
    floor text collate "C" not null,
    primary key (id, lane)
);

create table discount_floor (
    lane bytea not null,
    id bytea not null,
    floor bigint not null,
    primary key (id, lane)
);
