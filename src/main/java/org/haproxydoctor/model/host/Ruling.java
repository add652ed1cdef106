package org.haproxydoctor.model.host;

/// What this host's own firewall does with the first packet of a connection to a server.
///
/// @param outgoing denied on its way out (the output hook); else on its way in, to a server on this
///   very host
/// @param rejects answered with a reset or an ICMP error, instead of dropped without a word
/// @param rule where the rule stands, and what it does
/// @param ofHaproxyOnly whether it is meant for HAProxy's user, so that others may connect
public record Ruling(boolean outgoing, boolean rejects, String rule, boolean ofHaproxyOnly) {}
