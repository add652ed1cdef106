package org.haproxydoctor.cli;

import java.util.List;
import java.util.function.Supplier;
import org.haproxydoctor.lab.Drill;
import org.haproxydoctor.lab.DrillCatalog;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.runbook.RunbookLibrary;
import org.haproxydoctor.shell.Vocabulary;

/// The names of this HAProxy, and of what was installed and done here.
final class LiveVocabulary implements Vocabulary {
  private final Supplier<Proxies> proxies;
  private final Supplier<RunbookLibrary> runbooks;
  private final Supplier<DrillCatalog> drills;
  private final Changing changing;

  LiveVocabulary(
      Supplier<Proxies> proxies,
      Supplier<RunbookLibrary> runbooks,
      Supplier<DrillCatalog> drills,
      Changing changing) {
    this.proxies = proxies;
    this.runbooks = runbooks;
    this.drills = drills;
    this.changing = changing;
  }

  @Override
  public Proxies proxies() {
    return proxies.get();
  }

  @Override
  public List<String> runbooks() {
    return orNone(() -> runbooks.get().list().stream().map(e -> e.head().id()).toList());
  }

  @Override
  public List<String> drills() {
    return orNone(() -> drills.get().all().stream().map(Drill::name).toList());
  }

  @Override
  public List<String> changes() {
    return orNone(
        () -> changing.history().open().stream().map(n -> n.latest().run()).distinct().toList());
  }

  /// Completion is no place to complain.
  private static List<String> orNone(Supplier<List<String>> words) {
    try {
      return words.get();
    } catch (CannotLookException _) {
      return List.of();
    }
  }
}
