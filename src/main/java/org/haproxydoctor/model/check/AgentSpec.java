package org.haproxydoctor.model.check;

import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Endpoint;

/// The agent check of a server (configuration manual, `agent-check`): always in clear and without a
/// PROXY header.
///
/// @param target `agent-addr`, else the server's own address, with `agent-port`
/// @param ownAddress whether `agent-addr` gives the address: it does not follow the server then
/// @param send what is sent first, `agent-send`, its escapes resolved; maybe empty
/// @param line the line that says `agent-check`
public record AgentSpec(Endpoint target, boolean ownAddress, String send, ConfigLine line) {
  public AgentSpec withTarget(Endpoint other) {
    return new AgentSpec(other, ownAddress, send, line);
  }
}
