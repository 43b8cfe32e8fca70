-- The service department: the workshop and its days, the cars it knows, bookings and repair orders.
create table workshop (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    terms text collate "C" not null,
    set_at bigint not null,
    primary key (id, lane)
);
create table opening_exception (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    day text collate "C" not null,
    hours text collate "C",
    reason text collate "C" not null,
    set_at bigint not null,
    primary key (id, lane)
);
create index opening_exception_by_day on opening_exception (day, lane, id);
create table bay (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    name text collate "C" not null,
    ordinal bigint not null,
    skills text collate "C" not null,
    state text collate "C" not null,
    primary key (id, lane)
);
create index bay_by_name on bay (name, lane, id);
create index bay_by_state_ordinal on bay (state, lane, ordinal, id);
create table certificate (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    person bytea not null,
    skill text collate "C" not null,
    title text collate "C" not null,
    number text collate "C" not null,
    issued_on text collate "C" not null,
    expires_on text collate "C",
    withdrawn_at bigint,
    remark text collate "C" not null,
    primary key (id, lane)
);
create index certificate_by_person on certificate (person, lane, id);
create index certificate_by_expires_on on certificate (expires_on, lane, id);
create table shift (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    person bytea not null,
    post text collate "C" not null,
    valid_from text collate "C" not null,
    valid_until text collate "C",
    week text collate "C" not null,
    primary key (id, lane)
);
create index shift_by_person on shift (person, lane, id);
create index shift_by_post_person on shift (post, lane, person, id);
create table absence (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    person bytea not null,
    first_day text collate "C" not null,
    last_day text collate "C" not null,
    reason text collate "C" not null,
    primary key (id, lane)
);
create index absence_by_last_day on absence (last_day, lane, id);
create index absence_by_person on absence (person, lane, id);
create table standard_operation (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    operation_code text collate "C" not null,
    name text collate "C" not null,
    department text collate "C" not null,
    skill text collate "C" not null,
    minutes bigint not null,
    state text collate "C" not null,
    primary key (id, lane)
);
create index standard_operation_by_operation_code on standard_operation (operation_code, lane, id);
create index standard_operation_by_state_operation_code on standard_operation (state, lane, operation_code, id);
create table labour_rate (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    skill text collate "C" not null,
    valid_from text collate "C" not null,
    per_hour bigint not null,
    set_at bigint not null,
    primary key (id, lane)
);
create index labour_rate_by_skill_valid_from on labour_rate (skill, lane, valid_from, id);
create table workshop_day (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    day text collate "C" not null,
    opens bigint not null,
    closes bigint not null,
    capacity text collate "C" not null,
    booked text collate "C" not null,
    capacity_minutes bigint not null,
    booked_minutes bigint not null,
    bookings bigint not null,
    primary key (id, lane)
);
create index workshop_day_by_day on workshop_day (day, lane, id);
create table workshop_slot (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    resource_kind text collate "C" not null,
    resource bytea not null,
    day text collate "C" not null,
    starts_at bigint not null,
    ends_at bigint not null,
    holder_kind text collate "C" not null,
    holder bytea not null,
    label text collate "C" not null,
    primary key (id, lane)
);
create index workshop_slot_by_resource_day on workshop_slot (resource, lane, day, id);
create index workshop_slot_by_day_resource_kind on workshop_slot (day, lane, resource_kind, id);
create index workshop_slot_by_holder on workshop_slot (holder, lane, id);
create table serviced_car (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    vin text collate "C" not null,
    plate text collate "C" not null,
    description text collate "C" not null,
    vehicle bytea,
    customer bytea,
    odometer_km bigint not null,
    odometer_at bigint,
    added_at bigint not null,
    primary key (id, lane)
);
create index serviced_car_by_vin on serviced_car (vin, lane, id);
create index serviced_car_by_plate on serviced_car (plate, lane, id);
create index serviced_car_by_customer on serviced_car (customer, lane, id);
create table service_booking (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    number text collate "C" not null,
    car bytea not null,
    customer bytea,
    called text collate "C" not null,
    phone text collate "C" not null,
    jobs text collate "C" not null,
    minutes bigint not null,
    advisor bytea not null,
    bay bytea,
    day text collate "C" not null,
    starts_at bigint not null,
    ends_at bigint not null,
    transport text collate "C" not null,
    state text collate "C" not null,
    overbooked_minutes bigint not null,
    moved bigint not null,
    repair_order bytea,
    remark text collate "C" not null,
    closed_because text collate "C" not null,
    made_by bytea not null,
    made_at bigint not null,
    confirmed_at bigint,
    closed_at bigint,
    primary key (id, lane)
);
create index service_booking_by_number on service_booking (number, lane, id);
create index service_booking_by_day_starts_at on service_booking (day, lane, starts_at, id);
create index service_booking_by_state_starts_at on service_booking (state, lane, starts_at, id);
create index service_booking_by_car_day on service_booking (car, lane, day, id);
create index service_booking_by_customer on service_booking (customer, lane, id);
create table check_in (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    car bytea not null,
    customer bytea,
    booking bytea,
    repair_order bytea,
    brought_by text collate "C" not null,
    odometer_km bigint not null,
    odometer_reason text collate "C" not null,
    energy_percent bigint not null,
    belongings text collate "C" not null,
    marks text collate "C" not null,
    concern text collate "C" not null,
    received_by bytea not null,
    received_at bigint not null,
    primary key (id, lane)
);
create index check_in_by_car_received_at on check_in (car, lane, received_at, id);
create index check_in_by_repair_order on check_in (repair_order, lane, id);
create table repair_order (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    number text collate "C" not null,
    kind text collate "C" not null,
    state text collate "C" not null,
    car bytea not null,
    customer bytea,
    booking bytea,
    check_in bytea,
    sale bytea,
    advisor bytea not null,
    odometer_km bigint not null,
    promised_at bigint,
    remark text collate "C" not null,
    total bigint not null,
    jobs bigint not null,
    sheets bigint not null,
    opened_at bigint not null,
    settled_at bigint,
    left_at bigint,
    primary key (id, lane)
);
create index repair_order_by_number on repair_order (number, lane, id);
create index repair_order_by_state_opened_at on repair_order (state, lane, opened_at, id);
create index repair_order_by_opened_at on repair_order (opened_at, lane, id);
create index repair_order_by_car_opened_at on repair_order (car, lane, opened_at, id);
create index repair_order_by_customer on repair_order (customer, lane, id);
create table job (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    repair_order bytea not null,
    car bytea not null,
    ordinal bigint not null,
    origin text collate "C" not null,
    department text collate "C" not null,
    skill text collate "C" not null,
    operation bytea,
    title text collate "C" not null,
    concern text collate "C" not null,
    cause text collate "C" not null,
    correction text collate "C" not null,
    flat_minutes bigint not null,
    worked bigint not null,
    state text collate "C" not null,
    pause text collate "C",
    since bigint not null,
    step bytea not null,
    authorised_by text collate "C" not null,
    authorised_how text collate "C",
    authorised_at bigint,
    authorised_amount bigint not null,
    declined_because text collate "C" not null,
    revived_as bytea,
    counted_on text collate "C",
    reworks bigint not null,
    inspected_by bytea,
    inspected_at bigint,
    inspection_remark text collate "C" not null,
    primary key (id, lane)
);
create index job_by_repair_order_ordinal on job (repair_order, lane, ordinal, id);
create index job_by_state_since on job (state, lane, since, id);
create index job_by_car_state on job (car, lane, state, id);
create table job_step (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    job bytea not null,
    repair_order bytea not null,
    state text collate "C" not null,
    pause text collate "C",
    entered_at bigint not null,
    left_at bigint,
    by bytea not null,
    primary key (id, lane)
);
create index job_step_by_job_entered_at on job_step (job, lane, entered_at, id);
create index job_step_by_repair_order on job_step (repair_order, lane, id);
create table repair_line (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    repair_order bytea not null,
    job bytea not null,
    kind text collate "C" not null,
    label text collate "C" not null,
    reference text collate "C" not null,
    quantity bigint not null,
    unit_price bigint not null,
    amount bigint not null,
    payer text collate "C" not null,
    settlement bytea,
    primary key (id, lane)
);
create index repair_line_by_repair_order_job on repair_line (repair_order, lane, job, id);
create index repair_line_by_settlement on repair_line (settlement, lane, id);
create table clock_entry (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    person bytea not null,
    job bytea not null,
    repair_order bytea not null,
    on_at bigint not null,
    off_at bigint,
    primary key (id, lane)
);
create index clock_entry_by_person_off_at on clock_entry (person, lane, off_at, id);
create index clock_entry_by_job on clock_entry (job, lane, id);
create index clock_entry_by_on_at on clock_entry (on_at, lane, id);
create table settlement_sheet (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    repair_order bytea not null,
    number text collate "C" not null,
    payer text collate "C" not null,
    car bytea not null,
    customer bytea,
    amount bigint not null,
    paid bigint not null,
    entries bigint not null,
    state text collate "C" not null,
    credit_by bytea,
    credit_until text collate "C",
    reason text collate "C" not null,
    made_by bytea not null,
    made_at bigint not null,
    reversed_at bigint,
    primary key (id, lane)
);
create index settlement_sheet_by_repair_order on settlement_sheet (repair_order, lane, id);
create index settlement_sheet_by_number on settlement_sheet (number, lane, id);
create index settlement_sheet_by_state_made_at on settlement_sheet (state, lane, made_at, id);
create table settlement_payment (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    settlement bytea not null,
    repair_order bytea not null,
    n bigint not null,
    method text collate "C" not null,
    amount bigint not null,
    paid_after bigint not null,
    receipt_number text collate "C" not null,
    reference text collate "C" not null,
    day text collate "C" not null,
    cashier bytea not null,
    paid_at bigint not null,
    primary key (id, lane)
);
create index settlement_payment_by_settlement_n on settlement_payment (settlement, lane, n, id);
create index settlement_payment_by_day on settlement_payment (day, lane, id);
create index settlement_payment_by_receipt_number on settlement_payment (receipt_number, lane, id);
create table gate_pass (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    number text collate "C" not null,
    repair_order bytea not null,
    car bytea not null,
    issued_by bytea not null,
    issued_at bigint not null,
    primary key (id, lane)
);
create index gate_pass_by_repair_order on gate_pass (repair_order, lane, id);
create index gate_pass_by_number on gate_pass (number, lane, id);
select only_entries_write(entity::regclass) from unnest(array[
    'workshop',
    'opening_exception',
    'bay',
    'certificate',
    'shift',
    'absence',
    'standard_operation',
    'labour_rate',
    'workshop_day',
    'workshop_slot',
    'serviced_car',
    'service_booking',
    'check_in',
    'repair_order',
    'job',
    'job_step',
    'repair_line',
    'clock_entry',
    'settlement_sheet',
    'settlement_payment',
    'gate_pass'
]) as entity;
