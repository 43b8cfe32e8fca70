-- Promotions, the ledger of each one's budget, what quotes took of them, and coupons.
create table promotion (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    of_group blob,
    name text not null,
    terms text not null,
    valid_from text not null,
    valid_until text not null,
    cars text not null,
    payment text,
    benefit text not null,
    stacking text not null,
    with_coupon integer not null,
    budget integer,
    budget_uses integer,
    state text not null,
    spent integer not null,
    uses integer not null,
    entries integer not null,
    set_at integer not null,
    set_by_name text not null
) strict;
create index promotion_by_state_valid_from on promotion (state, valid_from);
create table promotion_entry (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    promotion blob not null,
    n integer not null,
    deed text not null,
    amount integer not null,
    spent_after integer not null,
    balance_after integer,
    uses_after integer not null,
    uses_left integer,
    store blob not null,
    quote blob,
    quote_number text not null,
    coupon text not null,
    at integer not null,
    by blob not null,
    by_name text not null
) strict;
create index promotion_entry_by_promotion_n on promotion_entry (promotion, n);
create table promotion_use (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    store blob not null,
    promotion blob not null,
    of_group blob,
    name text not null,
    kind text not null,
    stacking text not null,
    amount integer not null,
    accessory text not null,
    value integer not null,
    coupon text not null,
    quote blob not null,
    state text not null,
    until text,
    taken_at integer not null,
    taken_by blob not null,
    put_back_at integer
) strict;
create index promotion_use_by_quote_state on promotion_use (quote, state);
create index promotion_use_by_store_promotion_state on promotion_use (store, promotion, state);
create index promotion_use_by_state_until on promotion_use (state, until);
create table coupon (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    promotion blob not null,
    code text not null,
    store blob not null,
    holder blob,
    state text not null,
    issued_at integer not null,
    redeemed_at integer,
    redeemed_at_store blob,
    quote blob,
    quote_number text not null,
    note text not null
) strict;
create index coupon_by_promotion_state_code on coupon (promotion, state, code);
