package org.haproxydoctor.lab;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.StandardConstants;

/// Accepts every server name and remembers it.
final class NameWitness extends SNIMatcher {
  private volatile String name = "";

  NameWitness() {
    super(StandardConstants.SNI_HOST_NAME);
  }

  @Override
  public boolean matches(SNIServerName asked) {
    name = new SNIHostName(asked.getEncoded()).getAsciiName();
    return true;
  }

  /// @return the last name a client asked for; empty while none did
  String name() {
    return name;
  }
}
