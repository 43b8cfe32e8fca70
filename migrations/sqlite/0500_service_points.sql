-- The service points of the group: where cars are looked after, and how one gets there.
create table service_point (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    name text not null,
    english_name text not null,
    owner text not null,
    house text not null,
    works text not null,
    province text not null,
    city text not null,
    district text not null,
    address text not null,
    phone text not null,
    rescue_phone text not null,
    week text not null,
    directions text not null,
    distance_km integer,
    remark text not null,
    state text not null,
    set_at integer not null
) strict;
create index service_point_by_name on service_point (name);
create index service_point_by_state_owner on service_point (state, owner);
