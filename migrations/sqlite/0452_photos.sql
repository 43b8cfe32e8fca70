-- Photographs that lie at this desk, so that those that no check-in names can be told from papers.
create table kept_photo (
    sha256 text primary key not null,
    kept_at integer not null
) strict;
