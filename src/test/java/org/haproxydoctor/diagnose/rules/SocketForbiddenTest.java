package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;

import java.util.Set;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.SocketTrouble;
import org.junit.jupiter.api.Test;

class SocketForbiddenTest {

  private static Incident trouble(SocketTrouble.Kind kind) {
    return Incident.unreachable(kind, "/run/haproxy/admin.sock").host(Set.of("127.0.0.1"), 4711);
  }

  @Test
  void found_when_this_user_may_not_connect() {
    Incident incident = trouble(SocketTrouble.Kind.FORBIDDEN);
    assertThat(causes(incident)).containsExactly("socket-forbidden");
    Finding finding = first(incident);
    assertThat(finding.subjects()).containsExactly("process");
    assertThat(finding.summary()).contains("/run/haproxy/admin.sock");
    assertThat(diagnosis(incident).status()).isEqualTo(Status.UNKNOWN);
  }

  @Test
  void ruled_out_when_nobody_listens() {
    assertRuledOut(new SocketForbidden(), trouble(SocketTrouble.Kind.NOBODY_LISTENING));
  }

  @Test
  void silent_when_haproxy_answers() {
    assertSilent(new SocketForbidden(), Incident.of(server("app/w1")));
  }
}
