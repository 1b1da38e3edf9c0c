"""Who has received and acknowledged what; what rests on a paper that is no longer in force."""
