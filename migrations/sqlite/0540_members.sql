-- The rules for points, as dated rows, in the lane of the members.
create table points_policy (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    belongs_to blob,
    valid_from text not null,
    terms text not null,
    set_at integer not null
) strict;
create index points_policy_by_valid_from on points_policy (valid_from);
-- Members, in the lane of their ledger: the group's, or the house's own.
create table member (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    number text not null,
    belongs_to blob,
    mobile text,
    state text not null,
    level text not null,
    balance integer not null,
    owed integer not null,
    entries integer not null,
    earned text not null,
    joined_at integer not null,
    joined_in blob not null,
    left_at integer
) strict;
create index member_by_number on member (number);
create index member_by_mobile on member (mobile);
-- Which member a customer of a store is, in the store's own lane.
create table membership (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    member blob not null,
    number text not null,
    belongs_to blob,
    since integer not null,
    linked_by blob not null,
    ended_at integer
) strict;
create index membership_by_member on membership (member);
create index membership_by_number on membership (number);
-- The ledger of each member.
create table points_entry (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    member blob not null,
    n integer not null,
    deed text not null,
    points integer not null,
    balance_after integer not null,
    spending text,
    source blob,
    source_number text not null,
    amount integer not null,
    taken text not null,
    store blob not null,
    reason text not null,
    at integer not null,
    by blob not null,
    by_name text not null
) strict;
create index points_entry_by_member_n on points_entry (member, n);
create index points_entry_by_source_deed on points_entry (source, deed);
-- What was earned together and ends together.
create table points_lot (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    member blob not null,
    spending text,
    source blob,
    amount integer not null,
    points integer not null,
    remaining integer not null,
    expired integer not null,
    reversed integer not null,
    open integer not null,
    earned_on text not null,
    expires_on text
) strict;
create index points_lot_by_member_open on points_lot (member, open);
create index points_lot_by_source on points_lot (source);
create index points_lot_by_open_expires_on on points_lot (open, expires_on);
