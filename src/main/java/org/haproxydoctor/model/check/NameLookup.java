package org.haproxydoctor.model.check;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.Endpoint;

/// What a name server said of a server's name.
///
/// @param asked whom: `127.0.0.1:53`, or `system resolver`
/// @param addresses empty when there are none
/// @param trouble `NXDOMAIN`, `SERVFAIL`, `timeout` … when there are none
/// @param answered whether whoever was asked answers at all, be it with a refusal or to another
///   question
public record NameLookup(
    String name, String asked, List<String> addresses, Optional<String> trouble, boolean answered) {
  /// Whom a server without `resolvers` is looked up with.
  public static final String SYSTEM = "system resolver";

  public NameLookup {
    addresses = List.copyOf(addresses);
  }

  public NameLookup(String name, String asked, List<String> addresses, Optional<String> trouble) {
    this(name, asked, addresses, trouble, true);
  }

  /// @return whether it names a service (`_http._tcp.example.com`, RFC 2782) and no host
  public static boolean isService(String name) {
    return name.startsWith("_");
  }

  /// Nobody answered.
  public static NameLookup unanswered(String name, String asked, String trouble) {
    return new NameLookup(name, asked, List.of(), Optional.of(trouble), false);
  }

  /// @return whether this is the word of a nameserver rather than of the system's resolver
  public boolean isFromNameserver() {
    return !asked.equals(SYSTEM);
  }

  /// @return the lookups that count: those at the nameservers HAProxy asks; the system's only where
  ///   nobody else was asked
  public static List<NameLookup> decisive(List<NameLookup> all) {
    List<NameLookup> nameservers = all.stream().filter(NameLookup::isFromNameserver).toList();
    return nameservers.isEmpty() ? all : nameservers;
  }

  /// @param inUse empty where HAProxy has no address, or does not tell it
  /// @return where the name leads, when none of its addresses is the one in use; of several the
  ///   first
  public static Optional<String> elsewhere(List<NameLookup> all, Optional<Endpoint> inUse) {
    List<NameLookup> decisive = decisive(all);
    if (inUse.isEmpty() || decisive.stream().anyMatch(l -> l.has(inUse.get().host()))) {
      return Optional.empty();
    }
    return decisive.stream().flatMap(l -> l.addresses().stream()).findFirst();
  }

  /// @param literal an address, compared by value: IPv6 is spelled in many ways
  public boolean has(String literal) {
    return addresses.stream().anyMatch(a -> a.equals(literal) || same(a, literal));
  }

  private static boolean same(String one, String other) {
    try {
      return InetAddress.ofLiteral(one).equals(InetAddress.ofLiteral(other));
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }
}
