package org.haproxydoctor.mitigate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.haproxydoctor.mitigate.Planner.Wish;
import org.haproxydoctor.model.AdminState;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;

/// Whatever state servers are in and whatever is asked for.
class PlannerPropertyTest {
  private static final List<String> BACKENDS = List.of("app", "api", "img");
  private static final List<String> SERVERS = List.of("a", "b", "c");

  @Provide
  Arbitrary<ServerRef> names() {
    return Combinators.combine(Arbitraries.of(BACKENDS), Arbitraries.of(SERVERS))
        .as(ServerRef::new);
  }

  private record One(
      ServerRef ref, AdminState admin, boolean up, boolean backup, int weight, boolean follows) {}

  @Provide
  Arbitrary<Cluster> clusters() {
    return Combinators.combine(
            names(),
            Arbitraries.of(AdminState.values()),
            Arbitraries.of(true, true, false),
            Arbitraries.of(true, false),
            Arbitraries.of(0, 1, 5),
            Arbitraries.of(true, false))
        .as(One::new)
        .list()
        .uniqueElements(One::ref)
        .ofMinSize(1)
        .ofMaxSize(9)
        .map(PlannerPropertyTest::cluster);
  }

  /// A server may follow one that came before it.
  private static Cluster cluster(List<One> servers) {
    Cluster cluster = new Cluster();
    for (int i = 0; i < servers.size(); i++) {
      One one = servers.get(i);
      Optional<ServerRef> tracked =
          one.follows() && i > 0 ? Optional.of(servers.get(i - 1).ref()) : Optional.empty();
      cluster.with(
          one.ref().toString(), one.admin(), one.up(), one.backup(), one.weight(), tracked);
    }
    return cluster;
  }

  @Property
  void no_plan_takes_a_backend_s_last_usable_server_unless_that_is_named(
      @ForAll("clusters") Cluster cluster,
      @ForAll Set<@From("names") ServerRef> wanted,
      @ForAll Set<@From("names") ServerRef> allowed,
      @ForAll AdminState to) {
    List<Wish> wishes =
        wanted.stream().filter(cluster.names()::contains).map(s -> new Wish(s, to)).toList();
    List<Backend> before = cluster.proxies().backends();
    Plan plan = new Planner(cluster.situation(), allowed).plan(wishes);
    if (plan.isRefused()) {
      return;
    }

    plan.changes().forEach(c -> cluster.set(c.server(), c.to()));

    for (Backend was : before) {
      Backend is = cluster.proxies().backend(was.name()).orElseThrow();
      if (was.servers().stream().anyMatch(Server::usable)
          && is.servers().stream().noneMatch(Server::usable)) {
        assertThat(was.servers().stream().filter(Server::usable).map(Server::ref))
            .isSubsetOf(allowed);
      }
    }
  }

  @Property
  void what_is_refused_or_there_already_changes_nothing(
      @ForAll("clusters") Cluster cluster, @ForAll AdminState to) {
    List<Wish> wishes = cluster.names().stream().map(s -> new Wish(s, to)).toList();
    Plan plan = new Planner(cluster.situation(), Set.of()).plan(wishes);

    assertThat(plan.changes()).allMatch(c -> c.from() != c.to());
    assertThat(plan.changes().size() + plan.already().size()).isEqualTo(wishes.size());
  }
}
