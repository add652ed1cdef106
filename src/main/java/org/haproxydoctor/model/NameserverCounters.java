package org.haproxydoctor.model;

/// What HAProxy counts of one nameserver since it started (`show resolvers`).
///
/// @param resolvers the section's name
/// @param nameserver its name in there; of one taken from resolv.conf its address
/// @param sent questions sent
/// @param failed questions that could not be sent, `snd_error`
/// @param answered answers of every kind, refusals included; the counter called `timeout` is none,
///   and stays 0 while a nameserver is silent (seen on 2.0 to 3.4)
public record NameserverCounters(
    String resolvers, String nameserver, long sent, long failed, long answered) {}
