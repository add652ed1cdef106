package org.haproxydoctor.model.check;

/// The PROXY protocol header sent before anything else (`send-proxy`, `send-proxy-v2`,
/// `check-send-proxy`), before TLS too. HAProxy (2.6, seen) writes its own and the server's address
/// into version 1, and an empty `LOCAL` header into version 2.
public enum ProxyHeader {
  NONE,
  V1,
  V2
}
