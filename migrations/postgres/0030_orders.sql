-- Orders, their lines and invoices, payments with the account of each order, and cash days.
create table sales_order (
    lane bytea not null,
    id bytea not null,
    number text collate "C" not null,
    contract_number text collate "C" not null,
    state text collate "C" not null,
    customer bytea not null,
    consultant bytea not null,
    quote bytea,
    model bytea,
    wanted text collate "C" not null,
    wanted_vehicle bytea,
    colour text collate "C" not null,
    guide_price bigint not null,
    guide_source text collate "C" not null,
    car_price bigint not null,
    total bigint not null,
    advance text collate "C" not null,
    advance_agreed bigint not null,
    promised_on text collate "C",
    approval text collate "C" not null,
    approval_words text collate "C" not null,
    approval_answer text collate "C" not null,
    approved_by bytea,
    signed_at bigint,
    vehicle bytea,
    allocated_by bytea,
    allocated_at bigint,
    finance text collate "C" not null,
    lender text collate "C" not null,
    loan bigint not null,
    insurance text collate "C" not null,
    insurer text collate "C" not null,
    policy_number text collate "C" not null,
    insured_until text collate "C",
    invoice text collate "C" not null,
    invoice_number text collate "C" not null,
    invoiced_on text collate "C",
    inspection text collate "C" not null,
    inspection_remark text collate "C" not null,
    inspected_at bigint,
    plate text collate "C" not null,
    temporary_plate_until text collate "C",
    handover_number text collate "C" not null,
    handover text collate "C" not null,
    handover_place text collate "C" not null,
    charge_or_fuel text collate "C" not null,
    delivered_at bigint,
    followed_up_at bigint,
    cancelled_at bigint,
    cancel_reason text collate "C" not null,
    fault text collate "C",
    remark text collate "C" not null,
    made_on text collate "C" not null,
    made_at bigint not null,
    primary key (id, lane)
);
create index sales_order_by_number on sales_order (number, lane, id);
create index sales_order_by_state_consultant_made_on_total_made_at on sales_order (state, lane, consultant, made_on, total, made_at, id);
create index sales_order_by_customer on sales_order (customer, lane, id);
create index sales_order_by_consultant on sales_order (consultant, lane, id);
create index sales_order_by_quote on sales_order (quote, lane, id);
create index sales_order_by_vehicle on sales_order (vehicle, lane, id);
create index sales_order_by_made_on on sales_order (made_on, lane, id);
create table order_line (
    lane bytea not null,
    id bytea not null,
    order_id bytea not null,
    ordinal bigint not null,
    kind text collate "C" not null,
    label text collate "C" not null,
    amount bigint not null,
    primary key (id, lane)
);
create index order_line_by_order_id_ordinal on order_line (order_id, lane, ordinal, id);
create table invoice (
    lane bytea not null,
    id bytea not null,
    order_id bytea not null,
    vehicle bytea not null,
    number text collate "C" not null,
    issued_on text collate "C" not null,
    amount bigint not null,
    state text collate "C" not null,
    red_letter_number text collate "C" not null,
    reversed_on text collate "C",
    primary key (id, lane)
);
create index invoice_by_vehicle on invoice (vehicle, lane, id);
create index invoice_by_order_id on invoice (order_id, lane, id);
create index invoice_by_number on invoice (number, lane, id);
create table order_account (
    lane bytea not null,
    id bytea not null,
    due bigint not null,
    paid bigint not null,
    balance bigint not null,
    deposit bigint not null,
    lender_paid bigint not null,
    refund_due bigint not null,
    refund_by text collate "C",
    compensation_due bigint not null,
    entries bigint not null,
    primary key (id, lane)
);
create table payment (
    lane bytea not null,
    id bytea not null,
    order_id bytea not null,
    n bigint not null,
    kind text collate "C" not null,
    method text collate "C" not null,
    amount bigint not null,
    balance_after bigint not null,
    receipt_number text collate "C" not null,
    reference text collate "C" not null,
    payer text collate "C" not null,
    refunds bytea,
    refunded bigint not null,
    confirmation text collate "C" not null,
    day text collate "C" not null,
    cashier bytea not null,
    remark text collate "C" not null,
    paid_at bigint not null,
    primary key (id, lane)
);
create index payment_by_order_id_n on payment (order_id, lane, n, id);
create index payment_by_day on payment (day, lane, id);
create index payment_by_receipt_number on payment (receipt_number, lane, id);
create table cash_day (
    lane bytea not null,
    id bytea not null,
    day text collate "C" not null,
    state text collate "C" not null,
    opened_by bytea,
    opened_at bigint,
    opening_float bigint not null,
    entries bigint not null,
    paid_in bigint not null,
    paid_out bigint not null,
    cash bigint not null,
    transfer bigint not null,
    card bigint not null,
    we_chat bigint not null,
    alipay bigint not null,
    lender bigint not null,
    counted text collate "C" not null,
    denominations text collate "C" not null,
    difference bigint not null,
    explanation text collate "C" not null,
    closed_by bytea,
    closed_at bigint,
    primary key (id, lane)
);
create index cash_day_by_state_day on cash_day (state, lane, day, id);
