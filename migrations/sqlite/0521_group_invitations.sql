-- Codes by which stores of this platform come into a group, in the group's lane; the code itself is nowhere.
create table group_invitation (
    id blob primary key not null,
    lane blob not null,
    seq integer not null default 0,
    invited_at integer not null,
    until integer not null,
    invited_by_name text not null,
    used_by blob,
    used_by_name text not null,
    used_at integer
) strict;
