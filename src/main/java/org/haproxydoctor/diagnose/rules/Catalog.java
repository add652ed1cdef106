package org.haproxydoctor.diagnose.rules;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.haproxydoctor.diagnose.Rule;

/// Every root cause that is known, in alphabetical order.
public final class Catalog {
  private static final List<Rule> RULES =
      List.of(
          new AddressStale(),
          new AgentReportsDown(),
          new ApplicationHung(),
          new ApplicationUnhealthy(),
          new CheckTargetDiffers(),
          new ConnectionRefused(),
          new ConnectionTimeout(),
          new DrainedByOperator(),
          new HaproxyNotRunning(),
          new HealthAuthRequired(),
          new HealthBodyMismatch(),
          new HealthCheckTooSlow(),
          new HealthForcedDown(),
          new HealthHostRequired(),
          new HealthMethodRejected(),
          new HealthPathNotFound(),
          new HealthRedirected(),
          new HealthStatusMismatch(),
          new HostUnreachable(),
          new MaintenanceByConfig(),
          new MaintenanceByOperator(),
          new MaintenanceFromStateFile(),
          new NameUnresolved(),
          new NoServersDefined(),
          new NoUsableServers(),
          new OnlyBackupServing(),
          new ResolverUnreachable(),
          new ResolversMissing(),
          new ServerNotTls(),
          new SocketForbidden(),
          new SourceAddressUnavailable(),
          new TlsRequiredByServer(),
          new TrackedServerDown(),
          new UncheckedServerFailing(),
          new WeightZero());

  private Catalog() {}

  /// @return one rule for each cause, sorted by id
  public static List<Rule> rules() {
    return RULES;
  }

  /// @return the ids of all causes
  public static Set<String> ids() {
    return RULES.stream().map(r -> r.cause().id()).collect(Collectors.toUnmodifiableSet());
  }
}
