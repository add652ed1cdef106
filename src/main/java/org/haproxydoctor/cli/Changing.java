package org.haproxydoctor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.haproxydoctor.ExitCode;
import org.haproxydoctor.mitigate.Draining;
import org.haproxydoctor.mitigate.Entry;
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
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.report.ChangeReport;
import org.haproxydoctor.report.ChangeReport.Result;
import org.haproxydoctor.report.JsonMaint;
import org.haproxydoctor.report.Page;
import org.haproxydoctor.report.TextPlan;
import org.haproxydoctor.shell.CtrlC;
import picocli.CommandLine.Model.CommandSpec;

/// The one way from a plan to a change: shown, agreed to, carried out, reported.
public final class Changing {
  private static final DateTimeFormatter RUN =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// HAProxy shows a new state at once.
  private static final Duration VERIFYING = Duration.ofSeconds(3);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

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

  /// What is to be changed where.
  ///
  /// @param process the plan was made for
  /// @param undoes changes of the journal that are taken back, by server
  /// @param before what the same command did first: one undo takes back both
  record Request(
      Plan plan,
      Haproxy haproxy,
      ProcessIdentity process,
      Map<ServerRef, List<String>> undoes,
      Optional<ChangeReport> before) {
    static Request of(
        Plan plan, Haproxy haproxy, ProcessIdentity process, Map<ServerRef, List<String>> undoes) {
      return new Request(plan, haproxy, process, undoes, Optional.empty());
    }

    Request with(Plan other) {
      return new Request(other, haproxy, process, undoes, before);
    }

    /// @param first nothing to go on with when it sent nothing
    Request after(ChangeReport first) {
      return new Request(
          plan, haproxy, process, undoes, Optional.of(first).filter(f -> !f.run().isEmpty()));
    }
  }

  /// @throws CannotLookException when the journal cannot be read
  History history() {
    Journal journal = journal();
    try {
      return journal.read();
    } catch (IOException e) {
      throw new CannotLookException(
          "the journal of changes cannot be read: " + Journal.why(e),
          "look at the rights of the file");
    }
  }

  private Journal journal() {
    return new Journal(folder());
  }

  /// @return where what was done is kept
  Path folder() {
    return Journal.folder(environment, System.getProperty("user.home", ""));
  }

  /// Shows the plan and, when nothing is against it and somebody says yes, carries it out.
  ChangeReport change(Request request, ChangeOptions wanted, CommandSpec spec) {
    Plan plan = request.plan();
    Page page = screen.out(spec.commandLine().getOut(), options);
    if (!options.wantsJson() && !(options.quiet && plan.isEmpty())) {
      TextPlan.write(plan, page);
    }
    if (plan.isRefused()) {
      return ChangeReport.unsent(Result.REFUSED, plan);
    }
    if (plan.isEmpty()) {
      return ChangeReport.unsent(Result.ALREADY, plan);
    }
    if (wanted.dryRun) {
      if (!options.wantsJson()) {
        TextPlan.commands(plan, page);
      }
      return ChangeReport.unsent(Result.DRY_RUN, plan);
    }
    return isAgreedTo(plan, wanted.yesTo(spec), spec)
        ? carryOut(request, wanted, spec)
        : ChangeReport.unsent(Result.DECLINED, plan);
  }

  private boolean isAgreedTo(Plan plan, Set<ServerRef> yesTo, CommandSpec spec) {
    Page err = screen.err(spec.commandLine().getErr(), options);
    List<Refusal> missing = consent.missing(plan, yesTo, err);
    TextPlan.refusals(missing, err);
    return missing.isEmpty();
  }

  /// Carries out what somebody has said yes to.
  ChangeReport carryOut(Request request, ChangeOptions wanted, CommandSpec spec) {
    Page page = screen.out(spec.commandLine().getOut(), options);
    String run = request.before().map(ChangeReport::run).orElseGet(() -> run(Instant.now()));
    int made = request.before().map(b -> b.done().size()).orElse(0);
    List<Done> done =
        executor(request.haproxy(), run, made, wanted, spec)
            .carryOut(request.plan().changes(), request.process(), request.undoes());
    boolean all =
        done.size() == request.plan().changes().size() && done.stream().allMatch(Done::isVerified);
    if (!options.wantsJson()) {
      TextPlan.done(done, page);
      if (request.undoes().isEmpty()) {
        page.line("Back with: haproxy-doctor maint undo " + run);
      }
    }
    return new ChangeReport(
        all ? Result.DONE : Result.FAILED, run, request.plan(), done, Optional.empty());
  }

