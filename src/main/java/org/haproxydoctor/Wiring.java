package org.haproxydoctor;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.haproxydoctor.cli.Changing;
import org.haproxydoctor.cli.CommonOptions;
import org.haproxydoctor.cli.CompleteCommand;
import org.haproxydoctor.cli.CompletionCommand;
import org.haproxydoctor.cli.Consent;
import org.haproxydoctor.cli.DiagnoseCommand;
import org.haproxydoctor.cli.Diagnosing;
import org.haproxydoctor.cli.DrillCommand;
import org.haproxydoctor.cli.DrillListCommand;
import org.haproxydoctor.cli.DrillRunCommand;
import org.haproxydoctor.cli.Durations;
import org.haproxydoctor.cli.ExplainCommand;
import org.haproxydoctor.cli.Guide;
import org.haproxydoctor.cli.GuidedWalk;
import org.haproxydoctor.cli.HaproxyDoctorCommand;
import org.haproxydoctor.cli.Keyboard;
import org.haproxydoctor.cli.Looking;
import org.haproxydoctor.cli.MaintCommand;
import org.haproxydoctor.cli.MaintDrainCommand;
import org.haproxydoctor.cli.MaintHistoryCommand;
import org.haproxydoctor.cli.MaintRollingCommand;
import org.haproxydoctor.cli.MaintStateCommand;
import org.haproxydoctor.cli.MaintUndoCommand;
import org.haproxydoctor.cli.NamespaceEntry;
import org.haproxydoctor.cli.Netns;
import org.haproxydoctor.cli.Output;
import org.haproxydoctor.cli.ProbeCommand;
import org.haproxydoctor.cli.RollingChange;
import org.haproxydoctor.cli.RunbookCommand;
import org.haproxydoctor.cli.RunbookLintCommand;
import org.haproxydoctor.cli.RunbookListCommand;
import org.haproxydoctor.cli.RunbookResumeCommand;
import org.haproxydoctor.cli.RunbookRunCommand;
import org.haproxydoctor.cli.RunbookShowCommand;
import org.haproxydoctor.cli.Screen;
import org.haproxydoctor.cli.ShellCommand;
import org.haproxydoctor.cli.StatCommand;
import org.haproxydoctor.cli.StateChange;
import org.haproxydoctor.cli.Words;
import org.haproxydoctor.diagnose.Diagnoser;
import org.haproxydoctor.diagnose.rules.Catalog;
import org.haproxydoctor.lab.DrillCatalog;
import org.haproxydoctor.lab.Launcher;
import org.haproxydoctor.model.AdminState;
import org.haproxydoctor.observe.Listed;
import org.haproxydoctor.observe.SortKey;
import org.haproxydoctor.observe.StateWord;
import org.haproxydoctor.runbook.RunbookLibrary;
import picocli.CommandLine;

/// Builds the command line and gives every command what it works with: plain constructors, no
/// container.
final class Wiring {
  private static final List<String> COMMANDS =
      List.of("diagnose", "stat", "probe", "maint", "explain", "drill", "runbook", "shell");

  /// Of the shells, not of people.
  private static final List<String> QUIET = List.of("completion", "__complete");

  private final Map<String, String> environment;
  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Path home = Path.of(System.getProperty("haproxydoctor.home", ""));
  private final Screen screen;
  private final CommonOptions options = new CommonOptions();
  private final FailureHandler failures;
  private List<String> arguments = List.of();

  /// For one run: picocli keeps the values of a command line.
  ///
  /// @param environment the process's environment variables
  Wiring(Map<String, String> environment, InputStream in, PrintWriter out, PrintWriter err) {
    this.environment = Map.copyOf(environment);
    this.in = in;
    this.out = out;
    this.err = err;
    this.screen = new Screen(this.environment, System.getProperty("haproxydoctor.terminals", ""));
    this.failures = new FailureHandler(options, out, err);
  }

  /// Runs one command line.
  ///
  /// @return the exit status
  int run(String... args) {
    // Reading the annotations of every command would double the time until the first is known.
    boolean session = args.length == 0 && screen.isSession();
    arguments = session ? List.of("shell") : List.of(args);
    boolean named = !arguments.isEmpty() && all().contains(arguments.getFirst());
    try {
      return commandLine(named ? List.of(arguments.getFirst()) : all())
          .execute(arguments.toArray(String[]::new));
    } catch (RuntimeException | Error unforeseen) {
      return failures.defect(unforeseen, List.of(args));
    }
  }

  /// @return the whole command line, with every command
  CommandLine commandLine() {
    return commandLine(all());
  }

  private static List<String> all() {
    return Stream.concat(COMMANDS.stream(), QUIET.stream()).toList();
  }

