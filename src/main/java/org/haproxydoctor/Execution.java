package org.haproxydoctor;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.haproxydoctor.cli.CommonOptions;
import org.haproxydoctor.cli.Output;
import org.haproxydoctor.report.JsonText;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Runs a parsed command line in the form asked for: help as a document too where documents are
/// wanted, and no command in a form it does not know.
final class Execution implements IExecutionStrategy {
  private final CommonOptions options;

  Execution(CommonOptions options) {
    this.options = options;
  }

  @Override
  public int execute(ParseResult parsed) {
    return helped(parsed) ? ExitCode.OK.value() : run(parsed);
  }

  private boolean helped(ParseResult parsed) {
    CommandLine line = parsed.commandSpec().commandLine();
    PrintWriter out = line.getOut();
    StringWriter text = new StringWriter();
    line.setOut(new PrintWriter(text));
    boolean helped = CommandLine.executeHelpRequest(parsed) != null;
    line.setOut(out);
    if (helped && options.output() == Output.JSON) {
      new JsonText(text.toString()).writeTo(out);
    } else {
      out.print(text);
    }
    return helped;
  }

  private int run(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    Output output = options.output();
    boolean offered =
        last.commandSpec().userObject() instanceof Output.Offer some
            ? some.offers(output)
            : output != Output.CSV;
    if (!offered) {
      throw new ParameterException(
          last.commandSpec().commandLine(),
          last.commandSpec().name() + " has no --output " + output);
    }
    return new CommandLine.RunLast().execute(parsed);
  }
}
