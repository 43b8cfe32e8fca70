-- Promotions, the ledger of each one's budget, what quotes took of them, and coupons.
create table promotion (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    of_group bytea,
    name text collate "C" not null,
    terms text collate "C" not null,
    valid_from text collate "C" not null,
    valid_until text collate "C" not null,
    cars text collate "C" not null,
    payment text collate "C",
    benefit text collate "C" not null,
    stacking text collate "C" not null,
    with_coupon bigint not null,
    budget bigint,
    budget_uses bigint,
    state text collate "C" not null,
    spent bigint not null,
    uses bigint not null,
    entries bigint not null,
    set_at bigint not null,
    set_by_name text collate "C" not null,
    primary key (id, lane)
);
create index promotion_by_state_valid_from on promotion (state, lane, valid_from, id);
select only_entries_write('promotion');
create table promotion_entry (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    promotion bytea not null,
    n bigint not null,
    deed text collate "C" not null,
    amount bigint not null,
    spent_after bigint not null,
    balance_after bigint,
    uses_after bigint not null,
    uses_left bigint,
    store bytea not null,
    quote bytea,
    quote_number text collate "C" not null,
    coupon text collate "C" not null,
    at bigint not null,
    by bytea not null,
    by_name text collate "C" not null,
    primary key (id, lane)
);
create index promotion_entry_by_promotion_n on promotion_entry (promotion, lane, n, id);
select only_entries_write('promotion_entry');
create table promotion_use (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    store bytea not null,
    promotion bytea not null,
    of_group bytea,
    name text collate "C" not null,
    kind text collate "C" not null,
    stacking text collate "C" not null,
    amount bigint not null,
    accessory text collate "C" not null,
    value bigint not null,
    coupon text collate "C" not null,
    quote bytea not null,
    state text collate "C" not null,
    until text collate "C",
    taken_at bigint not null,
    taken_by bytea not null,
    put_back_at bigint,
    primary key (id, lane)
);
create index promotion_use_by_quote_state on promotion_use (quote, lane, state, id);
create index promotion_use_by_store_promotion_state on promotion_use (store, lane, promotion, state, id);
create index promotion_use_by_state_until on promotion_use (state, lane, until, id);
select only_entries_write('promotion_use');
create table coupon (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    promotion bytea not null,
    code text collate "C" not null,
    store bytea not null,
    holder bytea,
    state text collate "C" not null,
    issued_at bigint not null,
    redeemed_at bigint,
    redeemed_at_store bytea,
    quote bytea,
    quote_number text collate "C" not null,
    note text collate "C" not null,
    primary key (id, lane)
);
create index coupon_by_promotion_state_code on coupon (promotion, lane, state, code, id);
select only_entries_write('coupon');
