package org.haproxydoctor.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.haproxydoctor.lab.DrillCatalog;
import org.haproxydoctor.lab.Launcher;
import org.haproxydoctor.mitigate.Haproxy;
import org.haproxydoctor.mitigate.Net;
import org.haproxydoctor.mitigate.SocketHaproxy;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.CliLevel;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.observe.Collector;
import org.haproxydoctor.observe.Target;
import org.haproxydoctor.report.Page;
import org.haproxydoctor.runbook.RunbookLibrary;
import org.haproxydoctor.shell.LiveNames;
import org.haproxydoctor.shell.Session;
import org.haproxydoctor.shell.Suggestions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `shell`: the interactive session.
@Command(
    name = "shell",
    description = {
      "An interactive session: every command with the same words, completed by the tabulator with"
          + " the live names of backends and servers.",
      "Besides: watch COMMAND [until ok|warning|critical|unknown], exit. Ctrl-C ends the running"
          + " command, Ctrl-D the session."
    })
public final class ShellCommand implements Callable<Integer> {
  private static final Duration ONE_LOOK = Duration.ofSeconds(3);

  /// Unnoticed by whoever types, and enough for a HAProxy that is well.
  private static final Duration ANSWER = Duration.ofMillis(200);

  @Spec CommandSpec spec;

  private final CommonOptions options;
  private final Screen screen;
  private final Looking looking;
  private final Installed installed;

  /// What the session is made of.
  ///
  /// @param commands every command, as they are parsed
  /// @param changes what was done here
  /// @param arguments those of the session itself, which go for each of its commands
  public record Installed(
      Supplier<CommandLine> commands,
      Supplier<RunbookLibrary> runbooks,
      Supplier<DrillCatalog> drills,
      Supplier<Launcher> launcher,
      Changing changes,
      Supplier<List<String>> arguments) {

    /// @param proxies what HAProxy has
    /// @return how a line may go on
    Suggestions suggestions(Supplier<Proxies> proxies) {
      return new Suggestions(
          commands.get().getCommandSpec(), new LiveVocabulary(proxies, runbooks, drills, changes));
    }
  }

  /// What HAProxy last said.
  ///
  /// @param instance its socket; empty when it does not answer
  private record Heard(Proxies proxies, Optional<String> instance, Optional<CliLevel> level) {
    static final Heard NOTHING = new Heard(Proxies.NONE, Optional.empty(), Optional.empty());
  }

  public ShellCommand(CommonOptions options, Screen screen, Looking looking, Installed installed) {
    this.options = options;
    this.screen = screen;
    this.looking = looking;
    this.installed = installed;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    if (!screen.isSession()) {
      throw new ParameterException(
          spec.commandLine(), "a session needs a terminal; name a command instead");
    }
    LiveNames<Heard> names = new LiveNames<>(Heard.NOTHING, this::listen);
    Suggestions suggestions = installed.suggestions(() -> names.now().proxies());
    Launcher launcher = installed.launcher().get();
    List<String> own = installed.arguments().get();
    int status =
        new Session(
                suggestions,
                words -> launcher.show(joined(words, own)),
                () -> prompt(names.fresh(ANSWER)),
                historyFile())
            .run(screen.isColoured(options));
    remind(screen.err(spec.commandLine().getErr(), options));
    return status;
  }

  private static List<String> joined(List<String> words, List<String> own) {
    List<String> all = new ArrayList<>(words);
    all.addAll(own);
    return all;
  }

  /// When HAProxy does not answer, the names of before are still the best there are.
  private Heard listen(Heard before) {
    try (Collector looks = looking.at(Target.everything(), options, Deadline.in(ONE_LOOK))) {
      return looks
          .proxies()
          .value()
          .map(p -> new Heard(p, looks.socket(), looks.socket().flatMap(this::level)))
          .orElseGet(() -> new Heard(before.proxies(), Optional.empty(), Optional.empty()));
    }
  }

  private Optional<CliLevel> level(String socket) {
    try {
      return new SocketHaproxy(socket, options.timeout).level();
    } catch (CannotLookException | Haproxy.NoAnswerException _) {
      return Optional.empty();
    }
  }

  private String prompt(Heard heard) {
    String instance =
        heard.instance().map(s -> s.substring(s.lastIndexOf('/') + 1)).orElse("no answer");
    String level = heard.level().map(l -> " " + l.word()).orElse("");
    int open = open().size();
    return "haproxy-doctor [" + instance + level + (open == 0 ? "" : ", " + open + " open") + "]> ";
  }

  private List<Net> open() {
    try {
      return installed.changes().history().open();
    } catch (CannotLookException _) {
      return List.of();
    }
  }

  private void remind(Page err) {
    List<Net> open = open();
    if (!open.isEmpty()) {
      err.line(
          (open.size() == 1 ? "1 change is" : open.size() + " changes are")
              + " still open: `haproxy-doctor maint history` shows them.");
    }
  }

  /// @return empty where none can be kept for oneself
  private Optional<Path> historyFile() {
    try {
      Path file = installed.changes().folder().resolve("session_history");
      Files.createDirectories(
          file.getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      try {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } catch (FileAlreadyExistsException _) {
        // With the rights that somebody gave it.
      }
      return Optional.of(file);
    } catch (IOException | CannotLookException _) {
      return Optional.empty();
    }
  }
}
