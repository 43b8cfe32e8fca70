-- Test drives: routes, what is known of the cars that are lent, the house's rules, the drives, and the
-- particulars of licences, which go some days after the drive.
create table drive_route (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    name text not null,
    description text not null,
    length_hm integer not null,
    minutes integer not null,
    state text not null
) strict;
create index drive_route_by_name on drive_route (name);
create table demo_car (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    gearbox text not null,
    plate text not null,
    temporary_plate text not null,
    temporary_until text,
    covers text not null,
    insured_until text
) strict;
create index demo_car_by_insured_until on demo_car (insured_until);
create table test_drive_policy (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    valid_from text not null,
    terms text not null,
    set_at integer not null
) strict;
create index test_drive_policy_by_valid_from on test_drive_policy (valid_from);
create table test_drive (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    number text not null,
    kind text not null,
    state text not null,
    customer blob not null,
    lead blob,
    vehicle blob not null,
    consultant blob not null,
    route blob not null,
    starts_at integer not null,
    ends_at integer not null,
    held_until integer not null,
    note text not null,
    booked_by blob not null,
    booked_at integer not null,
    licence_checked_at integer,
    agreement blob,
    agreement_sha256 text not null,
    signed_at integer,
    out_at integer,
    out_km integer,
    out_percent integer,
    handed_out_by blob,
    returned_at integer,
    returned_km integer,
    returned_percent integer,
    taken_back_by blob,
    condition text,
    damage text not null,
    score integer,
    aspects text not null,
    feedback text not null,
    feedback_at integer,
    cancel_reason text not null,
    closed_at integer
) strict;
create index test_drive_by_number on test_drive (number);
create index test_drive_by_vehicle_starts_at on test_drive (vehicle, starts_at);
create index test_drive_by_consultant_starts_at on test_drive (consultant, starts_at);
create index test_drive_by_customer_starts_at on test_drive (customer, starts_at);
create index test_drive_by_lead on test_drive (lead);
create index test_drive_by_starts_at on test_drive (starts_at);
create index test_drive_by_state_ends_at on test_drive (state, ends_at);
create table driving_licence (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    name text not null,
    number text not null,
    classes text not null,
    first_issued_on text,
    valid_until text,
    born_on text,
    seen text not null,
    checked_by blob not null,
    checked_at integer not null,
    keep_until text,
    removed_at integer
) strict;
create index driving_licence_by_keep_until on driving_licence (keep_until);
-- The demonstrators among all cars, for the board.
create index vehicle_by_purpose_state on vehicle (purpose, state);
