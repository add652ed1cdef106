package org.haproxydoctor.config;

import java.util.Set;

/// The first words of lines inside sections, up to HAProxy 3.4: an unindented line that begins with
/// none of them opens a section of a newer HAProxy.
final class ProxyKeywords {
  private static final Set<String> KNOWN =
      Set.of(
          ("acl backlog balance bind bind-process capture clitcpka-cnt clitcpka-idle clitcpka-intvl"
               + " compression cookie cpu-map declare default default-path default-server"
               + " default_backend description disabled dispatch email-alert enabled errorfile"
               + " errorfiles errorloc errorloc302 errorloc303 error-log-format external-check"
               + " filter force-persist fullconn guid hash-balance-factor hash-preserve-affinity"
               + " hash-type http-after-response http-check http-error http-request http-response"
               + " http-reuse http-send-name-header id ignore-persist load-server-state-from-file"
               + " log log-format log-format-sd log-steps log-tag max-keep-alive-queue"
               + " max-session-srv-conns maxconn mode monitor monitor-uri no option persist"
               + " quic-initial rate-limit redirect retries retry-on server server-state-file-name"
               + " server-template source srvtcpka-cnt srvtcpka-idle srvtcpka-intvl stats stick"
               + " stick-table tcp-check tcp-request tcp-response timeout transparent"
               + " unique-id-format unique-id-header use-fcgi-app use-server use_backend nameserver"
               + " hold resolve_retries accepted_payload_size parse-resolv-conf type setenv"
               + " presetenv unsetenv resetenv chroot user group uid gid daemon nbproc nbthread"
               + " pidfile ca-base crt-base node localpeer")
              .split(" ", -1));

  private ProxyKeywords() {}

  static boolean isKnown(String keyword) {
    return KNOWN.contains(keyword)
        || keyword.startsWith("tune.")
        || keyword.startsWith("ssl-")
        || keyword.startsWith("stats");
  }
}
