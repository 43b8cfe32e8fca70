-- Test drives: routes, what is known of the cars that are lent, the house's rules, the drives, and the
-- particulars of licences, which go some days after the drive.
create table drive_route (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    name text collate "C" not null,
    description text collate "C" not null,
    length_hm bigint not null,
    minutes bigint not null,
    state text collate "C" not null,
    primary key (id, lane)
);
create index drive_route_by_name on drive_route (name, lane, id);
create table demo_car (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    gearbox text collate "C" not null,
    plate text collate "C" not null,
    temporary_plate text collate "C" not null,
    temporary_until text collate "C",
    covers text collate "C" not null,
    insured_until text collate "C",
    primary key (id, lane)
);
create index demo_car_by_insured_until on demo_car (insured_until, lane, id);
create table test_drive_policy (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    valid_from text collate "C" not null,
    terms text collate "C" not null,
    set_at bigint not null,
    primary key (id, lane)
);
create index test_drive_policy_by_valid_from on test_drive_policy (valid_from, lane, id);
create table test_drive (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    number text collate "C" not null,
    kind text collate "C" not null,
    state text collate "C" not null,
    customer bytea not null,
    lead bytea,
    vehicle bytea not null,
    consultant bytea not null,
    route bytea not null,
    starts_at bigint not null,
    ends_at bigint not null,
    held_until bigint not null,
    note text collate "C" not null,
    booked_by bytea not null,
    booked_at bigint not null,
    licence_checked_at bigint,
    agreement bytea,
    agreement_sha256 text collate "C" not null,
    signed_at bigint,
    out_at bigint,
    out_km bigint,
    out_percent bigint,
    handed_out_by bytea,
    returned_at bigint,
    returned_km bigint,
    returned_percent bigint,
    taken_back_by bytea,
    condition text collate "C",
    damage text collate "C" not null,
    score bigint,
    aspects text collate "C" not null,
    feedback text collate "C" not null,
    feedback_at bigint,
    cancel_reason text collate "C" not null,
    closed_at bigint,
    primary key (id, lane)
);
create index test_drive_by_number on test_drive (number, lane, id);
create index test_drive_by_vehicle_starts_at on test_drive (vehicle, lane, starts_at, id);
create index test_drive_by_consultant_starts_at on test_drive (consultant, lane, starts_at, id);
create index test_drive_by_customer_starts_at on test_drive (customer, lane, starts_at, id);
create index test_drive_by_lead on test_drive (lead, lane, id);
create index test_drive_by_starts_at on test_drive (starts_at, lane, id);
create index test_drive_by_state_ends_at on test_drive (state, lane, ends_at, id);
create table driving_licence (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    name text collate "C" not null,
    number text collate "C" not null,
    classes text collate "C" not null,
    first_issued_on text collate "C",
    valid_until text collate "C",
    born_on text collate "C",
    seen text collate "C" not null,
    checked_by bytea not null,
    checked_at bigint not null,
    keep_until text collate "C",
    removed_at bigint,
    primary key (id, lane)
);
create index driving_licence_by_keep_until on driving_licence (keep_until, lane, id);
-- The demonstrators among all cars, for the board.
create index vehicle_by_purpose_state on vehicle (purpose, lane, state, id);
select only_entries_write('drive_route');
select only_entries_write('demo_car');
select only_entries_write('test_drive_policy');
select only_entries_write('test_drive');
select only_entries_write('driving_licence');
