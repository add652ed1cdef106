package org.haproxydoctor.model.check;

import java.util.Optional;
import org.haproxydoctor.model.check.ProbeResult.Certificate;

/// Why HAProxy turns a server's certificate down.
///
/// @param says the fault as a clause, such as `the certificate expired on 2026-01-31`
/// @param about the certificate at fault: the server's own, or another of its chain
public record CertificateVerdict(Fault fault, String says, Optional<Certificate> about) {
  /// What is wrong with it.
  public enum Fault {
    EXPIRED,
    NOT_YET_VALID,
    /// It vouches for itself, and is not in `ca-file`.
    SELF_SIGNED,
    /// It was issued by someone whom neither the server's chain nor `ca-file` knows.
    ISSUER_MISSING,
    /// The chain is complete, and its root is not in `ca-file`.
    OTHER_AUTHORITY,
    /// It may not be used by servers, or an issuer of it may not issue.
    NOT_MEANT_FOR_THIS,
    /// A signature is not that of the issuer it names.
    FORGED,
    /// `crl-file` revokes it, or holds no list that is valid now for its issuer.
    REVOKED,
    /// Its key or signature is weaker than HAProxy's library takes.
    WEAK,
    /// None of its names is the one wanted.
    OTHER_NAME
  }

  /// @return whether a clock decides it
  public boolean isAboutTime() {
    return fault == Fault.EXPIRED || fault == Fault.NOT_YET_VALID;
  }
}
