"""`wanyan check` whole: rows in, judged in order by one process or several, findings out in every format."""
