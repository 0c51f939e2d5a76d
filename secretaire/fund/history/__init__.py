"""One subject through time: which act changes which, the chain of acts on one matter, the one in force on a day."""
