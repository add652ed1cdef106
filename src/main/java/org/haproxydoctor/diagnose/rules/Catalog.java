package org.haproxydoctor.diagnose.rules;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.haproxydoctor.diagnose.Rule;

/// Every root cause that is known, in alphabetical order.
public final class Catalog {
  private static final List<Rule> RULES =
      List.of(
          new AddressFamilyUnavailable(),
          new AddressStale(),
          new AgentReportsDown(),
          new AlpnMismatch(),
          new ApplicationHung(),
          new ApplicationUnhealthy(),
          new BackendQueueTimeout(),
          new BacklogOverflow(),
          new CertificateExpired(),
          new CertificateNameMismatch(),
          new CertificateUntrusted(),
          new CheckTargetDiffers(),
          new ClientCertificateRequired(),
          new ConfigInvalid(),
          new ConfigNewerThanProcess(),
          new ConnectDeniedLocally(),
          new ConnectionErrors(),
          new ConnectionRefused(),
          new ConnectionReset(),
          new ConnectionTimeout(),
          new DrainedByOperator(),
          new ExternalCheckBroken(),
          new FileDescriptorLimit(),
          new Flapping(),
          new FrontendSaturated(),
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
          new KnownHaproxyDefect(),
          new LoginRejected(),
          new MaintenanceByConfig(),
          new MaintenanceByOperator(),
          new MaintenanceFromStateFile(),
          new NameUnresolved(),
          new NoServersDefined(),
          new NoUsableServers(),
          new OldProcessServing(),
          new OnlyBackupServing(),
          new ProcessMaxconnReached(),
          new ProtocolMismatch(),
          new ProxyProtocolMismatch(),
          new RequestsDenied(),
          new ResolverUnreachable(),
          new ResolversMissing(),
          new ResponseErrors(),
          new ServerErrors5xx(),
          new ServerMaxconnReached(),
          new ServerNotTls(),
          new ServerSlow(),
          new SniMissing(),
          new SocketForbidden(),
          new SocketLevelTooLow(),
          new SourceAddressUnavailable(),
          new SourcePortsExhausted(),
          new TcpCheckMismatch(),
          new TlsRequiredByServer(),
          new TlsVersionMismatch(),
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
