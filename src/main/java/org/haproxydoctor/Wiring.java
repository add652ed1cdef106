package org.haproxydoctor;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.haproxydoctor.cli.CommonOptions;
import org.haproxydoctor.cli.DiagnoseCommand;
import org.haproxydoctor.cli.DrillCommand;
import org.haproxydoctor.cli.DrillListCommand;
import org.haproxydoctor.cli.DrillRunCommand;
import org.haproxydoctor.cli.Durations;
import org.haproxydoctor.cli.HaproxyDoctorCommand;
import org.haproxydoctor.cli.Looking;
import org.haproxydoctor.cli.ProbeCommand;
import org.haproxydoctor.cli.RunbookCommand;
import org.haproxydoctor.cli.RunbookLintCommand;
import org.haproxydoctor.cli.RunbookListCommand;
import org.haproxydoctor.cli.RunbookShowCommand;
import org.haproxydoctor.cli.Screen;
import org.haproxydoctor.cli.StatCommand;
import org.haproxydoctor.cli.VersionProvider;
import org.haproxydoctor.cli.Words;
import org.haproxydoctor.diagnose.Diagnoser;
import org.haproxydoctor.diagnose.rules.Catalog;
import org.haproxydoctor.lab.DrillCatalog;
import org.haproxydoctor.lab.Launcher;
import org.haproxydoctor.observe.Listed;
import org.haproxydoctor.observe.SortKey;
import org.haproxydoctor.observe.StateWord;
import org.haproxydoctor.runbook.RunbookLibrary;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/// Builds the command line and gives every command what it works with: plain constructors, no
/// container.
final class Wiring {
  private final Map<String, String> environment;
  private final Path home = Path.of(System.getProperty("haproxydoctor.home", ""));
  private final Screen screen;

  /// @param environment the process's environment variables
  Wiring(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    this.screen = new Screen(this.environment, System.getProperty("haproxydoctor.terminals", ""));
  }

  /// Makes a fresh command line; commands are not reused, because picocli keeps values between
  /// runs.
  CommandLine commandLine(PrintWriter out, PrintWriter err) {
    CommonOptions options = new CommonOptions();
    Supplier<DrillCatalog> drills = () -> new DrillCatalog(home.resolve("drills"));
    Supplier<Launcher> launcher = () -> Launcher.in(home);
    String searchPath = environment.getOrDefault("PATH", "");
    Looking looking = new Looking(environment);
    Supplier<RunbookLibrary> runbooks =
        () -> new RunbookLibrary(List.of(home.resolve("runbooks")), Catalog.ids());
    Supplier<Diagnoser> diagnoser = () -> new Diagnoser(Catalog.rules());
    Map<Class<?>, Supplier<?>> makers =
        Map.of(
            VersionProvider.class,
            VersionProvider::new,
            DrillListCommand.class,
            () -> new DrillListCommand(options, screen, drills),
            DrillRunCommand.class,
            () -> new DrillRunCommand(options, screen, drills, launcher, searchPath),
            RunbookListCommand.class,
            () -> new RunbookListCommand(options, screen, runbooks),
            RunbookShowCommand.class,
            () -> new RunbookShowCommand(options, screen, runbooks),
            RunbookLintCommand.class,
            () -> new RunbookLintCommand(options, screen, runbooks));
    IFactory factory = new Factory(makers);
    FailureHandler failures = new FailureHandler();
    CommandLine line = new CommandLine(new HaproxyDoctorCommand(options), factory);
    line.addSubcommand(
        new CommandLine(
            new DiagnoseCommand(options, screen, looking, runbooks, diagnoser), factory));
    line.addSubcommand(new CommandLine(new StatCommand(options, screen, looking), factory));
    line.addSubcommand(new CommandLine(new ProbeCommand(options, screen, looking), factory));
    line.addSubcommand(new CommandLine(new DrillCommand(), factory));
    line.addSubcommand(new CommandLine(new RunbookCommand(), factory));
    return line.registerConverter(Duration.class, new Durations())
        .registerConverter(StateWord.class, new Words<>(StateWord.class))
        .registerConverter(Listed.Kind.class, new Words<>(Listed.Kind.class))
        .registerConverter(SortKey.class, new Words<>(SortKey.class))
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures)
        .setUsageHelpAutoWidth(false);
  }

  /// Makes the classes that picocli asks for by the constructors given here.
  private record Factory(Map<Class<?>, Supplier<?>> makers) implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      Supplier<?> maker = makers.get(type);
      return maker == null ? CommandLine.defaultFactory().create(type) : type.cast(maker.get());
    }
  }
}
