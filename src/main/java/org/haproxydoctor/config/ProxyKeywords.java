package org.haproxydoctor.config;

import java.util.Set;

/// The first words of lines inside `defaults`, `frontend`, `backend`, `listen` and `healthcheck`
/// sections, from HAProxy 2.0 to 3.4: an unindented line that begins with none of them opens a
/// section of a newer HAProxy.
final class ProxyKeywords {
  private static final Set<String> KNOWN =
      Set.of(
          ("acl appsession backlog balance be-unpublished bind bind-process block capture"
               + " clitcpka-cnt clitcpka-idle clitcpka-intvl clitimeout compression contimeout"
               + " cookie declare default default-server default_backend description disabled"
               + " dispatch email-alert enabled error-log-format errorfile errorfiles errorloc"
               + " errorloc302 errorloc303 external-check filter force-be-switch force-persist"
               + " fullconn grace guid hash-balance-factor hash-preserve-affinity hash-type"
               + " http-after-response http-check http-error http-request http-response http-reuse"
               + " http-send-name-header id ignore-persist load-server-state-from-file log"
               + " log-format log-format-sd log-steps log-tag max-keep-alive-queue"
               + " max-session-srv-conns maxconn mode monitor monitor-uri no option persist"
               + " quic-initial rate-limit redirect redisp redispatch retries retry-on server"
               + " server-state-file-name server-template source srvtcpka-cnt srvtcpka-idle"
               + " srvtcpka-intvl srvtimeout stats stick stick-table tcp-check tcp-request"
               + " tcp-response timeout transparent type unique-id-format unique-id-header"
               + " use-fcgi-app use-server use_backend")
              .split(" ", -1));

  private ProxyKeywords() {}

  static boolean isKnown(String keyword) {
    return KNOWN.contains(keyword)
        // reqrep, rspadd and their kin, until 2.0.
        || keyword.startsWith("req")
        || keyword.startsWith("rsp");
  }
}
