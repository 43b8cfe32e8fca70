-- Leads, follow-ups, visits, and what hangs on a customer.
create table customer_vehicle (
    lane bytea not null,
    id bytea not null,
    customer bytea not null,
    role text collate "C" not null,
    vehicle bytea,
    vin text collate "C" not null,
    plate text collate "C" not null,
    description text collate "C" not null,
    since bigint not null,
    until bigint,
    primary key (id, lane)
);
create index customer_vehicle_by_customer on customer_vehicle (customer, lane, id);
create index customer_vehicle_by_vin on customer_vehicle (vin, lane, id);
create index customer_vehicle_by_plate on customer_vehicle (plate, lane, id);
create index customer_vehicle_by_vehicle on customer_vehicle (vehicle, lane, id);
create table customer_merge (
    lane bytea not null,
    id bytea not null,
    kept bytea not null,
    taken bytea not null,
    replaced text collate "C" not null,
    at bigint not null,
    undone_at bigint,
    primary key (id, lane)
);
create index customer_merge_by_kept on customer_merge (kept, lane, id);
create index customer_merge_by_taken on customer_merge (taken, lane, id);
create table consent (
    lane bytea not null,
    id bytea not null,
    customer bytea not null,
    purpose text collate "C" not null,
    state text collate "C" not null,
    notice_version text collate "C" not null,
    said text collate "C" not null,
    at bigint not null,
    by bytea not null,
    primary key (id, lane)
);
create index consent_by_customer_purpose on consent (customer, lane, purpose, id);
create table lead_policy (
    lane bytea not null,
    id bytea not null,
    valid_from text collate "C" not null,
    terms text collate "C" not null,
    set_at bigint not null,
    primary key (id, lane)
);
create index lead_policy_by_valid_from on lead_policy (valid_from, lane, id);
create table lead (
    lane bytea not null,
    id bytea not null,
    number text collate "C" not null,
    customer bytea not null,
    channel text collate "C" not null,
    channel_detail text collate "C" not null,
    external_key text collate "C" not null,
    cost bigint,
    wanted text collate "C" not null,
    budget bigint,
    grade text collate "C" not null,
    state text collate "C" not null,
    owner bytea,
    pooled_at bigint,
    assigned_at bigint,
    first_contact_at bigint,
    last_contact_at bigint,
    next_follow_up bigint,
    remark text collate "C" not null,
    lost_reason text collate "C",
    competitor text collate "C" not null,
    lost_remark text collate "C" not null,
    lost_reported_by bytea,
    lost_reported_at bigint,
    lost_from text collate "C",
    closed_at bigint,
    revives bytea,
    revived_as bytea,
    taken_in_at bigint not null,
    taken_in_by bytea not null,
    primary key (id, lane)
);
create index lead_by_customer on lead (customer, lane, id);
create index lead_by_number on lead (number, lane, id);
create index lead_by_external_key on lead (external_key, lane, id);
create index lead_by_state_owner_grade_channel on lead (state, lane, owner, grade, channel, id);
create index lead_by_next_follow_up on lead (next_follow_up, lane, id);
create index lead_by_taken_in_at on lead (taken_in_at, lane, id);
create table contact (
    lane bytea not null,
    id bytea not null,
    lead bytea not null,
    customer bytea not null,
    at bigint not null,
    by bytea not null,
    way text collate "C" not null,
    result text collate "C" not null,
    note text collate "C" not null,
    primary key (id, lane)
);
create index contact_by_lead_at on contact (lead, lane, at, id);
create index contact_by_customer on contact (customer, lane, id);
create table task (
    lane bytea not null,
    id bytea not null,
    kind text collate "C" not null,
    subject_kind text collate "C" not null,
    subject bytea,
    customer bytea,
    owner bytea,
    due bigint not null,
    note text collate "C" not null,
    state text collate "C" not null,
    done_at bigint,
    done_by bytea,
    outcome text collate "C" not null,
    made_at bigint not null,
    primary key (id, lane)
);
create index task_by_owner_state_kind_due on task (owner, lane, state, kind, due, id);
create index task_by_state_kind_due on task (state, lane, kind, due, id);
create index task_by_subject_state on task (subject, lane, state, id);
create index task_by_customer on task (customer, lane, id);
create table visit (
    lane bytea not null,
    id bytea not null,
    customer bytea,
    lead bytea,
    called text collate "C" not null,
    people bigint not null,
    purpose text collate "C" not null,
    count text collate "C" not null,
    arrived_at bigint not null,
    left_at bigint,
    received_by bytea,
    received_how text collate "C",
    received_at bigint,
    remark text collate "C" not null,
    primary key (id, lane)
);
create index visit_by_arrived_at on visit (arrived_at, lane, id);
create index visit_by_left_at on visit (left_at, lane, id);
create index visit_by_customer on visit (customer, lane, id);
create table reception_turn (
    lane bytea not null,
    id bytea not null,
    state text collate "C" not null,
    last_turn_at bigint not null,
    primary key (id, lane)
);
create index reception_turn_by_state_last_turn_at on reception_turn (state, lane, last_turn_at, id);
