package org.haproxydoctor.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// One row of `show servers state` (management guide, "show servers state"; format 1).
///
/// @param operState `srv_op_state`: 0 stopped, 1 starting, 2 running, 3 stopping
/// @param admin the bits of `srv_admin_state`
/// @param userWeight `srv_uweight`
/// @param initialWeight `srv_iweight`, the configured weight
/// @param address empty while the name has no address
/// @param name `srv_fqdn`
/// @param record `srvrecord`, the SRV record that gives the server its name and port
/// @param checkPort `srv_check_port` when not 0 (2.4 and later)
/// @param checkAddress `srv_check_addr` (2.4 and later)
/// @param usesSsl `srv_use_ssl` (2.4 and later)
/// @param checks what runs of its checks
public record ServerState(
    ServerRef ref,
    int operState,
    Set<AdminFlag> admin,
    int userWeight,
    int initialWeight,
    Optional<Endpoint> address,
    Optional<String> name,
    Optional<String> record,
    OptionalInt checkPort,
    Optional<String> checkAddress,
    Optional<Boolean> usesSsl,
    CheckSwitches checks) {

  public ServerState {
    admin = Set.copyOf(admin);
  }

  /// A server of whose checks nothing is known.
  public ServerState(
      ServerRef ref,
      int operState,
      Set<AdminFlag> admin,
      int userWeight,
      int initialWeight,
      Optional<Endpoint> address,
      Optional<String> name,
      Optional<String> record,
      OptionalInt checkPort,
      Optional<String> checkAddress,
      Optional<Boolean> usesSsl) {
    this(
        ref,
        operState,
        admin,
        userWeight,
        initialWeight,
        address,
        name,
        record,
        checkPort,
        checkAddress,
        usesSsl,
        CheckSwitches.UNKNOWN);
  }

  /// @return what is asked of the nameservers for this server
  public Optional<String> resolved() {
    return record.or(() -> name);
  }
}
