-- The service department: the workshop and its days, the cars it knows, bookings and repair orders.
create table workshop (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    terms text not null,
    set_at integer not null
) strict;
create table opening_exception (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    day text not null,
    hours text,
    reason text not null,
    set_at integer not null
) strict;
create index opening_exception_by_day on opening_exception (day);
create table bay (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    name text not null,
    ordinal integer not null,
    skills text not null,
    state text not null
) strict;
create index bay_by_name on bay (name);
create index bay_by_state_ordinal on bay (state, ordinal);
create table certificate (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    person blob not null,
    skill text not null,
    title text not null,
    number text not null,
    issued_on text not null,
    expires_on text,
    withdrawn_at integer,
    remark text not null
) strict;
create index certificate_by_person on certificate (person);
create index certificate_by_expires_on on certificate (expires_on);
create table shift (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    person blob not null,
    post text not null,
    valid_from text not null,
    valid_until text,
    week text not null
) strict;
create index shift_by_person on shift (person);
create index shift_by_post_person on shift (post, person);
create table absence (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    person blob not null,
    first_day text not null,
    last_day text not null,
    reason text not null
) strict;
create index absence_by_last_day on absence (last_day);
create index absence_by_person on absence (person);
create table standard_operation (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    operation_code text not null,
    name text not null,
    department text not null,
    skill text not null,
    minutes integer not null,
    state text not null
) strict;
create index standard_operation_by_operation_code on standard_operation (operation_code);
create index standard_operation_by_state_operation_code on standard_operation (state, operation_code);
create table labour_rate (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    skill text not null,
    valid_from text not null,
    per_hour integer not null,
    set_at integer not null
) strict;
create index labour_rate_by_skill_valid_from on labour_rate (skill, valid_from);
create table workshop_day (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    day text not null,
    opens integer not null,
    closes integer not null,
    capacity text not null,
    booked text not null,
    capacity_minutes integer not null,
    booked_minutes integer not null,
    bookings integer not null
) strict;
create index workshop_day_by_day on workshop_day (day);
create table workshop_slot (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    resource_kind text not null,
    resource blob not null,
    day text not null,
    starts_at integer not null,
    ends_at integer not null,
    holder_kind text not null,
    holder blob not null,
    label text not null
) strict;
create index workshop_slot_by_resource_day on workshop_slot (resource, day);
create index workshop_slot_by_day_resource_kind on workshop_slot (day, resource_kind);
create index workshop_slot_by_holder on workshop_slot (holder);
create table serviced_car (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    vin text not null,
    plate text not null,
    description text not null,
    vehicle blob,
    customer blob,
    odometer_km integer not null,
    odometer_at integer,
    added_at integer not null
) strict;
create index serviced_car_by_vin on serviced_car (vin);
create index serviced_car_by_plate on serviced_car (plate);
create index serviced_car_by_customer on serviced_car (customer);
create table service_booking (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    number text not null,
    car blob not null,
    customer blob,
    called text not null,
    phone text not null,
    jobs text not null,
    minutes integer not null,
    advisor blob not null,
    bay blob,
    day text not null,
    starts_at integer not null,
    ends_at integer not null,
    transport text not null,
    state text not null,
    overbooked_minutes integer not null,
    moved integer not null,
    repair_order blob,
    remark text not null,
    closed_because text not null,
    made_by blob not null,
    made_at integer not null,
    confirmed_at integer,
    closed_at integer
) strict;
create index service_booking_by_number on service_booking (number);
create index service_booking_by_day_starts_at on service_booking (day, starts_at);
create index service_booking_by_state_starts_at on service_booking (state, starts_at);
create index service_booking_by_car_day on service_booking (car, day);
create index service_booking_by_customer on service_booking (customer);
create table check_in (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    car blob not null,
    customer blob,
    booking blob,
    repair_order blob,
    brought_by text not null,
    odometer_km integer not null,
    odometer_reason text not null,
    energy_percent integer not null,
    belongings text not null,
    marks text not null,
    concern text not null,
    received_by blob not null,
    received_at integer not null
) strict;
create index check_in_by_car_received_at on check_in (car, received_at);
create index check_in_by_repair_order on check_in (repair_order);
create table repair_order (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    number text not null,
    kind text not null,
    state text not null,
    car blob not null,
    customer blob,
    booking blob,
    check_in blob,
    sale blob,
    advisor blob not null,
    odometer_km integer not null,
    promised_at integer,
    remark text not null,
    total integer not null,
    jobs integer not null,
    sheets integer not null,
    opened_at integer not null,
    settled_at integer,
    left_at integer
) strict;
create index repair_order_by_number on repair_order (number);
create index repair_order_by_state_opened_at on repair_order (state, opened_at);
create index repair_order_by_opened_at on repair_order (opened_at);
create index repair_order_by_car_opened_at on repair_order (car, opened_at);
create index repair_order_by_customer on repair_order (customer);
create table job (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    repair_order blob not null,
    car blob not null,
    ordinal integer not null,
    origin text not null,
    department text not null,
    skill text not null,
    operation blob,
    title text not null,
    concern text not null,
    cause text not null,
    correction text not null,
    flat_minutes integer not null,
    worked integer not null,
    state text not null,
    pause text,
    since integer not null,
    step blob not null,
    authorised_by text not null,
    authorised_how text,
    authorised_at integer,
    authorised_amount integer not null,
    declined_because text not null,
    revived_as blob,
    counted_on text,
    reworks integer not null,
    inspected_by blob,
    inspected_at integer,
    inspection_remark text not null
) strict;
create index job_by_repair_order_ordinal on job (repair_order, ordinal);
create index job_by_state_since on job (state, since);
create index job_by_car_state on job (car, state);
create table job_step (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    job blob not null,
    repair_order blob not null,
    state text not null,
    pause text,
    entered_at integer not null,
    left_at integer,
    by blob not null
) strict;
create index job_step_by_job_entered_at on job_step (job, entered_at);
create index job_step_by_repair_order on job_step (repair_order);
create table repair_line (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    repair_order blob not null,
    job blob not null,
    kind text not null,
    label text not null,
    reference text not null,
    quantity integer not null,
    unit_price integer not null,
    amount integer not null,
    payer text not null,
    settlement blob
) strict;
create index repair_line_by_repair_order_job on repair_line (repair_order, job);
create index repair_line_by_settlement on repair_line (settlement);
create table clock_entry (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    person blob not null,
    job blob not null,
    repair_order blob not null,
    on_at integer not null,
    off_at integer
) strict;
create index clock_entry_by_person_off_at on clock_entry (person, off_at);
create index clock_entry_by_job on clock_entry (job);
create index clock_entry_by_on_at on clock_entry (on_at);
create table settlement_sheet (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    repair_order blob not null,
    number text not null,
    payer text not null,
    car blob not null,
    customer blob,
    amount integer not null,
    paid integer not null,
    entries integer not null,
    state text not null,
    credit_by blob,
    credit_until text,
    reason text not null,
    made_by blob not null,
    made_at integer not null,
    reversed_at integer
) strict;
create index settlement_sheet_by_repair_order on settlement_sheet (repair_order);
create index settlement_sheet_by_number on settlement_sheet (number);
create index settlement_sheet_by_state_made_at on settlement_sheet (state, made_at);
create table settlement_payment (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    settlement blob not null,
    repair_order blob not null,
    n integer not null,
    method text not null,
    amount integer not null,
    paid_after integer not null,
    receipt_number text not null,
    reference text not null,
    day text not null,
    cashier blob not null,
    paid_at integer not null
) strict;
create index settlement_payment_by_settlement_n on settlement_payment (settlement, n);
create index settlement_payment_by_day on settlement_payment (day);
create index settlement_payment_by_receipt_number on settlement_payment (receipt_number);
create table gate_pass (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    number text not null,
    repair_order blob not null,
    car blob not null,
    issued_by blob not null,
    issued_at integer not null
) strict;
create index gate_pass_by_repair_order on gate_pass (repair_order);
create index gate_pass_by_number on gate_pass (number);
