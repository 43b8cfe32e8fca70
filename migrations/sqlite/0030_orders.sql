-- Orders, their lines and invoices, payments with the account of each order, and cash days.
create table sales_order (
    id blob primary key not null,
    lane blob not null,
    number text not null,
    contract_number text not null,
    state text not null,
    customer blob not null,
    consultant blob not null,
    quote blob,
    model blob,
    wanted text not null,
    wanted_vehicle blob,
    colour text not null,
    guide_price integer not null,
    guide_source text not null,
    car_price integer not null,
    total integer not null,
    advance text not null,
    advance_agreed integer not null,
    promised_on text,
    approval text not null,
    approval_words text not null,
    approval_answer text not null,
    approved_by blob,
    signed_at integer,
    vehicle blob,
    allocated_by blob,
    allocated_at integer,
    finance text not null,
    lender text not null,
    loan integer not null,
    insurance text not null,
    insurer text not null,
    policy_number text not null,
    insured_until text,
    invoice text not null,
    invoice_number text not null,
    invoiced_on text,
    inspection text not null,
    inspection_remark text not null,
    inspected_at integer,
    plate text not null,
    temporary_plate_until text,
    handover_number text not null,
    handover text not null,
    handover_place text not null,
    charge_or_fuel text not null,
    delivered_at integer,
    followed_up_at integer,
    cancelled_at integer,
    cancel_reason text not null,
    fault text,
    remark text not null,
    made_on text not null,
    made_at integer not null
) strict;
create index sales_order_by_number on sales_order (number);
create index sales_order_by_state_consultant_made_on_total_made_at on sales_order (state, consultant, made_on, total, made_at);
create index sales_order_by_customer on sales_order (customer);
create index sales_order_by_consultant on sales_order (consultant);
create index sales_order_by_quote on sales_order (quote);
create index sales_order_by_vehicle on sales_order (vehicle);
create index sales_order_by_made_on on sales_order (made_on);
create table order_line (
    id blob primary key not null,
    lane blob not null,
    order_id blob not null,
    ordinal integer not null,
    kind text not null,
    label text not null,
    amount integer not null
) strict;
create index order_line_by_order_id_ordinal on order_line (order_id, ordinal);
create table invoice (
    id blob primary key not null,
    lane blob not null,
    order_id blob not null,
    vehicle blob not null,
    number text not null,
    issued_on text not null,
    amount integer not null,
    state text not null,
    red_letter_number text not null,
    reversed_on text
) strict;
create index invoice_by_vehicle on invoice (vehicle);
create index invoice_by_order_id on invoice (order_id);
create index invoice_by_number on invoice (number);
create table order_account (
    id blob primary key not null,
    lane blob not null,
    due integer not null,
    paid integer not null,
    balance integer not null,
    deposit integer not null,
    lender_paid integer not null,
    refund_due integer not null,
    refund_by text,
    compensation_due integer not null,
    entries integer not null
) strict;
create table payment (
    id blob primary key not null,
    lane blob not null,
    order_id blob not null,
    n integer not null,
    kind text not null,
    method text not null,
    amount integer not null,
    balance_after integer not null,
    receipt_number text not null,
    reference text not null,
    payer text not null,
    refunds blob,
    refunded integer not null,
    confirmation text not null,
    day text not null,
    cashier blob not null,
    remark text not null,
    paid_at integer not null
) strict;
create index payment_by_order_id_n on payment (order_id, n);
create index payment_by_day on payment (day);
create index payment_by_receipt_number on payment (receipt_number);
create table cash_day (
    id blob primary key not null,
    lane blob not null,
    day text not null,
    state text not null,
    opened_by blob,
    opened_at integer,
    opening_float integer not null,
    entries integer not null,
    paid_in integer not null,
    paid_out integer not null,
    cash integer not null,
    transfer integer not null,
    card integer not null,
    we_chat integer not null,
    alipay integer not null,
    lender integer not null,
    counted text not null,
    denominations text not null,
    difference integer not null,
    explanation text not null,
    closed_by blob,
    closed_at integer
) strict;
create index cash_day_by_state_day on cash_day (state, day);
