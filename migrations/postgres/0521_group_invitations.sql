-- Codes by which stores of this platform come into a group, in the group's lane; the code itself is nowhere.
create table group_invitation (
    lane bytea not null,
    id bytea not null,
    seq bigint not null,
    invited_at bigint not null,
    until bigint not null,
    invited_by_name text collate "C" not null,
    used_by bytea,
    used_by_name text collate "C" not null,
    used_at bigint,
    primary key (id, lane)
);
select only_entries_write('group_invitation');
