-- The fewest cars of a series or a version that a house wants free to sell.
create table stock_level (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    series blob not null,
    model blob,
    least integer not null,
    set_at integer not null
) strict;
create index stock_level_by_series on stock_level (series);
create index stock_level_by_model on stock_level (model);
-- What is free, allocated and on the way of a version is counted by the index alone; it begins with what the one
-- before it had.
create index vehicle_by_model_state_purpose_stop_sale on vehicle (model, state, purpose, stop_sale);
drop index vehicle_by_model;
