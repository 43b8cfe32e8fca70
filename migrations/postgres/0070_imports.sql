-- Files taken in, what each batch of them put, and how the columns of a list were read last time.
create table import_run (
    lane bytea not null,
    id bytea not null,
    kind text collate "C" not null,
    file_name text collate "C" not null,
    added bigint not null,
    changed bigint not null,
    left_out bigint not null,
    kept bigint not null,
    imported_by bytea not null,
    began_at bigint not null,
    undone_at bigint,
    primary key (id, lane)
);
create index import_run_by_began_at on import_run (began_at, lane, id);

create table import_batch (
    lane bytea not null,
    id bytea not null,
    import_id bytea not null,
    records text collate "C" not null,
    undone_at bigint,
    primary key (id, lane)
);
create index import_batch_by_import_id on import_batch (import_id, lane, id);

create table import_batch_cost (
    lane bytea not null,
    id bytea not null,
    records text collate "C" not null,
    primary key (id, lane)
);
