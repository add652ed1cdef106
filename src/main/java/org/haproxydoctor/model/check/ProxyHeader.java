package org.haproxydoctor.model.check;

/// The PROXY protocol header sent before anything else (`send-proxy`, `send-proxy-v2`,
/// `check-send-proxy`).
public enum ProxyHeader {
  NONE,
  V1,
  V2
}
