-- Quotes with their lines and loan plans, questions to managers, and how far each role may go alone.

create table quote (
    id blob primary key not null,
    lane blob not null,
    number text not null,
    customer blob,
    customer_name text not null,
    vehicle blob,
    model blob,
    description text not null,
    consultant blob not null,
    state text not null,
    made_on text not null,
    valid_until text not null,
    invoiced_on text not null,
    guide_price integer not null,
    discount integer not null,
    car_price integer not null,
    total integer not null,
    to_house integer not null,
    to_elsewhere integer not null,
    rules text not null,
    inputs text not null,
    subsidy text not null,
    approval blob,
    language text not null,
    remark text not null,
    made_at integer not null,
    changed_at integer not null,
    issued_at integer
) strict;
create index quote_by_number on quote (number);
create index quote_by_customer on quote (customer);
create index quote_by_vehicle on quote (vehicle);
create index quote_by_consultant on quote (consultant);
create index quote_by_changed_at on quote (changed_at);
create index quote_by_state_valid_until_consultant_car_price_discount_total_changed_at on quote (state, valid_until, consultant, car_price, discount, total, changed_at);

create table quote_line (
    id blob primary key not null,
    lane blob not null,
    quote blob not null,
    position integer not null,
    kind text not null,
    name text not null,
    quantity integer not null,
    unit_price integer not null,
    amount integer not null,
    paid_to text not null,
    covers text not null,
    working text not null,
    rules text not null,
    undecided text not null
) strict;
create index quote_line_by_quote_position on quote_line (quote, position);

create table loan_plan (
    id blob primary key not null,
    lane blob not null,
    quote blob not null,
    position integer not null,
    name text not null,
    lender text not null,
    kind text not null,
    down_payment integer not null,
    principal integer not null,
    months integer not null,
    first_payment integer not null,
    regular_payment integer,
    last_payment integer not null,
    total_interest integer not null,
    fees integer not null,
    total_paid integer not null,
    inputs text not null,
    figures text not null
) strict;
create index loan_plan_by_quote_position on loan_plan (quote, position);

create table approval (
    id blob primary key not null,
    lane blob not null,
    kind text not null,
    quote blob not null,
    quote_number text not null,
    description text not null,
    vehicle blob,
    guide_price integer not null,
    discount integer not null,
    car_price integer not null,
    state text not null,
    requested_by blob not null,
    requested_at integer not null,
    words text not null,
    decided_by blob,
    decided_at integer,
    answer text not null
) strict;
create index approval_by_state on approval (state);
create index approval_by_quote on approval (quote);

create table discount_authority (
    id blob primary key not null,
    lane blob not null,
    max_basis_points integer not null,
    floor text not null
) strict;

create table discount_floor (
    id blob primary key not null,
    lane blob not null,
    floor integer not null
) strict;
