-- Parts 配件: the list with what there is, the ledger, what orders and bookings need, and differences.
create table part (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    number text not null,
    name text not null,
    unit text not null,
    maker text not null,
    origin text not null,
    replaced_by blob,
    price integer not null,
    bin text not null,
    supplier text not null,
    minimum integer not null,
    order_quantity integer not null,
    state text not null,
    on_hand integer not null,
    reserved integer not null,
    on_order integer not null,
    waiting integer not null,
    movements integer not null,
    standing text not null,
    counted_at integer,
    added_at integer not null
) strict;
create index part_by_number on part (number);
create index part_by_standing_state_maker_number on part (standing, state, maker, number);
create index part_by_name on part (name);
create index part_by_bin on part (bin);
create table part_cost (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    value integer not null,
    unit_cost integer not null
) strict;
create table part_movement (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    part blob not null,
    n integer not null,
    kind text not null,
    quantity integer not null,
    reserved integer not null,
    value integer not null,
    on_hand_after integer not null,
    reserved_after integer not null,
    value_after integer not null,
    need blob,
    number text not null,
    bin text not null,
    remark text not null,
    handed_to blob,
    by blob not null,
    at integer not null
) strict;
create index part_movement_by_part_n on part_movement (part, n);
create index part_movement_by_need on part_movement (need);
create index part_movement_by_kind_at_part_quantity on part_movement (kind, at, part, quantity);
create table part_need (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    part blob not null,
    holder_kind text not null,
    holder blob not null,
    job blob,
    state text not null,
    wanted integer not null,
    reserved integer not null,
    waiting integer not null,
    waits_since integer,
    picked integer not null,
    returned integer not null,
    made_at integer not null
) strict;
create index part_need_by_holder_made_at on part_need (holder, made_at);
create index part_need_by_part_reserved on part_need (part, reserved);
create index part_need_by_part_waits_since on part_need (part, waits_since);
create index part_need_by_waits_since on part_need (waits_since);
create table part_need_cost (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    cost integer not null
) strict;
create table settlement_cost (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    repair_order blob not null,
    parts integer not null
) strict;
create index settlement_cost_by_repair_order on settlement_cost (repair_order);
create table part_order (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    number text not null,
    supplier text not null,
    state text not null,
    expected_on text,
    remark text not null,
    made_by blob not null,
    made_at integer not null,
    closed_at integer
) strict;
create index part_order_by_number on part_order (number);
create index part_order_by_state_made_at on part_order (state, made_at);
create table part_order_line (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    part_order blob not null,
    part blob not null,
    ordered integer not null,
    received integer not null
) strict;
create index part_order_line_by_part_order on part_order_line (part_order);
create index part_order_line_by_part on part_order_line (part);
create table part_difference (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    part blob not null,
    kind text not null,
    booked integer not null,
    counted integer,
    quantity integer not null,
    state text not null,
    reason text not null,
    opened_by blob not null,
    opened_at integer not null,
    settled_by blob,
    settled_at integer
) strict;
create index part_difference_by_part_state on part_difference (part, state);
create index part_difference_by_state_opened_at on part_difference (state, opened_at);
