-- Complaints and suggestions: the house's rules for them, what each is about and by when it is answered and
-- solved, and what was done about it step by step.
create table complaint_policy (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    valid_from text not null,
    terms text not null,
    set_at integer not null
) strict;
create index complaint_policy_by_valid_from on complaint_policy (valid_from);
create table complaint (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    number text not null,
    kind text not null,
    way text not null,
    state text not null,
    customer blob,
    called text not null,
    phone text not null,
    car blob,
    vin text not null,
    sale blob,
    repair_order blob,
    said text not null,
    wants text not null,
    owner blob not null,
    taken_in_at integer not null,
    taken_in_by blob not null,
    answer_due integer not null,
    solution_due integer not null,
    lawful_until text,
    answered_at integer,
    acted_at integer,
    due integer,
    escalates_at integer,
    escalated_at integer,
    escalations integer not null,
    reopened integer not null,
    steps integer not null,
    closed_at integer,
    verdict text,
    customer_said text not null
) strict;
create index complaint_by_number on complaint (number);
create index complaint_by_state_owner_due on complaint (state, owner, due);
create index complaint_by_escalates_at on complaint (escalates_at);
create index complaint_by_taken_in_at on complaint (taken_in_at);
create index complaint_by_customer_taken_in_at on complaint (customer, taken_in_at);
create index complaint_by_car_taken_in_at on complaint (car, taken_in_at);
create table complaint_step (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    complaint blob not null,
    ordinal integer not null,
    deed text not null,
    at integer not null,
    by blob not null,
    note text not null
) strict;
create index complaint_step_by_complaint_ordinal on complaint_step (complaint, ordinal);
