-- Parts 配件: the list with what there is, the ledger, what orders and bookings need, and differences.
create table part (
    id bytea not null,
    lane bytea not null,
    seq bigint not null default 0,
    number text collate "C" not null,
    name text collate "C" not null,
    unit text collate "C" not null,
    maker text collate "C" not null,
    origin text collate "C" not null,
    replaced_by bytea,
    price bigint not null,
    bin text collate "C" not null,
    supplier text collate "C" not null,
    minimum bigint not null,
    order_quantity bigint not null,
    state text collate "C" not null,
    on_hand bigint not null,
    reserved bigint not null,
    on_order bigint not null,
    waiting bigint not null,
    movements bigint not null,
    standing text collate "C" not null,
    counted_at bigint,
    added_at bigint not null,
    primary key (id, lane)
);
create index part_by_number on part (number, lane, id);
create index part_by_standing_state_maker_number on part (standing, lane, state, maker, number, id);
create index part_by_name on part (name, lane, id);
create index part_by_bin on part (bin, lane, id);
create table part_cost (
    id bytea not null,
    lane bytea not null,
    seq bigint not null default 0,
    value bigint not null,
    unit_cost bigint not null,
    primary key (id, lane)
);
create table part_movement (
    id bytea not null,
    lane bytea not null,
    seq bigint not null default 0,
    part bytea not null,
    n bigint not null,
    kind text collate "C" not null,
    quantity bigint not null,
    reserved bigint not null,
    value bigint not null,
    on_hand_after bigint not null,
    reserved_after bigint not null,
    value_after bigint not null,
    need bytea,
    number text collate "C" not null,
    bin text collate "C" not null,
    remark text collate "C" not null,
    handed_to bytea,
    by bytea not null,
    at bigint not null,
    primary key (id, lane)
);
create index part_movement_by_part_n on part_movement (part, lane, n, id);
create index part_movement_by_need on part_movement (need, lane, id);
create index part_movement_by_kind_at_part_quantity on part_movement (kind, lane, at, part, quantity, id);
create table part_need (
    id bytea not null,
    lane bytea not null,
    seq bigint not null default 0,
    part bytea not null,
    holder_kind text collate "C" not null,
    holder bytea not null,
    job bytea,
    state text collate "C" not null,
    wanted bigint not null,
    reserved bigint not null,
    waiting bigint not null,
    waits_since bigint,
    picked bigint not null,
    returned bigint not null,
    made_at bigint not null,
    primary key (id, lane)
);
create index part_need_by_holder_made_at on part_need (holder, lane, made_at, id);
create index part_need_by_part_reserved on part_need (part, lane, reserved, id);
create index part_need_by_part_waits_since on part_need (part, lane, waits_since, id);
create index part_need_by_waits_since on part_need (waits_since, lane, id);
create table part_need_cost (
    id bytea not null,
    lane bytea not null,
    seq bigint not null default 0,
    cost bigint not null,
    primary key (id, lane)
);
create table settlement_cost (
    id bytea not null,
    lane bytea not null,
    seq bigint not null default 0,
    repair_order bytea not null,
    parts bigint not null,
    primary key (id, lane)
);
create index settlement_cost_by_repair_order on settlement_cost (repair_order, lane, id);
create table part_order (
    id bytea not null,
    lane bytea not null,
    seq bigint not null default 0,
    number text collate "C" not null,
    supplier text collate "C" not null,
    state text collate "C" not null,
    expected_on text collate "C",
    remark text collate "C" not null,
    made_by bytea not null,
    made_at bigint not null,
    closed_at bigint,
    primary key (id, lane)
);
create index part_order_by_number on part_order (number, lane, id);
create index part_order_by_state_made_at on part_order (state, lane, made_at, id);
create table part_order_line (
    id bytea not null,
    lane bytea not null,
    seq bigint not null default 0,
    part_order bytea not null,
    part bytea not null,
    ordered bigint not null,
    received bigint not null,
    primary key (id, lane)
);
create index part_order_line_by_part_order on part_order_line (part_order, lane, id);
create index part_order_line_by_part on part_order_line (part, lane, id);
create table part_difference (
    id bytea not null,
    lane bytea not null,
    seq bigint not null default 0,
    part bytea not null,
    kind text collate "C" not null,
    booked bigint not null,
    counted bigint,
    quantity bigint not null,
    state text collate "C" not null,
    reason text collate "C" not null,
    opened_by bytea not null,
    opened_at bigint not null,
    settled_by bytea,
    settled_at bigint,
    primary key (id, lane)
);
create index part_difference_by_part_state on part_difference (part, lane, state, id);
create index part_difference_by_state_opened_at on part_difference (state, lane, opened_at, id);
select only_entries_write(entity::regclass) from unnest(array[
    'part',
    'part_cost',
    'part_movement',
    'part_need',
    'part_need_cost',
    'settlement_cost',
    'part_order',
    'part_order_line',
    'part_difference'
]) as entity;
