package org.haproxydoctor.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.haproxydoctor.ExitCode;
import org.haproxydoctor.causes.CauseLibrary;
import org.haproxydoctor.cli.Diagnosing.Made;
import org.haproxydoctor.cli.Diagnosing.Question;
import org.haproxydoctor.diagnose.Diagnosis;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.diagnose.rules.Catalog;
import org.haproxydoctor.guide.Event;
import org.haproxydoctor.guide.Event.Answer;
import org.haproxydoctor.guide.RunFile;
import org.haproxydoctor.mitigate.Journal;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.observe.Collector;
import org.haproxydoctor.report.Page;
import org.haproxydoctor.report.TextCause;
import org.haproxydoctor.report.TextDiagnosis;
import org.haproxydoctor.report.WayOutLines;
import picocli.CommandLine.Model.CommandSpec;

/// One walk: the diagnosis, then offer after offer, and the verification at its end.
public final class GuidedWalk {
  private final Means means;
  private final Question question;
  private final boolean whole;
  private final RunFile file;
  private final CommandSpec spec;
  private final Page page;
  private final Page err;
  private final ActionSteps actions;
  private boolean isKept = true;
  private boolean isRecovered;
  private Status status = Status.UNKNOWN;
  private Optional<Offer> jumpedTo = Optional.empty();

  /// What a walk works with.
  public record Means(
      CommonOptions options,
      Screen screen,
      Keyboard keyboard,
      Diagnosing diagnosing,
      StateChange change,
      Looking looking) {}

  GuidedWalk(Means means, Question question, boolean whole, RunFile file, CommandSpec spec) {
    this.means = means;
    this.question = question;
    this.whole = whole;
    this.file = file;
    this.spec = spec;
    this.page = means.screen().out(spec.commandLine().getOut(), means.options());
    this.actions = new ActionSteps(means.change());
    this.err = means.screen().err(spec.commandLine().getErr(), means.options());
  }

  /// @return the exit status: that of the last diagnosis
  int run(Collector looks, Deadline deadline) {
    Made made = means.diagnosing().make(looks, question, deadline, page, true);
    Diagnosis diagnosis = made.report().diagnosis();
    if (diagnosis.status() != Status.OK) {
      made.lines().showAll();
    }
    TextDiagnosis.writeCauses(made.report(), page);
    keep(diagnosed(made));
    List<Offer> offers = Offer.of(made, Diagnosing.variables(question.target()), whole);
    boolean isNothing =
        !whole && diagnosis.status() == Status.OK && offers.stream().noneMatch(Offer::isWayOut);
    Status last = isNothing ? diagnosis.status() : offerInterruptibly(made, offers);
    page.end();
    if (isKept) {
      page.paragraph("Transcript: ", "  ", file.transcript().toString());
    }
    if (isNothing) {
      keep(new Event.Ended(Instant.now(), true));
    }
    return ExitCode.of(last).value();
  }

  /// Whoever is interrupted has to be told how to go on.
  private Status offerInterruptibly(Made made, List<Offer> offers) {
    Thread farewell = new Thread(() -> err.end().line(goOn()));
    Runtime.getRuntime().addShutdownHook(farewell);
    Status last = offer(made, offers);
    Runtime.getRuntime().removeShutdownHook(farewell);
    return last;
  }

  private String goOn() {
    return "Stopped. Go on with: haproxy-doctor runbook resume " + file.id();
  }

  /// @return the status of the last diagnosis
  private Status offer(Made made, List<Offer> offers) {
    status = made.report().diagnosis().status();
    int at = 0;
    while (at < offers.size()) {
      Offer offer = offers.get(at);
      if (isAnswered(offer)) {
        at++;
        continue;
      }
      show(offer, at, offers.size());
      OptionalInt next = next(made, offers, at);
      if (next.isEmpty()) {
        return stopped();
      }
      at = next.getAsInt();
    }
    if (!isRecovered) {
      return stopped();
    }
    keep(new Event.Ended(Instant.now(), true));
    return status;
  }

  /// Asks until it is clear which offer comes next.
  ///
  /// @return its index; empty when the person leaves
  private OptionalInt next(Made made, List<Offer> offers, int at) {
    Optional<String> line = asked();
    while (line.isPresent()) {
      Optional<Reply> reply = Reply.of(line.get());
      if (reply.isPresent()) {
        OptionalInt next = next(reply.get(), made, offers, at);
        if (next.isPresent() || reply.get().key() == Reply.Key.QUIT) {
          return next;
        }
      }
      line = asked();
    }
    return OptionalInt.empty();
  }

  /// @return empty to ask again, or to leave
  private OptionalInt next(Reply reply, Made made, List<Offer> offers, int at) {
    return switch (reply.key()) {
      case QUIT -> OptionalInt.empty();
      case EXPLAIN -> {
        explain(offers.get(at));
        yield OptionalInt.empty();
      }
      case NOTE -> {
        note(reply.rest());
        yield OptionalInt.empty();
      }
      case JUMP -> jump(reply.rest(), offers);
      case CONTINUE, SKIP, HAND ->
          switch (offers.get(at)) {
            case Offer.Taking step -> taken(step, reply.key(), at);
            case Offer.Verifying _ ->
                reply.key() == Reply.Key.SKIP || isRecovered(made)
                    ? OptionalInt.of(at + 1)
                    : OptionalInt.empty();
          };
    };
  }

