package org.haproxydoctor.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.haproxydoctor.ExitCode;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.observe.Collector;
import org.haproxydoctor.observe.Target;
import org.haproxydoctor.shell.Suggestion;
import org.haproxydoctor.shell.Suggestions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `__complete`: what the shells' completion scripts ask. A line each: the word, a tab, what it
/// stands for, a tab, and `more` when the word does not end there.
@Command(name = "__complete", hidden = true)
public final class CompleteCommand implements Callable<Integer> {
  /// Somebody waits with a finger on the key.
  private static final Duration PATIENCE = Duration.ofMillis(500);

  @Parameters(paramLabel = "WORD", arity = "0..*")
  List<String> words = new ArrayList<>();

  @Spec CommandSpec spec;

  private final CommonOptions options;
  private final Looking looking;
  private final ShellCommand.Installed installed;

  public CompleteCommand(CommonOptions options, Looking looking, ShellCommand.Installed installed) {
    this.options = options;
    this.looking = looking;
    this.installed = installed;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    if (words.isEmpty()) {
      return ExitCode.OK.value();
    }
    whereToLook();
    Suggestions suggestions = installed.suggestions(this::proxies);
    PrintWriter out = spec.commandLine().getOut();
    for (Suggestion s : suggestions.of(words.subList(0, words.size() - 1), words.getLast())) {
      out.print(s.value() + "\t" + s.says().replace('\t', ' ') + "\t" + (s.ends() ? "" : "more"));
      out.print('\n');
    }
    return ExitCode.OK.value();
  }

  /// The line that is being typed may name its own HAProxy.
  private void whereToLook() {
    for (int i = 0; i + 1 < words.size(); i++) {
      switch (words.get(i)) {
        case "--socket" -> options.sockets.add(words.get(i + 1));
        case "--config" -> options.configs.add(Path.of(words.get(i + 1)));
        default -> {}
      }
    }
  }

  private Proxies proxies() {
    try (Collector looks = looking.at(Target.everything(), options, Deadline.in(PATIENCE))) {
      return looks.proxies().value().orElse(Proxies.NONE);
    }
  }
}
