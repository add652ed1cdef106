package org.haproxydoctor.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.Resolvers;

/// A `resolvers` section while it is read (configuration manual, section 5.3.2).
final class ResolversSection {
  private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

  private final String name;
  private final Problems problems;
  private final List<Endpoint> own = new ArrayList<>();
  private final List<Endpoint> system = new ArrayList<>();

  ResolversSection(String name, Problems problems) {
    this.name = name;
    this.problems = problems;
  }

  void take(Statement statement) {
    if (statement.keyword().equals("nameserver")) {
      String text = statement.word(2);
      ServerAddress address = ServerAddress.parse(text);
      if (text.isEmpty() || address.trouble().isPresent()) {
        problems.add(statement.line(), "a nameserver needs a name and an address");
      } else {
        Endpoint endpoint = address.endpoint();
        own.add(endpoint.port() == 0 ? endpoint.withPort(Resolvers.DNS_PORT) : endpoint);
      }
    } else if (statement.keyword().equals("parse-resolv-conf")) {
      try {
        addSystemServers(Files.readAllLines(RESOLV_CONF));
      } catch (IOException e) {
        problems.add(statement.line(), RESOLV_CONF + " cannot be read");
      }
    }
  }

  private void addSystemServers(List<String> lines) {
    for (String line : lines) {
      String[] words = line.strip().split("\\s+", -1);
      if (words.length > 1 && words[0].equals("nameserver")) {
        system.add(new Endpoint(words[1], Resolvers.DNS_PORT));
      }
    }
  }

  Resolvers finish() {
    return new Resolvers(name, own, system);
  }
}
