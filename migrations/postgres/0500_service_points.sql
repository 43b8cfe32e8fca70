-- The service points of the group: where cars are looked after, and how one gets there.
create table service_point (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    name text collate "C" not null,
    english_name text collate "C" not null,
    owner text collate "C" not null,
    house text collate "C" not null,
    works text collate "C" not null,
    province text collate "C" not null,
    city text collate "C" not null,
    district text collate "C" not null,
    address text collate "C" not null,
    phone text collate "C" not null,
    rescue_phone text collate "C" not null,
    week text collate "C" not null,
    directions text collate "C" not null,
    distance_km bigint,
    remark text collate "C" not null,
    state text collate "C" not null,
    set_at bigint not null,
    primary key (id, lane)
);
create index service_point_by_name on service_point (name, lane, id);
create index service_point_by_state_owner on service_point (state, lane, owner, id);
select only_entries_write('service_point');
