package org.haproxydoctor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.HaproxyVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
  private final List<String> assumptions = new ArrayList<>();

  private boolean holds(String text, String version) {
    return Condition.holds(
        text, new Environment(Map.of("SET", "")), HaproxyVersion.parse(version), assumptions::add);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "``; false",
        "0; false",
        "1; true",
        "12; true",
        "true; true",
        "false; false",
        "defined(SET); true",
        "defined(UNSET); false",
        "!defined(UNSET); true",
        "streq(a,a); true",
        "streq(a,b); false",
        "streq(a,a ); false",
        "streq(a b, a b); false",
        "streq(,); true",
        "strneq(a,b); true",
        "streq(\"a\",'a'); true",
        "1 && 0; false",
        "0 && 1 || 1 && 1; true",
        "1 || 1 && 0; true",
        "(1 || 1) && 0; false",
        "!(1 && 0) && !0; true",
        "version_atleast(2.6); true",
        "version_atleast(2.6.12); true",
        "version_atleast(2.6.13); false",
        "version_atleast(2.7-dev1); false",
        "version_atleast(2.6-dev9); true",
        "version_before(2.7); true",
        "version_before(2.6.12); false",
      })
  void expressions_are_decided(String text, boolean expected) {
    assertThat(holds(text, "2.6.12-1+deb12u4")).isEqualTo(expected);
    assertThat(assumptions).isEmpty();
  }

  @Test
  void development_versions_come_before_their_release() {
    assertThat(holds("version_atleast(2.4)", "2.4-dev19")).isFalse();
    assertThat(holds("version_atleast(2.4-dev18)", "2.4-dev19")).isTrue();
    assertThat(holds("version_atleast(2.4-dev20)", "2.4.0")).isTrue();
  }

  @Test
  void what_only_the_binary_knows_is_assumed_and_said() {
    assertThat(holds("feature(OPENSSL)", "2.6")).isTrue();
    assertThat(holds("openssl_version_before(1.1.1)", "2.6")).isFalse();
    assertThat(assumptions)
        .containsExactly(
            "feature(OPENSSL) cannot be known here, taken as true",
            "openssl_version_before(1.1.1) cannot be known here, taken as false");
  }

  @Test
  void nothing_is_assumed_when_the_rest_decides() {
    assertThat(holds("0 && feature(X)", "2.6")).isFalse();
    assertThat(holds("1 || feature(X)", "2.6")).isTrue();
    assertThat(assumptions).isEmpty();
  }

  @Test
  void unknown_version_counts_as_new() {
    assertThat(
            Condition.holds(
                "version_atleast(2.8)",
                new Environment(Map.of()),
                Optional.empty(),
                assumptions::add))
        .isTrue();
    assertThat(assumptions).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo", "foo(1)", "1 2", "(1", "streq(a,b", "&& 1", "!", "1 &&", "yes"})
  void what_does_not_follow_the_grammar_is_false_and_said(String text) {
    assertThat(holds(text, "2.6")).isFalse();
    assertThat(assumptions).containsExactly("condition not understood, taken as false");
  }

  @Test
  void deep_nesting_ends() {
    assertThat(holds("(".repeat(100_000), "2.6")).isFalse();
    assertThat(holds("!".repeat(100_000) + "1", "2.6")).isFalse();
  }
}
