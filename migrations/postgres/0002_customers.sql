-- Customers.
create table customer (
    lane bytea not null,
    id bytea not null,
    number text collate "C" not null,
    kind text collate "C" not null,
    name text collate "C" not null,
    name_sound text collate "C" not null,
    mobile text collate "C",
    other_phone text collate "C" not null,
    identity_paper text collate "C" not null,
    identity_number text collate "C" not null,
    email text collate "C" not null,
    address text collate "C" not null,
    born_on text collate "C",
    language text collate "C" not null,
    owner bytea,
    channel text collate "C",
    grade text collate "C",
    stage text collate "C" not null,
    remark text collate "C" not null,
    merged_into bytea,
    added_at bigint not null,
    erased_at bigint,
    primary key (id, lane)
);
create index customer_by_mobile on customer (mobile, lane, id);
create index customer_by_identity_number on customer (identity_number, lane, id);
create index customer_by_name on customer (name, lane, id);
create index customer_by_name_sound on customer (name_sound, lane, id);
create index customer_by_number on customer (number, lane, id);
create index customer_by_merged_into_added_at on customer (merged_into, lane, added_at, id);
create index customer_by_merged_into_stage_owner_grade_channel
    on customer (merged_into, lane, stage, owner, grade, channel, id);
