-- Files taken in, what each batch of them put, and how the columns of a list were read last time.
create table import_run (
    id blob primary key not null,
    lane blob not null,
    kind text not null,
    file_name text not null,
    added integer not null,
    changed integer not null,
    left_out integer not null,
    kept integer not null,
    imported_by blob not null,
    began_at integer not null,
    undone_at integer
) strict;
create index import_run_by_began_at on import_run (began_at);

create table import_batch (
    id blob primary key not null,
    lane blob not null,
    import_id blob not null,
    records text not null,
    undone_at integer
) strict;
create index import_batch_by_import_id on import_batch (import_id);

create table import_batch_cost (
    id blob primary key not null,
    lane blob not null,
    records text not null
) strict;

-- Belongs to the desk, not to a person: whoever imports the maker's list next finds it mapped.
create table import_mapping (
    kind text not null,
    headers text not null,
    columns text not null,
    primary key (kind, headers)
) strict, without rowid;
