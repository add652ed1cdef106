package org.haproxydoctor.model.check;

import org.haproxydoctor.model.Endpoint;

/// What is found where a server's name leads now, when HAProxy uses another address.
///
/// @param to the new address with the server's port
/// @param result of the server's check against it, or of a bare connection where that is all that
///   can be tried
/// @param passed whether HAProxy would find it healthy there
public record Moved(Endpoint to, ProbeResult result, boolean passed) {}
