-- Complaints and suggestions: the house's rules for them, what each is about and by when it is answered and
-- solved, and what was done about it step by step.
create table complaint_policy (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    valid_from text collate "C" not null,
    terms text collate "C" not null,
    set_at bigint not null,
    primary key (id, lane)
);
create index complaint_policy_by_valid_from on complaint_policy (valid_from, lane, id);
select only_entries_write('complaint_policy');
create table complaint (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    number text collate "C" not null,
    kind text collate "C" not null,
    way text collate "C" not null,
    state text collate "C" not null,
    customer bytea,
    called text collate "C" not null,
    phone text collate "C" not null,
    car bytea,
    vin text collate "C" not null,
    sale bytea,
    repair_order bytea,
    said text collate "C" not null,
    wants text collate "C" not null,
    owner bytea not null,
    taken_in_at bigint not null,
    taken_in_by bytea not null,
    answer_due bigint not null,
    solution_due bigint not null,
    lawful_until text collate "C",
    answered_at bigint,
    acted_at bigint,
    due bigint,
    escalates_at bigint,
    escalated_at bigint,
    escalations bigint not null,
    reopened bigint not null,
    steps bigint not null,
    closed_at bigint,
    verdict text collate "C",
    customer_said text collate "C" not null,
    primary key (id, lane)
);
create index complaint_by_number on complaint (number, lane, id);
create index complaint_by_state_owner_due on complaint (state, lane, owner, due, id);
create index complaint_by_escalates_at on complaint (escalates_at, lane, id);
create index complaint_by_taken_in_at on complaint (taken_in_at, lane, id);
create index complaint_by_customer_taken_in_at on complaint (customer, lane, taken_in_at, id);
create index complaint_by_car_taken_in_at on complaint (car, lane, taken_in_at, id);
select only_entries_write('complaint');
create table complaint_step (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    complaint bytea not null,
    ordinal bigint not null,
    deed text collate "C" not null,
    at bigint not null,
    by bytea not null,
    note text collate "C" not null,
    primary key (id, lane)
);
create index complaint_step_by_complaint_ordinal on complaint_step (complaint, lane, ordinal, id);
select only_entries_write('complaint_step');
