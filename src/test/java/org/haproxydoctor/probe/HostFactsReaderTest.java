package org.haproxydoctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.HaproxyProcess;
import org.haproxydoctor.model.HostFacts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFactsReaderTest {
  @TempDir Path proc;

  @BeforeEach
  void other_processes() throws Exception {
    process("1", "systemd\n", "/sbin/init\0");
    process("77", "haproxy-wrapper\n", "haproxy-wrapper\0");
    Files.createDirectory(proc.resolve("self"));
    Files.createDirectory(proc.resolve("9"));
  }

  @Test
  void finds_haproxy_by_its_name_with_its_files() throws Exception {
    process("4711", "haproxy\n", "/usr/sbin/haproxy\0-Ws\0-f\0/etc/haproxy/my file.cfg\0");

    assertThat(read().haproxyProcesses())
        .containsExactly(new HaproxyProcess(4711, List.of(Path.of("/etc/haproxy/my file.cfg"))));
  }

  @Test
  void relative_files_start_from_the_process_s_own_directory() throws Exception {
    process("4711", "haproxy\n", "haproxy\0-f\0lb/haproxy.cfg\0");
    Files.createSymbolicLink(proc.resolve("4711/cwd"), Path.of("/srv"));

    assertThat(read().haproxyProcesses())
        .containsExactly(new HaproxyProcess(4711, List.of(Path.of("/srv/lb/haproxy.cfg"))));
  }

  @Test
  void relative_files_of_a_worker_in_a_chroot_start_from_its_master_s_directory() throws Exception {
    process("4711", "haproxy\n", "haproxy\0-f\0lb/haproxy.cfg\0");
    Files.createSymbolicLink(proc.resolve("4711/cwd"), Path.of("/srv"));
    process("4712", "haproxy\n", "haproxy\0-f\0lb/haproxy.cfg\0");
    Files.writeString(proc.resolve("4712/stat"), "4712 (haproxy) S 4711 4711 4711 0 -1\n");
    Files.createSymbolicLink(proc.resolve("4712/cwd"), Path.of("/var/lib/haproxy"));
    Files.createSymbolicLink(proc.resolve("4712/root"), Path.of("/var/lib/haproxy"));

    assertThat(read().haproxyProcesses())
        .extracting(HaproxyProcess::files)
        .containsOnly(List.of(Path.of("/srv/lb/haproxy.cfg")));
  }

  @Test
  void a_relative_file_of_a_lone_process_in_a_chroot_stays_relative() throws Exception {
    process("4711", "haproxy\n", "haproxy\0-f\0lb/haproxy.cfg\0");
    Files.writeString(proc.resolve("4711/stat"), "4711 (haproxy) S 1 4711 4711 0 -1\n");
    Files.createSymbolicLink(proc.resolve("4711/cwd"), Path.of("/var/lib/haproxy"));
    Files.createSymbolicLink(proc.resolve("4711/root"), Path.of("/var/lib/haproxy"));

    assertThat(read().haproxyProcesses())
        .extracting(HaproxyProcess::files)
        .containsExactly(List.of(Path.of("lb/haproxy.cfg")));
  }

  @Test
  void the_root_of_a_process_in_a_chroot_is_known_by_its_name() throws Exception {
    process("4711", "haproxy\n", "haproxy\0");
    Path jail = Files.createDirectory(proc.resolve("jail"));
    Files.createSymbolicLink(proc.resolve("4711/root"), jail);
    mounts("self", 1);
    mounts("4711", 1);

    assertThat(read().haproxyProcesses())
        .extracting(HaproxyProcess::root)
        .containsExactly(Optional.of(jail));
  }

  @Test
  void the_root_of_a_process_in_a_container_is_reached_through_proc() throws Exception {
    process("4711", "haproxy\n", "haproxy\0");
    Files.createSymbolicLink(proc.resolve("4711/root"), Path.of("/"));
    mounts("self", 1);
    mounts("4711", 2);

    assertThat(read().haproxyProcesses())
        .extracting(HaproxyProcess::root)
        .containsExactly(Optional.of(proc.resolve("4711/root")));
  }

  private void mounts(String process, int number) throws IOException {
    Path namespaces = Files.createDirectories(proc.resolve(process).resolve("ns"));
    Files.createSymbolicLink(namespaces.resolve("mnt"), Path.of("mnt:[" + number + "]"));
  }

  @Test
  void a_process_in_a_container_is_known_by_its_own_number_and_its_other_network()
      throws Exception {
    process("4711", "haproxy\n", "");
    Files.writeString(proc.resolve("4711/status"), "Name:\thaproxy\nNSpid:\t4711\t8\n");
    network("self", "net:[4026531840]");
    network("4711", "net:[4026532299]");

    assertThat(read().haproxyProcesses())
        .containsExactly(new HaproxyProcess(4711, List.of()).inNamespaces(8, true));
  }

  @Test
  void a_process_in_the_same_network_or_an_unknown_one_is_not_elsewhere() throws Exception {
    process("12", "haproxy\n", "");
    process("13", "haproxy\n", "");
    network("self", "net:[4026531840]");
    network("12", "net:[4026531840]");

    assertThat(read().haproxyProcesses()).noneMatch(HaproxyProcess::elsewhere);
  }

  @Test
  void a_process_without_readable_arguments_still_counts() throws Exception {
    process("12", "haproxy\n", "");

    assertThat(read().haproxyProcesses()).containsExactly(new HaproxyProcess(12, List.of()));
  }

  @Test
  void a_process_that_has_ended_and_waits_for_its_parent_does_not_count() throws Exception {
    process("12", "haproxy\n", "");
    Files.writeString(proc.resolve("12/stat"), "12 (haproxy) Z 1 12 12 0 -1\n");
    process("13", "haproxy\n", "haproxy\0");
    Files.writeString(proc.resolve("13/stat"), "13 (haproxy) S 1 13 13 0 -1\n");

    assertThat(read().haproxyProcesses()).containsExactly(new HaproxyProcess(13, List.of()));
  }

  @Test
  void one_that_only_judges_files_does_not_count() throws Exception {
    process("12", "haproxy\n", "/usr/sbin/haproxy\0-c\0-f\0/etc/haproxy/haproxy.cfg\0");
    process("13", "haproxy\n", "haproxy\0-W\0--\0-c\0");

    assertThat(read().haproxyProcesses()).extracting(HaproxyProcess::pid).containsExactly(13L);
  }

  @Test
  void of_several_haproxies_it_tells_where_they_listen() throws Exception {
    process("12", "haproxy\n", "haproxy\0-f\0/etc/a.cfg\0");
    process("13", "haproxy\n", "haproxy\0-f\0/etc/b.cfg\0");
    Files.createDirectory(proc.resolve("net"));
    String rest = " 00000000:00000000 00:00000000 00000000     0        0 ";
    Files.writeString(
        proc.resolve("net/tcp"),
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n"
            + ("   0: 0100007F:1F90 00000000:0000 0A" + rest + "777 1 0000 100 0 0 10 0\n")
            + ("   1: 0100007F:1F91 0100007F:0050 01" + rest + "778 1 0000 100 0 0 10 0\n"));
    Path files = Files.createDirectory(proc.resolve("13/fd"));
    Files.createSymbolicLink(files.resolve("5"), Path.of("socket:[777]"));
    Files.createSymbolicLink(files.resolve("6"), Path.of("socket:[778]"));

    assertThat(read().haproxyProcesses())
        .extracting(p -> p.pid() + " " + p.origin().listens())
        .containsExactlyInAnyOrder("12 []", "13 [0100007F:1F90]");
  }

  @Test
  void tells_where_a_process_comes_from() throws Exception {
    process("4712", "haproxy\n", "haproxy\0-sf\08\09\0-x\0sock\0-f\0/etc/h.cfg\0");
    Files.writeString(proc.resolve("uptime"), "1000.50 1800.00\n");
    Files.writeString(
        proc.resolve("4712/stat"),
        "4712 (haproxy) S 4711 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 99050 0 0\n");

    HaproxyProcess.Origin origin = read().haproxyProcesses().getFirst().origin();
    assertThat(origin.parent()).isEqualTo(4711);
    assertThat(origin.replaces()).containsExactly(8L, 9L);
    assertThat(Duration.between(origin.started().orElseThrow(), Instant.now()))
        .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(60));
  }

  @Test
  void a_system_without_proc_has_no_processes_but_addresses() throws Exception {
    HostFacts facts = new HostFactsReader(proc.resolve("absent")).read(soon());

    assertThat(facts.haproxyProcesses()).isEmpty();
    assertThat(facts.addresses()).contains("127.0.0.1").noneMatch(a -> a.contains("%"));
  }

  @Test
  void stops_reading_processes_when_time_is_up() throws Exception {
    process("4711", "haproxy\n", "haproxy\0");

    HostFacts facts = new HostFactsReader(proc).read(Deadline.in(Duration.ZERO));

    assertThat(facts.haproxyProcesses()).isEmpty();
  }

  private void network(String process, String namespace) throws Exception {
    Path folder = Files.createDirectories(proc.resolve(process).resolve("ns"));
    Files.createSymbolicLink(folder.resolve("net"), Path.of(namespace));
  }

  private HostFacts read() throws Exception {
    return new HostFactsReader(proc).read(soon());
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(10));
  }

  private void process(String pid, String comm, String commandLine) throws Exception {
    Path directory = Files.createDirectory(proc.resolve(pid));
    Files.writeString(directory.resolve("comm"), comm);
    Files.writeString(directory.resolve("cmdline"), commandLine);
  }
}
