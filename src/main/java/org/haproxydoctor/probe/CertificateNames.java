package org.haproxydoctor.probe;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/// The names for which HAProxy takes a server's certificate: its DNS names and, even beside them,
/// its subject's common names; no addresses (`ssl_sock_srv_verifycbk()`, src/ssl_sock.c; seen with
/// 2.2 to 3.4).
final class CertificateNames {
  private static final int DNS_NAME = 2;

  private CertificateNames() {}

  static List<String> of(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> each : alternatives) {
          if (each.getFirst() instanceof Integer kind && kind == DNS_NAME) {
            names.add(String.valueOf(each.get(1)));
          }
        }
      }
    } catch (CertificateParsingException _) {
      // Then only the subject counts.
    }
    names.addAll(commonNames(certificate));
    return names;
  }

  private static List<String> commonNames(X509Certificate certificate) {
    try {
      List<String> names = new ArrayList<>();
      for (Rdn rdn : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (rdn.getType().equalsIgnoreCase("CN")) {
          names.add(String.valueOf(rdn.getValue()));
        }
      }
      return names;
    } catch (InvalidNameException | IllegalArgumentException _) {
      return List.of();
    }
  }

  static boolean match(X509Certificate certificate, String wanted) {
    return of(certificate).stream().anyMatch(n -> covers(n, wanted));
  }

  /// One star is allowed, and only within the leftmost label: it stands for any part of that label
  /// (RFC 6125, section 6.4.3).
  static boolean covers(String certified, String name) {
    String pattern = certified.toLowerCase(Locale.ROOT);
    String wanted = name.toLowerCase(Locale.ROOT);
    if (pattern.equals(wanted)) {
      return true;
    }
    int dot = pattern.indexOf('.');
    int star = pattern.indexOf('*');
    int wantedDot = wanted.indexOf('.');
    if (star < 0 || star > dot || wantedDot < 0) {
      return false;
    }
    String label = wanted.substring(0, wantedDot);
    String before = pattern.substring(0, star);
    String after = pattern.substring(star + 1, dot);
    return after.indexOf('*') < 0
        && wanted.substring(wantedDot).equals(pattern.substring(dot))
        && label.length() >= before.length() + after.length()
        && label.startsWith(before)
        && label.endsWith(after);
  }
}
