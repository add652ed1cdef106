package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Locale;
import org.haproxydoctor.diagnose.Rule;
import org.junit.jupiter.api.Test;

class CatalogTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.haproxydoctor.diagnose");

  @Test
  void causes_are_sorted_and_unique() {
    List<String> ids = Catalog.rules().stream().map(r -> r.cause().id()).toList();
    assertThat(ids).isSorted().doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(26);
  }

  @Test
  void every_rule_is_in_the_catalogue() {
    List<String> written =
        CLASSES.stream()
            .filter(c -> c.isAssignableTo(Rule.class) && !c.isInterface())
            .map(JavaClass::getSimpleName)
            .toList();
    assertThat(Catalog.rules())
        .extracting(r -> r.getClass().getSimpleName())
        .containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void a_cause_is_called_like_its_rule() {
    for (Rule rule : Catalog.rules()) {
      assertThat(rule.cause().id()).isEqualTo(kebab(rule.getClass().getSimpleName()));
    }
  }

  @Test
  void rules_do_not_use_one_another() {
    for (JavaClass rule : CLASSES) {
      if (rule.isAssignableTo(Rule.class) && !rule.isInterface()) {
        assertThat(rule.getDirectDependenciesFromSelf())
            .extracting(d -> d.getTargetClass())
            .noneMatch(c -> c.isAssignableTo(Rule.class) && !c.isInterface() && !c.equals(rule));
      }
    }
  }

  private static String kebab(String camel) {
    return camel
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
