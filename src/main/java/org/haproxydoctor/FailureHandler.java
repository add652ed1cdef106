package org.haproxydoctor;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import org.haproxydoctor.model.CannotLookException;
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

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult parseResult) {
    List<String> args = parseResult.originalArgs();
    if (failure instanceof CannotLookException cannot) {
      return report(command, args, cannot.what(), cannot.hint(), ExitCode.UNKNOWN);
    }
    if (args.contains("--debug")) {
      failure.printStackTrace(command.getErr());
    }
    return report(
        command,
        args,
        "a defect of haproxy-doctor: " + failure,
        "run again with --debug and report what it prints",
        ExitCode.DEFECT);
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    String hint = "see " + command.getCommandSpec().qualifiedName() + " --help for what it takes";
    List<String> near =
        failure instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    if (!near.isEmpty()) {
      hint = "did you mean " + String.join(" or ", near) + "? Otherwise " + hint;
    }
    return report(command, Arrays.asList(args), oneLine(failure), hint, ExitCode.USAGE);
  }

  private static String oneLine(ParameterException failure) {
    String message = String.valueOf(failure.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  /// With `--output json` the sentence goes to stdout too, as the one document the caller waits
  /// for.
  private static int report(
      CommandLine command, List<String> args, String what, String hint, ExitCode code) {
    PrintWriter err = command.getErr();
    err.println(
        Printable.line("haproxy-doctor: " + ended(what))
            + System.lineSeparator()
            + Printable.line(ended(capitalised(hint))));
    err.flush();
    if (wantsJson(args)) {
      new JsonFailure(what, hint).writeTo(command.getOut());
      command.getOut().flush();
    }
    return code.value();
  }

  private static boolean wantsJson(List<String> args) {
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      boolean next = i + 1 < args.size() && args.get(i + 1).equals("json");
      if (arg.equals("--output=json")
          || arg.equals("-o=json")
          || arg.equals("-ojson")
          || (next && (arg.equals("--output") || arg.equals("-o")))) {
        return true;
      }
    }
    return false;
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
