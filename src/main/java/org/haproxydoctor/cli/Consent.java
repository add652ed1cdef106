package org.haproxydoctor.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.haproxydoctor.mitigate.BackendEffect;
import org.haproxydoctor.mitigate.Draining;
import org.haproxydoctor.mitigate.Plan;
import org.haproxydoctor.mitigate.Refusal;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.report.Page;

/// Whether a change is wanted: an explicit yes to that very change, or no.
public final class Consent {
  private static final Set<String> YES = Set.of("y", "yes");

  private final Screen screen;
  private final Keyboard keyboard;

  public Consent(Screen screen, Keyboard keyboard) {
    this.screen = screen;
    this.keyboard = keyboard;
  }

  /// @param yesTo the servers named by `--yes-to`
  /// @param err where a person is asked
  /// @return nothing for yes; else what was missing
  List<Refusal> missing(Plan plan, Set<ServerRef> yesTo, Page err) {
    List<ServerRef> open =
        plan.changes().stream().map(c -> c.server()).filter(s -> !yesTo.contains(s)).toList();
    if (open.isEmpty()) {
      return List.of();
    }
    if (!screen.isConversation()) {
      return open.stream()
          .map(s ->
              new Refusal(
                  s.toString(),
                  "nobody is there to say yes",
                  "without a terminal, say it with --yes-to " + s))
          .toList();
    }
    return isTyped(plan, err)
        ? List.of()
        : List.of(
            new Refusal("not agreed to", "nothing was sent", "run it again when it is wanted"));
  }

  /// @return whether somebody says that the work on a server is done
  boolean isDone(ServerRef server, Page err) {
    if (!screen.isConversation()) {
      return false;
    }
    keyboard.forget();
    err.text(server + " is out. Do the work; is it done? [y/N] ").show();
    return isYes();
  }

  /// What becomes of drained servers whose sessions nobody wants to wait for.
  enum Broken {
    /// They stay drained, and recorded.
    LEAVE,
    /// Back to the state before.
    BACK,
    /// Waiting goes on.
    WAIT
  }

  /// @return LEAVE for anything but another answer by name
  Broken afterCtrlC(Draining.Left left, Page err) {
    keyboard.forget();
    err.line(left.says() + "; the drain is done and recorded.");
    err.text("Leave it drained (Enter), go back to the state before, or wait on? [L/back/wait] ")
        .show();
    return keyboard
        .line()
        .map(l -> l.strip().toLowerCase(Locale.ROOT))
        .map(l ->
            switch (l) {
              case "b", "back" -> Broken.BACK;
              case "w", "wait" -> Broken.WAIT;
              default -> Broken.LEAVE;
            })
        .orElse(Broken.LEAVE);
  }

  private boolean isYes() {
    return keyboard
        .line()
        .filter(l -> YES.contains(l.strip().toLowerCase(Locale.ROOT)))
        .isPresent();
  }

  private boolean isTyped(Plan plan, Page err) {
    keyboard.forget();
    int number = plan.changes().size();
    if (plan.isSevere()) {
      String name = named(plan);
      err.text(Page.Style.BAD, "Type " + name + " to do it, anything else to leave it: ").show();
      return keyboard.line().filter(l -> l.strip().equals(name)).isPresent();
    }
    err.text(number == 1 ? "Do it? [y/N] " : "Make these " + number + " changes? [y/N] ").show();
    return isYes();
  }

  /// The backend that suffers is what its operator should have in mind.
  private static String named(Plan plan) {
    return plan.effects().stream()
        .filter(e -> e.isOutage() || e.fallsBack())
        .sorted(Comparator.comparing(e -> !e.isOutage()))
        .map(BackendEffect::backend)
        .findFirst()
        .orElseThrow();
  }
}
