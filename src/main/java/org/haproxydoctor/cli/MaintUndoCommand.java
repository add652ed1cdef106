package org.haproxydoctor.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.haproxydoctor.mitigate.Haproxy;
import org.haproxydoctor.mitigate.History;
import org.haproxydoctor.mitigate.Net;
import org.haproxydoctor.mitigate.SocketHaproxy;
import org.haproxydoctor.model.CannotLookException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `maint undo`: back to the state that the journal recorded.
@Command(
    name = "undo",
    description =
        "Goes back to the state before a change. Refuses when somebody else has changed the server"
            + " meanwhile, or HAProxy was restarted.")
public final class MaintUndoCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "CHANGE",
      arity = "0..1",
      description = "As `maint history` names it. Default: what the last command changed.")
  @Nullable String change;

  @Mixin ChangeOptions wanted = new ChangeOptions();
  @Spec CommandSpec spec;

  private final CommonOptions options;
  private final Changing changing;

  public MaintUndoCommand(CommonOptions options, Changing changing) {
    this.options = options;
    this.changing = changing;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    List<Net> nets = nets();
    // The journal knows where it was sent.
    String socket =
        options.sockets.isEmpty() ? nets.getFirst().latest().socket() : options.sockets.getFirst();
    Haproxy haproxy = new SocketHaproxy(socket, options.timeout);
    try {
      Changing.Request request = WayBack.of(nets, haproxy, wanted.allowOutage(spec));
      return changing.end(changing.change(request, wanted, spec), spec);
    } catch (Haproxy.NoAnswerException e) {
      throw new CannotLookException(e.what(), "nothing was sent; try again when HAProxy answers");
    }
  }

  private List<Net> nets() {
    History history = changing.history();
    List<Net> nets = change == null ? history.last() : history.named(change);
    if (nets.isEmpty()) {
      throw new CannotLookException(
          change == null
              ? "there is no change to take back"
              : "there is no change '" + change + "' to take back",
          "`maint history` shows what was done");
    }
    return nets;
  }
}
