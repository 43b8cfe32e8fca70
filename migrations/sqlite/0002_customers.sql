-- Customers.
create table customer (
    id blob primary key not null,
    lane blob not null,
    number text not null,
    kind text not null,
    name text not null,
    name_sound text not null,
    mobile text,
    other_phone text not null,
    identity_paper text not null,
    identity_number text not null,
    email text not null,
    address text not null,
    born_on text,
    language text not null,
    owner blob,
    channel text,
    grade text,
    stage text not null,
    remark text not null,
    merged_into blob,
    added_at integer not null,
    erased_at integer
) strict;
create index customer_by_mobile on customer (mobile);
create index customer_by_identity_number on customer (identity_number);
create index customer_by_name on customer (name);
create index customer_by_name_sound on customer (name_sound);
create index customer_by_number on customer (number);
create index customer_by_merged_into_added_at on customer (merged_into, added_at);
create index customer_by_merged_into_stage_owner_grade_channel
    on customer (merged_into, stage, owner, grade, channel);
