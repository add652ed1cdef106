package org.haproxydoctor.config;

import java.util.Optional;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Configuration.StateFileUse;

/// Where a section's servers get their states from when HAProxy starts (configuration manual,
/// `load-server-state-from-file`, `server-state-file-name`, `server-state-base`,
/// `server-state-file`).
///
/// @param load the line with `load-server-state-from-file`, with its word: `global`, `local`,
///   `none`
/// @param name `server-state-file-name`
record StateFiles(Optional<Load> load, Optional<String> name) {
  static final StateFiles NONE = new StateFiles(Optional.empty(), Optional.empty());

  record Load(String word, ConfigLine line) {}

  StateFiles with(Statement statement) {
    return switch (statement.keyword()) {
      case "load-server-state-from-file" ->
          new StateFiles(Optional.of(new Load(statement.word(1), statement.line())), name);
      case "server-state-file-name" ->
          new StateFiles(
              load,
              Optional.of(statement.word(1))
                  .filter(n -> !n.isEmpty() && !n.equals("use-backend-name")));
      default -> this;
    };
  }

  /// @param proxy the section's name: a local file's name where none is given
  Optional<StateFileUse> of(String proxy, GlobalSettings global) {
    return load.flatMap(l ->
        switch (l.word()) {
          case "global" -> global.stateFile().map(f -> new StateFileUse(f, l.line()));
          case "local" ->
              Optional.of(new StateFileUse(global.belowStateBase(name.orElse(proxy)), l.line()));
          default -> Optional.empty();
        });
  }
}
