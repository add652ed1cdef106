package org.haproxydoctor;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.cli.CommonOptions;
import org.haproxydoctor.cli.Output;
import org.haproxydoctor.cli.WrongWordException;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.NearNames;
import org.haproxydoctor.report.JsonFailure;
import org.haproxydoctor.report.Printable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says what went wrong in one sentence with the way out; stack traces only with `--debug`.
final class FailureHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final CommonOptions options;
  private final PrintWriter out;
  private final PrintWriter err;

  FailureHandler(CommonOptions options, PrintWriter out, PrintWriter err) {
    this.options = options;
    this.out = out;
    this.err = err;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult parseResult) {
    boolean json = options.output() == Output.JSON;
    if (failure instanceof CannotLookException cannot) {
      return report(json, cannot.what(), cannot.hint(), ExitCode.UNKNOWN);
    }
    return defect(failure, json, options.debug());
  }

  /// Reports what no command foresaw.
  int defect(Throwable failure, List<String> args) {
    return defect(failure, AskedForJson.by(args), args.contains("--debug"));
  }

  private int defect(Throwable failure, boolean json, boolean debug) {
    if (debug) {
      failure.printStackTrace(err);
    }
    return report(
        json,
        "a defect of haproxy-doctor: " + causes(failure),
        debug ? "report what it printed" : "run again with --debug and report what it prints",
        ExitCode.DEFECT);
  }

  private static String causes(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure.toString() : failure + ", from " + cause;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    String see = "see " + command.getCommandSpec().qualifiedName() + " --help for what it takes";
    Optional<String> meant = Optional.empty();
    String what = oneLine(failure);
    if (failure instanceof WrongWordException wrong) {
      meant = wrong.question();
      see = wrong.see();
    } else if (failure instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst();
      if (unmatched.isUnknownOption()) {
        meant =
            NearNames.question(word.split("=")[0], command.getCommandSpec().optionsMap().keySet());
      } else if (command.getSubcommands().isEmpty()) {
        what = "'" + word + "' is one word too many";
      } else {
        what = "there is no command '" + word + "'";
        meant = NearNames.question(word, command.getSubcommands().keySet());
      }
    }
    return report(
        AskedForJson.by(List.of(args)),
        what,
        meant.map(m -> m + " Otherwise ").orElse("") + see,
        ExitCode.USAGE);
  }

  private static String oneLine(ParameterException failure) {
    String first = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    return first.startsWith("Error: ") ? first.substring("Error: ".length()) : first;
  }

  /// With `--output json` the sentence goes to stdout too, as the one document the caller waits
  /// for.
  private int report(boolean json, String what, String hint, ExitCode code) {
    err.println(
        Printable.line("haproxy-doctor: " + ended(what))
            + System.lineSeparator()
            + Printable.line(ended(capitalised(hint))));
    err.flush();
    if (json) {
      new JsonFailure(what, hint).writeTo(out);
    }
    return code.value();
  }

  private static String ended(String sentence) {
    return sentence.endsWith("?") ? sentence : sentence + ".";
  }

  private static String capitalised(String sentence) {
    return sentence.isEmpty()
        ? sentence
        : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
