package org.haproxydoctor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the table of ARCHITECTURE.md: which package may use which, and which library may appear
/// where.
class ArchitectureTest {
  private static final String ROOT = "org.haproxydoctor";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /// Package to the packages it may use besides itself; `model` is open to everyone.
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("model", List.of()),
          Map.entry("causes", List.of()),
          Map.entry("config", List.of()),
          Map.entry("logs", List.of()),
          Map.entry("probe", List.of()),
          Map.entry("runtimeapi", List.of()),
          Map.entry("mitigate", List.of("runtimeapi")),
          Map.entry("observe", List.of("config", "logs", "probe", "runtimeapi")),
          Map.entry("diagnose", List.of("observe")),
          Map.entry("runbook", List.of("observe", "diagnose")),
          Map.entry("report", List.of("causes", "mitigate", "observe", "diagnose", "runbook")),
          Map.entry("lab", List.of("runtimeapi")),
          Map.entry("guide", List.of("mitigate", "report")),
          Map.entry("shell", List.of()));

  /// Library to the packages it may appear in.
  private static final Map<String, List<String>> LIBRARIES =
      Map.of(
          "picocli", List.of("", "cli", "shell"),
          "org.jline", List.of("shell"),
          "org.newsclub", List.of("runtimeapi"),
          "org.apache.commons.csv", List.of("report"),
          "com.fasterxml.jackson", List.of("report", "probe", "mitigate"),
          "org.snakeyaml", List.of("runbook", "lab"),
          "org.commonmark", List.of("runbook"),
          "org.xbill", List.of("probe"));

  @Test
  void packages_use_only_what_the_table_allows() {
    MAY_USE.forEach((name, others) -> {
      String[] forbidden =
          Stream.concat(MAY_USE.keySet().stream(), Stream.of("cli"))
              .filter(p -> !p.equals(name) && !p.equals("model") && !others.contains(p))
              .map(p -> ROOT + "." + p + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(ROOT + "." + name + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(forbidden)
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage(ROOT)
          .allowEmptyShould(true)
          .check(MAIN);
    });
  }

  @Test
  void libraries_stay_in_their_packages() {
    LIBRARIES.forEach((library, packages) -> {
      String[] allowed =
          packages.stream()
              .map(p -> p.isEmpty() ? ROOT : ROOT + "." + p + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideOutsideOfPackages(allowed)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(library + "..")
          .check(MAIN);
    });
  }

  @Test
  void the_command_line_reads_no_wire_format() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".runtimeapi..", ROOT + ".probe..")
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void rules_do_no_io_and_read_no_clock() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".diagnose..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.nio..", "java.net..")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .check(MAIN);
  }

  @Test
  void nobody_prints_to_the_standard_streams() {
    GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(
        MAIN.that(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "not Main", c -> !c.getName().equals(ROOT + ".Main"))));
  }

  @Test
  void types_are_final_records_enums_or_interfaces() {
    classes()
        .that()
        .areTopLevelClasses()
        .and()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAssignableTo(Throwable.class)
        .should()
        .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
        .orShould()
        .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT)
        .check(MAIN);
  }

  @Test
  void files_stay_small() throws Exception {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<String> large =
          files
              .filter(f -> f.toString().endsWith(".java"))
              .filter(f -> lines(f) >= 300)
              .map(Path::toString)
              .toList();
      assertThat(large).as("files of 300 lines or more").isEmpty();
    }
  }

  @Test
  void names_say_what_a_type_is() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .check(MAIN);
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
