package org.haproxydoctor.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.AdminState;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.runtimeapi.HaproxyClient;

/// A HAProxy with one backend, `app`, and the packaged program that is to change it.
final class MaintScene {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final DrillFolder folder;
  private PrivateHaproxy haproxy;

  private MaintScene(DrillFolder folder) throws Exception {
    this.folder = folder;
    this.haproxy = launch();
  }

  /// @param servers the lines of the backend behind its check, which is `GET /`
  static MaintScene open(String servers) throws Exception {
    DrillFolder folder = DrillFolder.create();
    Files.writeString(
        folder.config(),
        """
        global
            stats socket %s mode 600 level admin
        defaults
            mode http
            timeout connect 1s
            timeout client 5s
            timeout server 5s
            timeout check 1s
        frontend site
            bind %s mode 600
            default_backend app
        backend app
            balance roundrobin
            option httpchk GET /
        %s\
        """
            .formatted(folder.socket(), site(folder), servers.indent(4)));
    return new MaintScene(folder);
  }

  private PrivateHaproxy launch() throws Exception {
    PrivateHaproxy launched =
        PrivateHaproxy.launch(HaproxyBinary.find(Optional.empty(), System.getenv("PATH")), folder);
    launched.awaitAnswer(Deadline.in(PATIENCE));
    return launched;
  }

  void restart() throws Exception {
    haproxy.close();
    haproxy = launch();
  }

  private static Path site(DrillFolder folder) {
    return folder.path().resolve("site.sock");
  }

  PrivateHaproxy haproxy() {
    return haproxy;
  }

  Path file(String name) {
    return folder.path().resolve(name);
  }

  Packaged program() throws IOException {
    return Packaged.withHaproxy()
        .with(
            Map.of(
                "XDG_STATE_HOME",
                folder.path().toString(),
                "HAPROXY_DOCTOR_SOCKET",
                folder.socket().toString()));
  }

  /// @return a visitor whose request is on its way
  SocketChannel ask(String path) throws IOException {
    SocketChannel visitor = SocketChannel.open(UnixDomainSocketAddress.of(site(folder)));
    String request = "GET " + path + " HTTP/1.0\r\nHost: x\r\n\r\n";
    visitor.write(ByteBuffer.wrap(request.getBytes(US_ASCII)));
    return visitor;
  }

  /// @return the beginning of what a visitor is answered, such as `HTTP/1.1 200`
  static String answer(SocketChannel visitor) throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(12);
    visitor.read(answer);
    return new String(answer.array(), US_ASCII);
  }

  AdminState state(String server) throws Exception {
    return AdminState.of(
        HaproxyClient.at(folder.socket().toString())
            .serversState(Deadline.in(PATIENCE))
            .get(ServerRef.parse(server).orElseThrow())
            .admin());
  }

  void end() throws Exception {
    haproxy.close();
    folder.delete();
  }
}
