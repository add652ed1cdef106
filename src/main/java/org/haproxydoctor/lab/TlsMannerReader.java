package org.haproxydoctor.lab;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.haproxydoctor.lab.TlsManner.Certificate;
import org.haproxydoctor.lab.TlsManner.Issuer;
import org.haproxydoctor.model.HaproxyDuration;

/// Reads how a backend speaks TLS from a scenario.
final class TlsMannerReader {
  private TlsMannerReader() {}

  static TlsManner read(YamlSection section) {
    TlsManner manner =
        new TlsManner(
            certificate(section),
            section.has("others")
                ? Optional.of(ended(section.section("others")))
                : Optional.empty(),
            section.flag("name-required"),
            section.texts("versions"),
            section.texts("ciphers"),
            section.flag("client-certificate"),
            section.texts("alpn"));
    section.done();
    return manner;
  }

  private static Certificate ended(YamlSection section) {
    Certificate certificate = certificate(section);
    section.done();
    return certificate;
  }

  private static Certificate certificate(YamlSection section) {
    List<String> names = section.texts("names");
    return new Certificate(
        names.isEmpty() ? List.of("localhost", "127.0.0.1") : names,
        issuer(section),
        time(section, "from", "-1d"),
        time(section, "until", "30d"),
        section.flag("for-clients"));
  }

  private static Issuer issuer(YamlSection section) {
    String word = section.textIf("issuer").orElse("self");
    return Stream.of(Issuer.values())
        .filter(i -> i.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word))
        .findFirst()
        .orElseThrow(() -> section.wrong("issuer '" + word + "' is none that is known"));
  }

  /// @return such as `-2d`, before now
  private static Duration time(YamlSection section, String key, String otherwise) {
    String text = section.textIf(key).orElse(otherwise);
    boolean before = text.startsWith("-");
    Duration length =
        HaproxyDuration.parse(before ? text.substring(1) : text, HaproxyDuration.Unit.SECONDS)
            .orElseThrow(() -> section.wrong(key + " '" + text + "' is no duration such as -2d"));
    return before ? length.negated() : length;
  }
}
