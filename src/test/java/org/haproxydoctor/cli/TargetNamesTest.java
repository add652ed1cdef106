package org.haproxydoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.haproxydoctor.diagnose.ServerScene.server;

import java.util.List;
import java.util.OptionalLong;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.Frontend;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.observe.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetNamesTest {
  private static final Proxies PROXIES =
      Incident.of(server("app/web1"), server("app/web2"), server("db/m"))
          .seen()
          .proxies()
          .value()
          .orElseThrow();

  private static CannotLookException refusal(String name) {
    return catchThrowableOfType(
        CannotLookException.class, () -> TargetNames.check(new Target(List.of(name)), PROXIES));
  }

  @Test
  void names_that_exist_pass() {
    TargetNames.check(new Target(List.of("app", "app/web1", "db/m")), PROXIES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "apq        | no backend | did you mean app?",
        "elsewhere  | no backend | it has app, db",
        "app/web3   | no server  | did you mean app/web1 or app/web2?",
        "app/nosuch | no server  | app has app/web1, app/web2",
        "xxxx/yyyyy | no server  | it has no 'xxxx' either, but app, db",
      })
  void near_names_are_offered_and_else_what_there_is(String name, String what, String hint) {
    CannotLookException refusal = refusal(name);

    assertThat(refusal.what()).isEqualTo("HAProxy has " + what + " '" + name + "'");
    assertThat(refusal.hint()).isEqualTo(hint);
  }

  @Test
  void a_frontend_is_called_one() {
    Frontend www = new Frontend("www", "OPEN", "http", OptionalLong.empty(), OptionalLong.empty());
    Proxies both = new Proxies(List.of(www), PROXIES.backends());
    CannotLookException refusal =
        catchThrowableOfType(
            CannotLookException.class, () -> TargetNames.check(new Target(List.of("www")), both));

    assertThat(refusal.what()).isEqualTo("'www' is a frontend, which has no servers");
    assertThat(refusal.hint()).isEqualTo("name one of the backends it leads to; there are app, db");
  }
}
