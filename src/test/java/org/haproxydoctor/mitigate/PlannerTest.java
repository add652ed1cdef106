package org.haproxydoctor.mitigate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.mitigate.Cluster.ref;
import static org.haproxydoctor.model.AdminState.DRAIN;
import static org.haproxydoctor.model.AdminState.MAINT;
import static org.haproxydoctor.model.AdminState.READY;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.haproxydoctor.mitigate.BackendEffect.Usable;
import org.haproxydoctor.mitigate.Planner.Wish;
import org.haproxydoctor.model.AdminState;
import org.haproxydoctor.model.CliLevel;
import org.haproxydoctor.model.ServerRef;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static Plan plan(Cluster cluster, AdminState to, String... servers) {
    return plan(cluster, Set.of(), to, servers);
  }

  private static Plan plan(
      Cluster cluster, Set<ServerRef> allowed, AdminState to, String... servers) {
    List<Wish> wishes = Stream.of(servers).map(s -> new Wish(ref(s), to)).toList();
    return new Planner(cluster.situation(), allowed).plan(wishes);
  }

  @Test
  void one_of_several_servers_goes_and_the_effect_is_told() {
    Plan plan = plan(new Cluster().up("app/a").up("app/b").backup("app/c"), DRAIN, "app/a");

    assertThat(plan.isRefused()).isFalse();
    assertThat(plan.isSevere()).isFalse();
    assertThat(plan.changes()).containsExactly(new Change(ref("app/a"), READY, DRAIN));
    assertThat(plan.changes().getFirst().line()).isEqualTo("set server app/a state drain");
    BackendEffect effect = plan.effects().getFirst();
    assertThat(effect.before()).isEqualTo(new Usable(2, 1, 2));
    assertThat(effect.after()).isEqualTo(new Usable(1, 1, 1));
    assertThat(effect.sessions()).isEqualTo(3);
  }

  @Test
  void the_last_usable_server_goes_only_when_it_is_named() {
    Cluster cluster = new Cluster().up("app/a").down("app/b");

    Plan refused = plan(cluster, MAINT, "app/a");
    assertThat(refused.refusals())
        .singleElement()
        .satisfies(r -> assertThat(r.hint()).contains("--allow-outage app/a"));
    Plan allowed = plan(cluster, Set.of(ref("app/a")), MAINT, "app/a");
    assertThat(allowed.isRefused()).isFalse();
    assertThat(allowed.isSevere()).isTrue();
  }

  @Test
  void the_name_of_another_server_allows_nothing() {
    Cluster cluster = new Cluster().up("app/a").up("app/b");

    Plan plan = plan(cluster, Set.of(ref("app/a")), MAINT, "app/a", "app/b");

    assertThat(plan.refusals())
        .singleElement()
        .satisfies(r -> assertThat(r.hint()).contains("app/b").doesNotContain("app/a"));
  }

  @Test
  void a_server_that_others_follow_counts_in_their_backends_too() {
    Cluster cluster =
        new Cluster().up("app/a").up("app/b").tracking("api/a", "app/a").tracking("x/a", "api/a");

    Plan plan = plan(cluster, DRAIN, "app/a");

    assertThat(plan.refusals()).extracting(Refusal::subject).containsExactly("api", "x");
    assertThat(plan.remarks()).containsExactly("api/a follows app/a");
  }

  @Test
  void backups_that_take_over_are_no_outage_but_need_more_than_a_y() {
    Plan plan = plan(new Cluster().up("app/a").backup("app/b"), MAINT, "app/a");

    assertThat(plan.isRefused()).isFalse();
    assertThat(plan.isSevere()).isTrue();
  }

  @Test
  void what_serves_nobody_now_may_be_taken_out() {
    assertThat(plan(new Cluster().down("app/a"), MAINT, "app/a").isRefused()).isFalse();
  }

  @Test
  void a_server_that_is_there_already_is_said_to_be() {
    Plan plan = plan(new Cluster().in(MAINT, "app/a").up("app/b"), MAINT, "app/a");

    assertThat(plan.changes()).isEmpty();
    assertThat(plan.already()).containsExactly(ref("app/a"));
  }

  @Test
  void a_server_whose_check_would_fail_does_not_come_back() {
    Cluster cluster = new Cluster().in(MAINT, "app/a").up("app/b").failing("app/a", "it says 500");

    assertThat(plan(cluster, READY, "app/a").refusals())
        .singleElement()
        .satisfies(r -> assertThat(r.what()).contains("it says 500"));
    assertThat(plan(cluster, DRAIN, "app/a").isRefused()).isFalse();
  }

  @Test
  void nothing_can_be_changed_below_level_admin() {
    Cluster cluster = new Cluster().up("app/a").up("app/b").level(CliLevel.OPERATOR);

    assertThat(plan(cluster, DRAIN, "app/a").refusals())
        .extracting(Refusal::subject)
        .containsExactly("socket");
    assertThat(plan(cluster, READY, "app/a").isRefused()).isFalse();
  }
}
