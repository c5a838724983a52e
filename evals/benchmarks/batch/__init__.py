"""What `wanyan batch` takes: time, memory, how near it comes to the ideal, and what kills cost it."""
