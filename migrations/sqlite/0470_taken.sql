-- For what a bay or a person is taken on a day is told out of this index alone, day after day for weeks.
create index workshop_slot_taken on workshop_slot (resource, day, starts_at, ends_at);
