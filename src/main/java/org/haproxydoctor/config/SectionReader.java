package org.haproxydoctor.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.config.ProxySection.Kind;
import org.haproxydoctor.model.Resolvers;
import org.jspecify.annotations.Nullable;

/// Sorts statements into sections (configuration manual, section 2.1) and finds each section's
/// defaults: those it names with `from`, else the last `defaults` section before it.
final class SectionReader {
  private static final Set<String> OTHER_SECTIONS =
      Set.of(
          "peers",
          "mailers",
          "userlist",
          "program",
          "http-errors",
          "ring",
          "log-forward",
          "log-profile",
          "cache",
          "fcgi-app",
          "crt-store",
          "traces",
          "acme",
          "dynamic-update",
          "namespace_list",
          "ruleset");

  private final Environment environment;
  private final Reading reading;
  private final Problems problems;
  private final GlobalSettings global;
  private final List<ProxySection> proxies = new ArrayList<>();
  private final List<ResolversSection> resolvers = new ArrayList<>();
  private final Map<String, ProxySection> namedDefaults = new HashMap<>();
  private final Map<String, CheckOptions> healthchecks = new HashMap<>();
  private @Nullable ProxySection lastDefaults;
  private Section current = Section.NONE;
  private boolean indents;

  /// The section that is being read.
  private sealed interface Section {
    Section NONE = new Outside();
    Section IGNORED = new Ignored();

    record Outside() implements Section {}

    record Ignored() implements Section {}

    record Global() implements Section {}

    record Proxy(ProxySection section) implements Section {}

    record Names(ResolversSection section) implements Section {}

    record Check(CheckOptions options) implements Section {}
  }

  SectionReader(Environment environment, Reading reading) {
    this.environment = environment;
    this.reading = reading;
    problems = reading.problems();
    global = new GlobalSettings(environment, problems);
  }

  /// Begins another file: sections do not go on across files, the last `defaults` does.
  void startFile() {
    current = Section.NONE;
    environment.in("");
    indents = false;
  }

  void take(Statement statement) {
    Optional<Section> opened = open(statement);
    if (opened.isPresent()) {
      current = opened.get();
      String name = statement.word(1);
      environment.in(name.isEmpty() ? statement.keyword() : name);
      indents = false;
      return;
    }
    if (statement.indented()) {
      indents = true;
    } else if (indents && hasProxyKeywords() && !ProxyKeywords.isKnown(statement.keyword())) {
      problems.add(statement.line(), "unknown section '" + statement.keyword() + "', skipped");
      current = Section.IGNORED;
      indents = false;
      return;
    }
    switch (current) {
      case Section.Outside _ -> {
        problems.add(
            statement.line(),
            "'" + statement.keyword() + "' is in no section; the lines up to the next are skipped");
        current = Section.IGNORED;
      }
      case Section.Ignored _ -> {}
      case Section.Global _ -> global.take(statement);
      case Section.Proxy(ProxySection section) -> section.take(statement);
      case Section.Names(ResolversSection section) -> section.take(statement);
      case Section.Check(CheckOptions options) -> options.healthcheck(statement, reading);
    }
  }

  /// What begins a line of the many other sections is not known in full, nor need it be: taking an
  /// unknown section for more of one of those harms no check.
  private boolean hasProxyKeywords() {
    return current instanceof Section.Proxy || current instanceof Section.Check;
  }

  private Optional<Section> open(Statement statement) {
    return switch (statement.keyword()) {
      case "global" -> Optional.of(new Section.Global());
      case "defaults", "frontend", "backend", "listen", "resolvers", "healthcheck" ->
          Optional.of(room(statement) ? kept(statement) : Section.IGNORED);
      default ->
          OTHER_SECTIONS.contains(statement.keyword())
              ? Optional.of(Section.IGNORED)
              : Optional.empty();
    };
  }

  private boolean room(Statement statement) {
    boolean room = reading.allowSection();
    if (!room) {
      problems.add(statement.line(), "too many sections, this one is not taken");
    }
    return room;
  }

  private Section kept(Statement statement) {
    return switch (statement.keyword()) {
      case "resolvers" -> {
        ResolversSection section = new ResolversSection(statement.word(1), problems);
        resolvers.add(section);
        yield new Section.Names(section);
      }
      case "healthcheck" -> {
        CheckOptions options = new CheckOptions();
        healthchecks.put(statement.word(1), options);
        yield new Section.Check(options);
      }
      default -> proxy(statement);
    };
  }

  private Section proxy(Statement statement) {
    Kind kind = Kind.valueOf(statement.keyword().toUpperCase(Locale.ROOT));
    boolean unnamed = statement.word(1).isEmpty() || statement.word(1).equals("from");
    String name = unnamed ? "" : statement.word(1);
    if (unnamed && kind != Kind.DEFAULTS) {
      problems.add(statement.line(), "the section has no name");
    }
    int from = unnamed ? 1 : 2;
    Optional<ProxySection> defaults =
        statement.word(from).equals("from")
            ? named(statement, statement.word(from + 1))
            : Optional.ofNullable(kind == Kind.DEFAULTS ? null : lastDefaults);
    ProxySection section = new ProxySection(kind, name, statement.line(), defaults, reading);
    if (kind == Kind.DEFAULTS) {
      lastDefaults = section;
      if (!unnamed) {
        namedDefaults.put(name, section);
      }
    } else {
      proxies.add(section);
    }
    return new Section.Proxy(section);
  }

  private Optional<ProxySection> named(Statement statement, String name) {
    ProxySection section = namedDefaults.get(name);
    if (section == null) {
      problems.add(statement.line(), "there is no defaults section '" + name + "' before this");
    }
    return Optional.ofNullable(section);
  }

  Reading reading() {
    return reading;
  }

  GlobalSettings global() {
    return global;
  }

  /// @return the `healthcheck` section of this name
  Optional<CheckOptions> healthcheck(String name) {
    return Optional.ofNullable(healthchecks.get(name));
  }

  List<ProxySection> proxies() {
    return List.copyOf(proxies);
  }

  List<Resolvers> resolvers() {
    return resolvers.stream().map(ResolversSection::finish).toList();
  }
}
