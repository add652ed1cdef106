package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.ServerStatus.Word;

/// In what a server's line differs from the server that runs, as far as HAProxy tells of it.
///
/// @param where whether traffic or checks would go elsewhere, or come at all
record Differences(List<String> parts, List<Evidence> evidence, boolean where) {
  Differences {
    parts = List.copyOf(parts);
    evidence = List.copyOf(evidence);
  }

  static Differences of(Server running, Optional<ServerState> state, ServerConfig line) {
    if (line.line().unsure() || line.weightAt().filter(ConfigLine::unsure).isPresent()) {
      return new Differences(List.of(), List.of(), false);
    }
    Draft draft = new Draft(running);
    state.ifPresent(s -> draft.compareState(s, line));
    if (state.isEmpty()) {
      running.address().ifPresent(a -> draft.compareAddress(a, line.address(), "show stat"));
    }
    draft.compareRow(line);
    return new Differences(draft.parts, draft.evidence, draft.where);
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  /// @return whether the server may be out of service because of them
  boolean mayExplain(Server running) {
    return where || running.weight() == 0;
  }

  String says() {
    return "the file says " + String.join(", ", parts);
  }

  /// Collects them.
  private static final class Draft {
    private final Server running;
    private final List<String> parts = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();
    private boolean where;

    Draft(Server running) {
      this.running = running;
    }

    void compareState(ServerState state, ServerConfig line) {
      // A name's address comes from the nameserver, an SRV record's port as well.
      if (state.resolved().isEmpty()) {
        state.address().ifPresent(a -> compareAddress(a, line.address(), "show servers state"));
      }
      if (state.name().isPresent()
          && state.record().isEmpty()
          && !state.admin().contains(AdminFlag.FQDN_CHANGED)
          && !isSameName(state.name().get(), line.address().host())) {
        add("show servers state", "srv_fqdn", state.name().get(), line.address().host());
        where = true;
      }
      if (state.initialWeight() != line.weight()) {
        add(
            "show servers state",
            "srv_iweight",
            "" + state.initialWeight(),
            "weight " + line.weight());
      }
      boolean disabled = line.disabledAt().isPresent();
      if (state.admin().contains(AdminFlag.CMAINT) && !disabled) {
        add("show servers state", "srv_admin_state", "CMAINT", "no `disabled`");
        where = true;
      }
      if (disabled && !state.admin().contains(AdminFlag.CMAINT)) {
        add("show stat", "status", running.status().raw(), "`disabled`");
      }
    }

    void compareAddress(Endpoint runs, Endpoint configured, String source) {
      boolean otherPort =
          runs.port() > 0 && configured.port() > 0 && runs.port() != configured.port();
      if (runs.hasOtherAddressThan(configured) || otherPort) {
        add(source, "srv_addr", runs.toString(), configured.toString());
        where = true;
      }
    }

    void compareRow(ServerConfig line) {
      boolean checked = line.check().isPresent();
      if (running.status().word() == Word.NO_CHECK && checked) {
        add("show stat", "status", running.status().raw(), "`check`");
      } else if (running.check().isPresent() && !checked && line.track().isEmpty()) {
        add("show stat", "check_status", running.check().get().raw(), "no `check`");
        where = true;
      }
      if (running.backup() != line.backup()) {
        add(
            "show stat",
            "bck",
            running.backup() ? "1" : "0",
            line.backup() ? "`backup`" : "no `backup`");
      }
    }

    private void add(String source, String field, String runs, String configured) {
      parts.add(configured + " instead of " + (runs.startsWith("CMAINT") ? "`disabled`" : runs));
      evidence.add(
          new Evidence(Evidence.Witness.HAPROXY, source, running.ref().toString(), field, runs));
    }

    private static boolean isSameName(String one, String other) {
      return one.replaceFirst("\\.$", "").equalsIgnoreCase(other.replaceFirst("\\.$", ""));
    }
  }
}
