-- What is asked for from outside takes the first route that is driven.
create index drive_route_by_state_name on drive_route (state, name);