  private OptionalInt taken(Offer.Taking step, Reply.Key key, int at) {
    Answer answer = answer(step, key);
    keep(new Event.Answered(Instant.now(), step.key(), step.title(), answer));
    return answer.isSettled() ? OptionalInt.of(at + 1) : OptionalInt.empty();
  }

  private OptionalInt jump(String name, List<Offer> offers) {
    String wanted = name.strip();
    OptionalInt found =
        IntStream.range(0, offers.size())
            .filter(i -> wanted.equals("" + (i + 1)) || offers.get(i).id().equalsIgnoreCase(wanted))
            .findFirst();
    if (found.isEmpty()) {
      page.line("There is no such step; say its number or id, such as `j 1` or `j V`.");
    } else {
      jumpedTo = Optional.of(offers.get(found.getAsInt()));
    }
    return found;
  }

  private boolean isRecovered(Made made) {
    Verification.Result result = new Verification(means, question, made, spec).take(page, err);
    status = result.status();
    isRecovered = result.isRecovered();
    keep(new Event.Waited(Instant.now(), result.says(), isRecovered));
    if (!isRecovered) {
      page.paragraph("Not recovered: ", "  ", result.says() + ".");
      page.line("c waits again, j N goes back to a step, q stops here.");
    }
    return isRecovered;
  }

  /// What was settled before is passed over, and said, unless somebody goes back to it.
  private boolean isAnswered(Offer offer) {
    if (jumpedTo.filter(offer::equals).isPresent()) {
      jumpedTo = Optional.empty();
      return false;
    }
    Optional<Answer> before =
        offer instanceof Offer.Taking step ? file.answer(step.key()) : Optional.empty();
    before
        .filter(Answer::isSettled)
        .ifPresent(a -> page.line(offer.id() + "  " + offer.title() + ": " + a.words()));
    return before.filter(Answer::isSettled).isPresent();
  }

  private void show(Offer offer, int at, int all) {
    page.end();
    page.text("Step " + (at + 1) + " of " + all + "  ").line(Page.Style.STRONG, offer.title());
    if (offer instanceof Offer.Taking step) {
      page.line(Page.Style.FAINT, "  [" + step.way().runbook() + " " + step.id() + "]");
      step.finding()
          .ifPresent(f -> page.paragraph("  Why: ", "    ", f.cause().id() + ": " + f.summary()));
      WayOutLines.write(step.way(), page);
      step.way().actions().stream()
          .flatMap(a -> ActionSteps.command(a).stream())
          .forEach(c -> page.line("    c shows the plan of `" + c + "` and asks."));
    } else {
      page.paragraph(
          "  ",
          "Waits until each server's check has passed, then diagnoses once more. c begins;"
              + " Ctrl-C stops waiting.");
    }
  }

  private Optional<String> asked() {
    means.keyboard().forget();
    err.line(Page.Style.FAINT, Reply.KEYS).text("? ").show();
    return means.keyboard().line();
  }

  private Answer answer(Offer.Taking step, Reply.Key key) {
    return switch (key) {
      case HAND -> Answer.BY_HAND;
      case CONTINUE -> step.isAction() ? actions.take(step, page, spec) : Answer.READ;
      default -> Answer.SKIPPED;
    };
  }

  private void explain(Offer offer) {
    Optional<String> cause =
        offer instanceof Offer.Taking step
            ? step.finding().map(f -> f.cause().id()).filter(Catalog.ids()::contains)
            : Optional.empty();
    cause.ifPresentOrElse(
        id -> TextCause.write(CauseLibrary.entry(id), page),
        () -> page.line("There is no more to say than stands above."));
  }

  private void note(String text) {
    if (text.isBlank()) {
      page.line("A note is written behind the key: n TEXT");
    } else {
      keep(new Event.Noted(Instant.now(), text));
    }
  }

  private Status stopped() {
    keep(new Event.Ended(Instant.now(), false));
    page.end();
    if (isKept) {
      page.line(goOn());
    }
    return status;
  }

  private static Event diagnosed(Made made) {
    List<String> steps = new ArrayList<>();
    made.report()
        .steps()
        .forEach(
            s -> steps.add(s.id() + " " + s.word().text() + ": " + s.title() + " " + s.says()));
    Diagnosis diagnosis = made.report().diagnosis();
    return new Event.Diagnosed(
        Instant.now(),
        made.walked().id(),
        diagnosis.status().name(),
        steps,
        diagnosis.findings().stream().map(f -> f.cause().id() + ": " + f.summary()).toList());
  }

  /// Nobody is left alone with an outage because a disk is full.
  void keep(Event event) {
    if (!isKept) {
      return;
    }
    try {
      file.add(event);
    } catch (IOException e) {
      isKept = false;
      err.line(Page.Style.WARN, "This walk is not recorded: " + Journal.why(e));
    }
  }
}