  private CommandLine commandLine(List<String> names) {
    CommandLine line = new CommandLine(new HaproxyDoctorCommand(options));
    names.forEach(name -> line.addSubcommand(command(name)));
    return line.registerConverter(Duration.class, new Durations())
        .registerConverter(MaintDrainCommand.Then.class, new Words<>(MaintDrainCommand.Then.class))
        .registerConverter(
            CompletionCommand.Shell.class, new Words<>(CompletionCommand.Shell.class))
        .registerConverter(Netns.When.class, new Words<>(Netns.When.class))
        .registerConverter(Output.class, new Words<>(Output.class))
        .registerConverter(StateWord.class, new Words<>(StateWord.class))
        .registerConverter(Listed.Kind.class, new Words<>(Listed.Kind.class))
        .registerConverter(SortKey.class, new Words<>(SortKey.class))
        .setOut(out)
        .setErr(err)
        .setExecutionStrategy(new Execution(options))
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures)
        .setExpandAtFiles(false)
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setUsageHelpAutoWidth(false);
  }

  private CommandLine command(String name) {
    return switch (name) {
      case "diagnose" ->
          new CommandLine(new DiagnoseCommand(options, screen, entry(), diagnosing(), guide()));
      case "stat" -> new CommandLine(new StatCommand(options, screen, new Looking(environment)));
      case "probe" ->
          new CommandLine(new ProbeCommand(options, screen, new Looking(environment), entry()));
      case "explain" -> new CommandLine(new ExplainCommand(options, screen));
      case "maint" -> maint();
      case "drill" -> drill();
      case "runbook" -> runbook();
      case "shell" ->
          new CommandLine(new ShellCommand(options, screen, new Looking(environment), installed()));
      case "__complete" ->
          new CommandLine(new CompleteCommand(options, new Looking(environment), installed()));
      case "completion" -> new CommandLine(new CompletionCommand(home.resolve("completions")));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private ShellCommand.Installed installed() {
    return new ShellCommand.Installed(
        this::commandLine,
        this::runbooks,
        this::drills,
        () -> Launcher.in(home),
        changing(),
        () -> arguments.stream().filter(a -> !a.equals("shell")).toList());
  }

  private DrillCatalog drills() {
    return new DrillCatalog(home.resolve("drills"));
  }

  private Changing changing() {
    return new Changing(options, screen, consent(), environment);
  }

  private Consent consent() {
    return new Consent(screen, new Keyboard(in));
  }

  private NamespaceEntry entry() {
    return new NamespaceEntry(arguments, home, environment);
  }

  private Diagnosing diagnosing() {
    return new Diagnosing(
        options, new Looking(environment), this::runbooks, () -> new Diagnoser(Catalog.rules()));
  }

  private Guide guide() {
    Looking looking = new Looking(environment);
    Changing changing = changing();
    return new Guide(
        options,
        screen,
        changing,
        new GuidedWalk.Means(
            options,
            screen,
            new Keyboard(in),
            diagnosing(),
            new StateChange(options, looking, changing),
            looking));
  }

  private CommandLine drill() {
    Supplier<DrillCatalog> drills = this::drills;
    Supplier<Launcher> launcher = () -> Launcher.in(home);
    String searchPath = environment.getOrDefault("PATH", "");
    return new CommandLine(new DrillCommand())
        .addSubcommand(new DrillListCommand(options, screen, drills))
        .addSubcommand(new DrillRunCommand(options, screen, drills, launcher, searchPath));
  }

  private static CommandLine described(Object command, String does) {
    CommandLine line = new CommandLine(command);
    line.getCommandSpec().usageMessage().description(does);
    return line;
  }

  private CommandLine maint() {
    Consent consent = consent();
    Changing changing = changing();
    CommandLine maint = new CommandLine(new MaintCommand());
    StateChange change = new StateChange(options, new Looking(environment), changing);
    maint.addSubcommand(new MaintDrainCommand(change));
    maint.addSubcommand(
        "maint",
        described(
            new MaintStateCommand(AdminState.MAINT, change),
            "Takes servers out: no traffic and no health checks; connections that exist stay."));
    maint.addSubcommand(
        "ready",
        described(
            new MaintStateCommand(AdminState.READY, change),
            "Brings servers back, unless their own health check, repeated from here, fails."));
    maint.addSubcommand(
        new MaintRollingCommand(new RollingChange(options, screen, change, changing, consent)));
    return maint
        .addSubcommand(new MaintUndoCommand(options, changing))
        .addSubcommand(new MaintHistoryCommand(options, screen, changing));
  }

  private CommandLine runbook() {
    return new CommandLine(new RunbookCommand())
        .addSubcommand(new RunbookListCommand(options, screen, this::runbooks))
        .addSubcommand(new RunbookShowCommand(options, screen, this::runbooks))
        .addSubcommand(new RunbookLintCommand(options, screen, this::runbooks))
        .addSubcommand(new RunbookRunCommand(options, entry(), diagnosing(), guide()))
        .addSubcommand(new RunbookResumeCommand(options, entry(), diagnosing(), guide()));
  }

  private RunbookLibrary runbooks() {
    return new RunbookLibrary(List.of(home.resolve("runbooks")), Catalog.ids());
  }
}