  /// How waiting for the sessions ended.
  ///
  /// @param goBack whether somebody wants the servers back where they were
  record Waited(Draining.Left left, boolean goBack) {}

  /// Waits until the servers have no session left. At a terminal Ctrl-C ends the waiting, not the
  /// program, and somebody says what becomes of the drained servers.
  Waited drained(Request request, List<ServerRef> servers, Duration longest, CommandSpec spec) {
    Deadline deadline = Deadline.in(longest);
    Page err = screen.err(spec.commandLine().getErr(), options);
    boolean watched = screen.isConversation() && !options.wantsJson() && !options.quiet;
    Draining.Left left;
    Consent.Broken broken;
    do {
      left =
          watched
              ? watch(request, servers, deadline, spec)
              : await(request, servers, deadline, _ -> {});
      // Also where nobody watches, an interrupt is no business of what comes next.
      broken =
          Thread.interrupted() && watched ? consent.afterCtrlC(left, err) : Consent.Broken.LEAVE;
    } while (broken == Consent.Broken.WAIT);
    if (!options.wantsJson()) {
      TextPlan.drained(left, screen.out(spec.commandLine().getOut(), options));
    }
    return new Waited(left, broken == Consent.Broken.BACK);
  }

  /// Takes back what a command has done that somebody broke off; it is not done then.
  ChangeReport takenBack(
      ChangeReport broken, Haproxy haproxy, ChangeOptions wanted, CommandSpec spec) {
    Page page = screen.out(spec.commandLine().getOut(), options);
    if (broken.done().isEmpty()) {
      page.line("There is nothing to go back to: the servers were drained before.");
      return broken;
    }
    Request back = WayBack.of(history().named(broken.run()), haproxy, wanted.allowOutage(spec));
    if (back.plan().isRefused()) {
      TextPlan.refusals(back.plan().refusals(), page);
      return broken;
    }
    List<Done> undone = carryOut(back, wanted, spec).done();
    return new ChangeReport(
        Result.FAILED,
        broken.run(),
        broken.plan(),
        Stream.concat(broken.done().stream(), undone.stream()).toList(),
        broken.left());
  }

  private Draining.Left watch(
      Request request, List<ServerRef> servers, Deadline deadline, CommandSpec spec) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("Waiting for the sessions to end; Ctrl-C stops waiting and asks");
    try (CtrlC _ = CtrlC.interrupts(Thread.currentThread())) {
      return await(
          request,
          servers,
          deadline,
          l -> {
            err.print("\r" + TextPlan.progress(l) + " ".repeat(10));
            err.flush();
          });
    } finally {
      err.print("\r" + " ".repeat(79) + "\r");
      err.flush();
    }
  }

  private static Draining.Left await(
      Request request, List<ServerRef> servers, Deadline deadline, Consumer<Draining.Left> told) {
    return new Draining(request.haproxy(), request.process(), BETWEEN_LOOKS)
        .await(servers, deadline.left(), told);
  }

  /// @return the exit status
  int end(ChangeReport report, CommandSpec spec) {
    if (options.wantsJson()) {
      JsonMaint.write(report, spec.commandLine().getOut());
    }
    return (report.result().isWell() ? ExitCode.OK : ExitCode.NOT_APPLIED).value();
  }

  /// @throws CannotLookException when the journal cannot be written
  void write(Entry entry) {
    try {
      journal().add(entry);
    } catch (IOException e) {
      throw new CannotLookException(
          "the journal of changes cannot be written: " + Journal.why(e),
          "make room for it, or set XDG_STATE_HOME to a place that is yours");
    }
  }

  /// @param run what its changes share in the journal
  /// @param made how many changes the journal has of it already
  Executor executor(Haproxy haproxy, String run, int made, ChangeOptions wanted, CommandSpec spec) {
    Author author = new Author(run, made, who(), Optional.ofNullable(wanted.reason));
    return new Executor(
        haproxy, journal(), author, Instant::now, wanted.allowOutage(spec), VERIFYING);
  }

  static String run(Instant now) {
    return RUN.format(now) + "-%04x".formatted(ThreadLocalRandom.current().nextInt(1 << 16));
  }

  /// @return the user of this host, and behind `sudo` the one who called it
  String who() {
    String user = System.getProperty("user.name", "unknown");
    String caller = environment.getOrDefault("SUDO_USER", "");
    return caller.isEmpty() || caller.equals(user) ? user : user + " (" + caller + ")";
  }
}
