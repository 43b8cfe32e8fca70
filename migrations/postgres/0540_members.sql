-- The rules for points, as dated rows, in the lane of the members.
create table points_policy (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    belongs_to bytea,
    valid_from text collate "C" not null,
    terms text collate "C" not null,
    set_at bigint not null,
    primary key (id, lane)
);
create index points_policy_by_valid_from on points_policy (valid_from, lane, id);
select only_entries_write('points_policy');
-- Members, in the lane of their ledger: the group's, or the house's own.
create table member (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    number text collate "C" not null,
    belongs_to bytea,
    mobile text collate "C",
    state text collate "C" not null,
    level text collate "C" not null,
    balance bigint not null,
    owed bigint not null,
    entries bigint not null,
    earned text collate "C" not null,
    joined_at bigint not null,
    joined_in bytea not null,
    left_at bigint,
    primary key (id, lane)
);
create index member_by_number on member (number, lane, id);
create index member_by_mobile on member (mobile, lane, id);
select only_entries_write('member');
-- Which member a customer of a store is, in the store's own lane.
create table membership (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    member bytea not null,
    number text collate "C" not null,
    belongs_to bytea,
    since bigint not null,
    linked_by bytea not null,
    ended_at bigint,
    primary key (id, lane)
);
create index membership_by_member on membership (member, lane, id);
create index membership_by_number on membership (number, lane, id);
select only_entries_write('membership');
-- The ledger of each member.
create table points_entry (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    member bytea not null,
    n bigint not null,
    deed text collate "C" not null,
    points bigint not null,
    balance_after bigint not null,
    spending text collate "C",
    source bytea,
    source_number text collate "C" not null,
    amount bigint not null,
    taken text collate "C" not null,
    store bytea not null,
    reason text collate "C" not null,
    at bigint not null,
    by bytea not null,
    by_name text collate "C" not null,
    primary key (id, lane)
);
create index points_entry_by_member_n on points_entry (member, lane, n, id);
create index points_entry_by_source_deed on points_entry (source, lane, deed, id);
select only_entries_write('points_entry');
-- What was earned together and ends together.
create table points_lot (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    member bytea not null,
    spending text collate "C",
    source bytea,
    amount bigint not null,
    points bigint not null,
    remaining bigint not null,
    expired bigint not null,
    reversed bigint not null,
    open bigint not null,
    earned_on text collate "C" not null,
    expires_on text collate "C",
    primary key (id, lane)
);
create index points_lot_by_member_open on points_lot (member, lane, open, id);
create index points_lot_by_source on points_lot (source, lane, id);
create index points_lot_by_open_expires_on on points_lot (open, lane, expires_on, id);
select only_entries_write('points_lot');
