-- Leads, follow-ups, visits, and what hangs on a customer.
create table customer_vehicle (
    id blob primary key not null,
    lane blob not null,
    customer blob not null,
    role text not null,
    vehicle blob,
    vin text not null,
    plate text not null,
    description text not null,
    since integer not null,
    until integer
) strict;
create index customer_vehicle_by_customer on customer_vehicle (customer);
create index customer_vehicle_by_vin on customer_vehicle (vin);
create index customer_vehicle_by_plate on customer_vehicle (plate);
create index customer_vehicle_by_vehicle on customer_vehicle (vehicle);
create table customer_merge (
    id blob primary key not null,
    lane blob not null,
    kept blob not null,
    taken blob not null,
    replaced text not null,
    at integer not null,
    undone_at integer
) strict;
create index customer_merge_by_kept on customer_merge (kept);
create index customer_merge_by_taken on customer_merge (taken);
create table consent (
    id blob primary key not null,
    lane blob not null,
    customer blob not null,
    purpose text not null,
    state text not null,
    notice_version text not null,
    said text not null,
    at integer not null,
    by blob not null
) strict;
create index consent_by_customer_purpose on consent (customer, purpose);
create table lead_policy (
    id blob primary key not null,
    lane blob not null,
    valid_from text not null,
    terms text not null,
    set_at integer not null
) strict;
create index lead_policy_by_valid_from on lead_policy (valid_from);
create table lead (
    id blob primary key not null,
    lane blob not null,
    number text not null,
    customer blob not null,
    channel text not null,
    channel_detail text not null,
    external_key text not null,
    cost integer,
    wanted text not null,
    budget integer,
    grade text not null,
    state text not null,
    owner blob,
    pooled_at integer,
    assigned_at integer,
    first_contact_at integer,
    last_contact_at integer,
    next_follow_up integer,
    remark text not null,
    lost_reason text,
    competitor text not null,
    lost_remark text not null,
    lost_reported_by blob,
    lost_reported_at integer,
    lost_from text,
    closed_at integer,
    revives blob,
    revived_as blob,
    taken_in_at integer not null,
    taken_in_by blob not null
) strict;
create index lead_by_customer on lead (customer);
create index lead_by_number on lead (number);
create index lead_by_external_key on lead (external_key);
create index lead_by_state_owner_grade_channel on lead (state, owner, grade, channel);
create index lead_by_next_follow_up on lead (next_follow_up);
create index lead_by_taken_in_at on lead (taken_in_at);
create table contact (
    id blob primary key not null,
    lane blob not null,
    lead blob not null,
    customer blob not null,
    at integer not null,
    by blob not null,
    way text not null,
    result text not null,
    note text not null
) strict;
create index contact_by_lead_at on contact (lead, at);
create index contact_by_customer on contact (customer);
create table task (
    id blob primary key not null,
    lane blob not null,
    kind text not null,
    subject_kind text not null,
    subject blob,
    customer blob,
    owner blob,
    due integer not null,
    note text not null,
    state text not null,
    done_at integer,
    done_by blob,
    outcome text not null,
    made_at integer not null
) strict;
create index task_by_owner_state_kind_due on task (owner, state, kind, due);
create index task_by_state_kind_due on task (state, kind, due);
create index task_by_subject_state on task (subject, state);
create index task_by_customer on task (customer);
create table visit (
    id blob primary key not null,
    lane blob not null,
    customer blob,
    lead blob,
    called text not null,
    people integer not null,
    purpose text not null,
    count text not null,
    arrived_at integer not null,
    left_at integer,
    received_by blob,
    received_how text,
    received_at integer,
    remark text not null
) strict;
create index visit_by_arrived_at on visit (arrived_at);
create index visit_by_left_at on visit (left_at);
create index visit_by_customer on visit (customer);
create table reception_turn (
    id blob primary key not null,
    lane blob not null,
    state text not null,
    last_turn_at integer not null
) strict;
create index reception_turn_by_state_last_turn_at on reception_turn (state, last_turn_at);
