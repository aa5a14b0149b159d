"""What people and machines are shown, from results built by hand: no search takes part."""
