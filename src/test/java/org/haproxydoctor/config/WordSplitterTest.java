package org.haproxydoctor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.haproxydoctor.config.WordSplitter.Split;
import org.junit.jupiter.api.Test;

/// The expectations marked "seen" are what HAProxy 2.6.12 sent for the same text in `option
/// httpchk`.
class WordSplitterTest {
  private static final Map<String, String> VARIABLES = Map.of("A", "one two", "E", "", "P", "80");

  private static Split split(String line) {
    return WordSplitter.split(line, new Environment(VARIABLES));
  }

  private static List<String> words(String line) {
    return split(line).words();
  }

  @Test
  void blanks_separate_and_a_hash_begins_a_comment_even_inside_a_word() {
    assertThat(words("  a\tb  c # d")).containsExactly("a", "b", "c");
    assertThat(words("ab#c d")).containsExactly("ab");
    assertThat(words("# only")).isEmpty();
    assertThat(split("\t server x # y").text()).isEqualTo("server x");
  }

  @Test
  void carriage_return_is_a_blank() {
    assertThat(words("a b\r")).containsExactly("a", "b");
  }

  @Test
  void escapes_outside_quotes_as_seen() {
    assertThat(words("/a\\d\\$\\?q=\\#x\\\"\\x41")).containsExactly("/a\\d\\$\\?q=#x\"A");
    assertThat(words("a\\ b c\\\\d \\n\\r\\t")).containsExactly("a b", "c\\d", "\n\r\t");
  }

  @Test
  void escapes_inside_double_quotes_as_seen() {
    assertThat(words("\"/a\\d\\$\\?q=\\#x\\\"\\x41'\"")).containsExactly("/a\\d$\\?q=#x\"A'");
  }

  @Test
  void single_quotes_keep_everything_as_seen() {
    assertThat(words("'/a\\d$x'\"y\"z#c")).containsExactly("/a\\d$xyz");
    assertThat(words("'$A \"b\" # c'")).containsExactly("$A \"b\" # c");
  }

  @Test
  void empty_quotes_are_an_empty_word() {
    assertThat(words("a \"\" b")).containsExactly("a", "", "b");
  }

  @Test
  void variables_are_expanded_in_double_quotes_only() {
    assertThat(words("\"$P\" $P '$P' \"h:${P}x\"")).containsExactly("80", "$P", "$P", "h:80x");
    assertThat(words("\"$A\"")).containsExactly("one two");
    assertThat(words("\"\\$P\"")).containsExactly("$P");
  }

  @Test
  void default_replaces_only_a_variable_that_does_not_exist() {
    assertThat(words("\"${NONE-127.0.0.1}:1\" \"${E-x}\"")).containsExactly("127.0.0.1:1", "");
    assertThat(split("\"${NONE-1}\"").undefined()).isEmpty();
    assertThat(split("\"${NONE}\" \"$NO\"").undefined()).containsExactly("NONE", "NO");
  }

  @Test
  void star_expands_a_list_into_words_and_nothing_into_no_word() {
    assertThat(words("x \"${A[*]}\" y")).containsExactly("x", "one", "two", "y");
    assertThat(words("x \"${E[*]}\" y")).containsExactly("x", "y");
  }

  @Test
  void pseudo_variables_tell_the_place() {
    Environment environment = new Environment(Map.of());
    environment.at("/etc/x.cfg", 7);
    environment.in("web");
    assertThat(WordSplitter.split("\"${.FILE}\" \"$.LINE\" \"${.SECTION}\"", environment).words())
        .containsExactly("/etc/x.cfg", "7", "web");
  }

  @Test
  void trouble_is_said_and_the_rest_still_read() {
    assertThat(split("a \"b c").trouble()).contains("a quote is opened and not closed");
    assertThat(words("a \"b c")).containsExactly("a", "b c");
    assertThat(split("\"x$\"").trouble()).isPresent();
    assertThat(words("\"x$\"")).containsExactly("x$");
    assertThat(split("\"${A\" b").trouble()).contains("${A has no closing brace");
    assertThat(split("\\xZZ").trouble()).isPresent();
  }

  @Test
  void backslash_at_the_end_is_a_word_because_haproxy_joins_no_lines() {
    assertThat(words("server a b \\")).containsExactly("server", "a", "b", "\\");
  }
}
