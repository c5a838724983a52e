"""Files of rows, whatever program saved them: records in as a stream, tables out."""
