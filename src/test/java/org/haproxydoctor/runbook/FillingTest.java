package org.haproxydoctor.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Values in the place of variables, and nothing in the place of unknown ones.
class FillingTest {
  private static Optional<String> shell(String command, Map<String, String> values) {
    return filled(new Part.Code("sh", command), values).stream().map(Part::text).findFirst();
  }

  private static List<Part> filled(Part part, Map<String, String> values) {
    return new Filling(values, List.of()).omitting(List.of(part));
  }

  @Test
  void a_sentence_with_an_unknown_variable_is_left_out() {
    Part text =
        new Part.Paragraph(
            "${target} is out. It answers ${answer.path} well. Look e.g. at `a. B`.");

    assertThat(filled(text, Map.of("target", "app/w1")))
        .containsExactly(new Part.Paragraph("app/w1 is out. Look e.g. at `a. B`."));
  }

  @Test
  void a_sentence_that_leads_to_nothing_is_left_out() {
    List<Part> parts =
        List.of(
            new Part.Paragraph("Stop. Do this:"),
            new Part.Code("diff", "- a ${check.path}\n+ a ${answer.path}"),
            new Part.Paragraph("These:"),
            new Part.Bullet(0, "-", "see ${name}"),
            new Part.Paragraph("End."));

    assertThat(new Filling(Map.of("check.path", "/x"), List.of()).omitting(parts))
        .containsExactly(new Part.Paragraph("Stop."), new Part.Paragraph("End."));
  }

  @Test
  void commands_stand_alone_and_take_their_comment_with_them() {
    String text = "# who\nss -p ${check.port}\n\n# ask\ncurl \\\n  ${check.host}\nuptime";

    assertThat(shell(text, Map.of("check.port", "80"))).hasValue("# who\nss -p 80\nuptime");
    assertThat(shell("ls ${socket}", Map.of())).isEmpty();
  }

  @Test
  void an_option_is_repeated_for_each_of_several_values() {
    Map<String, String> values = Map.of("config.files", "/etc/a.cfg\n/etc/b c.cfg");

    assertThat(shell("haproxy -c -f ${config.files} && systemctl reload haproxy", values))
        .hasValue("haproxy -c -f /etc/a.cfg -f '/etc/b c.cfg' && systemctl reload haproxy");
    assertThat(shell("ls ${config.files}", values)).isEmpty();
  }

  @Test
  void variables_of_the_shell_stay() {
    assertThat(shell("echo ${HOME} $x ${target}", Map.of("target", "a/b")))
        .hasValue("echo ${HOME} $x a/b");
  }

  @Test
  void hostile_values_are_quoted_where_they_stand() {
    Map<String, String> values = Map.of("check.path", "/a b';$(id)`id`!\"");

    assertThat(shell("curl http://h${check.path}", values))
        .hasValue("curl http://h'/a b'\\'';$(id)`id`!\"'");
    assertThat(shell("curl \"http://h${check.path}\"", values))
        .hasValue("curl \"http://h\"'/a b'\\'';$(id)`id`!\"'\"\"");
    assertThat(shell("curl 'http://h${check.path}'", values))
        .hasValue("curl 'http://h/a b'\\'';$(id)`id`!\"'");
  }

  @Test
  void what_a_shell_reads_is_the_value_itself() throws Exception {
    String value = "/a b';$(id)`id`!\"\\ *?#&|<>";
    for (String command :
        List.of("printf %s ${name}", "printf %s \"${name}\"", "printf %s '${name}'")) {
      String line = shell(command, Map.of("name", value)).orElseThrow();
      Process process = new ProcessBuilder("sh", "-c", line).start();
      assertThat(
              new String(
                  process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
          .as(line)
          .isEqualTo(value);
    }
  }

  @Test
  void a_value_with_control_characters_never_gets_into_a_command() {
    assertThat(shell("ls ${name}", Map.of("name", "a\nrm -rf /"))).isEmpty();
    assertThat(filled(new Part.Code("", "x ${name}"), Map.of("name", "a\u001b[2J"))).isEmpty();
  }

  @Test
  void a_value_cannot_add_a_second_runtime_api_command() {
    String command = "echo \"set server ${target} state ready; ${name}\" | socat stdio ${socket}";

    assertThat(shell(command, Map.of("target", "a/b", "name", "x; quit", "socket", "/s")))
        .isEmpty();
    assertThat(shell(command, Map.of("target", "a/b;quit", "name", "x", "socket", "/s"))).isEmpty();
    assertThat(shell(command, Map.of("target", "a/b", "name", "x", "socket", "/s"))).isPresent();
  }

  @Test
  void configuration_values_become_one_word() {
    assertThat(
            filled(
                new Part.Code("haproxy", "http-check send uri ${check.path}"),
                Map.of("check.path", "/a b#c")))
        .containsExactly(new Part.Code("haproxy", "http-check send uri '/a b#c'"));
  }

  @Test
  void declared_variables_have_their_type_and_default() {
    List<Variable> declared = List.of(new Variable("zone", VariableType.PORT, Optional.of("80")));

    assertThat(new Filling(Map.of("zone", "81"), declared).complete("${zone}")).hasValue("81");
    assertThat(new Filling(Map.of("zone", "x"), declared).complete("${zone}")).hasValue("80");
  }

  @Test
  void an_unknown_variable_can_also_be_shown_as_a_blank_to_fill_in() {
    assertThat(
            new Filling(Map.of("target", "a/b"), List.of()).readable("${target} on ${server.host}"))
        .isEqualTo("a/b on <server.host>");
  }
}
