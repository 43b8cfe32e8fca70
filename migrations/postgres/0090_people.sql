-- Who works here: asked by every rule that keeps the house governable.
create index person_by_state on person (state, lane, id);
