-- The search index: derived data, rebuilt from the rows at any time. See search/mod.rs.

-- The version of each document that counts.
create table search_document (
    kind integer not null,
    id blob not null,
    docno integer not null,
    constraint search_document_key primary key (kind, id)
) without rowid;

-- Documents that are not yet in a segment; a few hundred at most.
create table search_pending (
    docno integer not null,
    kind integer not null,
    id blob not null,
    rank integer not null,
    keys blob not null,
    constraint search_pending_key primary key (docno)
);

-- Segments, oldest first by docno. state: 0 in use, 1 being written, 2 to be deleted.
create table search_segment (
    segment integer not null,
    state integer not null,
    first_docno integer not null,
    last_docno integer not null,
    documents integer not null,
    dead integer not null,
    term_pages integer not null,
    shared_ends integer not null,
    kinds blob not null,
    constraint search_segment_key primary key (segment)
);

-- The contents of segments in pieces that fit into one page of the file; the number is put together
-- from segment, area and place.
create table search_page (
    page integer not null,
    body blob not null,
    constraint search_page_key primary key (page)
);

-- The first key of every page of terms.
create table search_fence (
    segment integer not null,
    key blob not null,
    place integer not null,
    constraint search_fence_key primary key (segment, key)
) without rowid;

-- The number that the next document gets.
create table search_sequence (
    one integer not null,
    next_docno integer not null,
    constraint search_sequence_key primary key (one),
    constraint search_sequence_one check (one = 1)
);
insert into search_sequence (one, next_docno) values (1, 1);
