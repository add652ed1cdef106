package org.haproxydoctor.observe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Frontend;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;

/// Which lines an overview shows, and in which order.
///
/// @param target proxies and servers by name
/// @param kinds empty means all
/// @param states empty means all; a server that is up or unchecked with weight 0 counts as `up` and
///   `no-check` too
/// @param reverse the sort order turned round; HAProxy's own order too
public record Selection(
    Target target, Set<Listed.Kind> kinds, Set<StateWord> states, SortKey sort, boolean reverse) {

  public Selection {
    kinds = Set.copyOf(kinds);
    states = Set.copyOf(states);
  }

  /// Everything, in HAProxy's order.
  public static Selection of(Target target) {
    return new Selection(target, Set.of(), Set.of(), SortKey.CONFIG, false);
  }

  public List<Listed> from(Proxies proxies) {
    List<Listed> items = new ArrayList<>();
    for (Frontend frontend : proxies.frontends()) {
      if (target.isEverything() || target.names().contains(frontend.name())) {
        add(new Listed.OfFrontend(frontend), items);
      }
    }
    for (Backend backend : proxies.backends()) {
      if (target.includes(backend.name())) {
        add(new Listed.OfBackend(backend), items);
        for (Server server : backend.servers()) {
          if (target.includes(server.ref())) {
            add(new Listed.OfServer(server), items);
          }
        }
      }
    }
    items.sort(sort.order());
    if (reverse) {
      Collections.reverse(items);
    }
    return items;
  }

  private void add(Listed item, List<Listed> items) {
    if ((kinds.isEmpty() || kinds.contains(item.kind())) && (states.isEmpty() || hasState(item))) {
      items.add(item);
    }
  }

  private boolean hasState(Listed item) {
    StateWord word = StateWord.of(item);
    if (states.contains(word)) {
      return true;
    }
    return switch (word) {
      case WEIGHT0 -> states.contains(StateWord.UP) && item.status().startsWith("UP");
      case FAILING -> states.contains(StateWord.UP);
      case DOWN, NOLB, MAINT, DRAIN, OTHER, NO_CHECK, UP -> false;
    };
  }
}
