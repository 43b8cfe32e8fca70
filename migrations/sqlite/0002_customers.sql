-- Customers.
create table customer (
    id blob primary key not null,
    lane blob not null,
    number text not null,
    kind text not null,
    name text not null,
    mobile text,
    other_phone text not null,
    identity_paper text not null,
    identity_number text not null,
    email text not null,
    address text not null,
    born_on text,
    language text not null,
    owner blob,
    remark text not null,
    merged_into blob,
    added_at integer not null
) strict;
create index customer_by_mobile on customer (mobile);
create index customer_by_identity_number on customer (identity_number);
create index customer_by_owner on customer (owner);
