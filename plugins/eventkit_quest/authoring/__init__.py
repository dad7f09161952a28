"""How an organizer writes a quest: its texts, stations, map, routes, teams, its file."""
