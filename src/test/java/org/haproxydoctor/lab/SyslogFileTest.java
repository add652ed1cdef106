package org.haproxydoctor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.haproxydoctor.model.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyslogFileTest {
  @TempDir Path folder;

  @Test
  void a_message_is_written_as_rsyslog_writes_it() {
    assertThat(SyslogFile.asWritten("<133>Nov  2 05:34:57 haproxy[20886]: Server app/w1 is UP."))
        .isEqualTo("Nov  2 05:34:57 balancer haproxy[20886]: Server app/w1 is UP.");
  }

  @Test
  void what_has_another_form_is_kept() {
    assertThat(SyslogFile.asWritten("<133>who knows")).isEqualTo("who knows");
  }

  @Test
  void what_arrives_is_in_the_file() throws Exception {
    Path file = folder.resolve("haproxy.log");
    try (SyslogFile log = SyslogFile.open(file);
        DatagramSocket client = new DatagramSocket()) {
      byte[] bytes =
          "<129>Nov 20 05:34:57 haproxy[1]: gr\u00fcn\n".getBytes(StandardCharsets.UTF_8);
      client.send(
          new DatagramPacket(bytes, bytes.length, InetAddress.ofLiteral("127.0.0.1"), log.port()));
      Deadline deadline = Deadline.in(Duration.ofSeconds(5));
      while (Files.size(file) == 0 && !deadline.passed()) {
        LockSupport.parkNanos(10_000_000);
      }
    }
    assertThat(file).hasContent("Nov 20 05:34:57 balancer haproxy[1]: gr\u00fcn");
  }
}
