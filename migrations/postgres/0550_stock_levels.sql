-- The fewest cars of a series or a version that a house wants free to sell.
create table stock_level (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    series bytea not null,
    model bytea,
    least bigint not null,
    set_at bigint not null,
    primary key (id, lane)
);
create index stock_level_by_series on stock_level (series, lane, id);
create index stock_level_by_model on stock_level (model, lane, id);
select only_entries_write('stock_level');
-- What is free, allocated and on the way of a version is counted by the index alone; it begins with what the one
-- before it had.
create index vehicle_by_model_state_purpose_stop_sale on vehicle (model, lane, state, purpose, stop_sale, id);
drop index vehicle_by_model;
