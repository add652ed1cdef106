package org.haproxydoctor.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.haproxydoctor.model.Configuration.Reach;

/// Which sections requests get to (configuration manual, `default_backend` and `use_backend`).
final class Ways {
  private final List<ProxySection> sections;
  private final Set<String> byDefault = new HashSet<>();

  Ways(List<ProxySection> sections) {
    this.sections = sections;
    for (ProxySection section : sections) {
      if (section.kind() != ProxySection.Kind.BACKEND) {
        section.routing().defaultBackend().ifPresent(byDefault::add);
      }
    }
  }

  Reach to(ProxySection section) {
    if (section.kind() == ProxySection.Kind.LISTEN || byDefault.contains(section.name())) {
      return Reach.BY_DEFAULT;
    }
    boolean led = sections.stream().anyMatch(s -> s.routing().mayLeadTo(section.name()));
    return led ? Reach.BY_RULE : Reach.NOT_AT_ALL;
  }
}
