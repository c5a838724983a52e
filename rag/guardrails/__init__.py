"""The rules a reply must keep, and the gate that lets nothing through which breaks a blocking one."""
