package org.haproxydoctor.probe;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/// Certificates and revocation lists out of PEM files.
final class Certificates {
  private Certificates() {}

  /// @return those that can be understood
  static List<X509Certificate> of(List<Pem.Block> blocks) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    for (Pem.Block block : blocks) {
      if (block.isCertificate()) {
        try {
          certificates.add(
              (X509Certificate)
                  factory.generateCertificate(new ByteArrayInputStream(block.bytes())));
        } catch (CertificateException _) {
          // One that cannot be read is no reason to distrust the others.
        }
      }
    }
    return certificates;
  }

  static List<X509CRL> lists(List<Pem.Block> blocks) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509CRL> lists = new ArrayList<>();
    for (Pem.Block block : blocks) {
      if (block.label().equals("X509 CRL")) {
        try {
          lists.add((X509CRL) factory.generateCRL(new ByteArrayInputStream(block.bytes())));
        } catch (CRLException _) {
          // As with certificates.
        }
      }
    }
    return lists;
  }
}
