package org.haproxydoctor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.haproxydoctor.ExitCode;
import org.haproxydoctor.mitigate.Executor;
import org.haproxydoctor.mitigate.Executor.Author;
import org.haproxydoctor.mitigate.Executor.Done;
import org.haproxydoctor.mitigate.Haproxy;
import org.haproxydoctor.mitigate.History;
import org.haproxydoctor.mitigate.Journal;
import org.haproxydoctor.mitigate.Plan;
import org.haproxydoctor.mitigate.ProcessIdentity;
import org.haproxydoctor.mitigate.Refusal;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.report.JsonMaint;
import org.haproxydoctor.report.Page;
import org.haproxydoctor.report.TextPlan;

/// The one way from a plan to a change: shown, agreed to, carried out, reported.
public final class Changing {
  private static final DateTimeFormatter RUN =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// HAProxy shows a new state at once.
  private static final Duration VERIFYING = Duration.ofSeconds(3);

  private final CommonOptions options;
  private final Screen screen;
  private final Consent consent;
  private final Map<String, String> environment;

  public Changing(
      CommonOptions options, Screen screen, Consent consent, Map<String, String> environment) {
    this.options = options;
    this.screen = screen;
    this.consent = consent;
    this.environment = Map.copyOf(environment);
  }

  private Journal journal() {
    return new Journal(Journal.folder(environment));
  }

  /// @throws CannotLookException when the journal cannot be read
  History history() {
    Journal journal = journal();
    try {
      return journal.read();
    } catch (IOException e) {
      throw new CannotLookException(
          "the journal of changes cannot be read: " + journal.file() + ": " + e.getMessage(),
          "look at the rights of the file");
    }
  }

  /// @param process the plan was made for
  /// @param undoes changes of the journal that are taken back, by server
  /// @return the exit status
  ExitCode change(
      Plan plan,
      Haproxy haproxy,
      ProcessIdentity process,
      ChangeOptions wanted,
      Set<ServerRef> yesTo,
      Map<ServerRef, String> undoes,
      Streams streams) {
    Page page = screen.out(streams.out(), options);
    if (!options.wantsJson() && !(options.quiet && plan.changes().isEmpty())) {
      TextPlan.write(plan, page);
    }
    if (plan.isRefused()) {
      return end("refused", "", plan, List.of(), streams, ExitCode.NOT_APPLIED);
    }
    if (plan.changes().isEmpty()) {
      return end("already", "", plan, List.of(), streams, ExitCode.OK);
    }
    if (wanted.dryRun) {
      if (!options.wantsJson()) {
        TextPlan.commands(plan, page);
      }
      return end("dry-run", "", plan, List.of(), streams, ExitCode.OK);
    }
    List<Refusal> missing = consent.missing(plan, yesTo, screen.err(streams.err(), options));
    if (!missing.isEmpty()) {
      TextPlan.refusals(missing, screen.err(streams.err(), options));
      return end("declined", "", plan, List.of(), streams, ExitCode.NOT_APPLIED);
    }
    String run = run(Instant.now());
    Author author = new Author(run, who(), Optional.ofNullable(wanted.reason));
    List<Done> done =
        new Executor(haproxy, journal(), author, Instant::now, VERIFYING)
            .carryOut(plan.changes(), process, undoes);
    boolean all = done.size() == plan.changes().size() && done.stream().allMatch(Done::isVerified);
    if (!options.wantsJson()) {
      TextPlan.done(done, page);
      if (undoes.isEmpty()) {
        page.line("Back with: haproxy-doctor maint undo " + run);
      }
    }
    return end(
        all ? "done" : "failed",
        run,
        plan,
        done,
        streams,
        all ? ExitCode.OK : ExitCode.NOT_APPLIED);
  }

  /// Where a command writes.
  record Streams(PrintWriter out, PrintWriter err) {}

  private ExitCode end(
      String result, String run, Plan plan, List<Done> done, Streams streams, ExitCode code) {
    if (options.wantsJson()) {
      JsonMaint.write(result, run, plan, done, streams.out());
    }
    return code;
  }

  private static String run(Instant now) {
    return RUN.format(now) + "-%04x".formatted(ThreadLocalRandom.current().nextInt(1 << 16));
  }

  private String who() {
    String user = System.getProperty("user.name", "unknown");
    String caller = environment.getOrDefault("SUDO_USER", "");
    return caller.isEmpty() || caller.equals(user) ? user : user + " (" + caller + ")";
  }
}
