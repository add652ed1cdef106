package org.haproxydoctor.runbook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Puts values in the place of the variables of a `doctor:` block.
final class TaskFilling {
  private final Filling filling;

  TaskFilling(Filling filling) {
    this.filling = filling;
  }

  /// @return empty when a value is unknown, or of no use in its place
  Optional<Task> fill(Task task) {
    return switch (task) {
      case Task.Stat(var target, var traffic) -> target(target).map(t -> new Task.Stat(t, traffic));
      case Task.Health(var target) -> target(target).map(Task.Health::new);
      case Task.Dns(var target) -> target(target).map(Task.Dns::new);
      case Task.Config(var target) -> target(target).map(Task.Config::new);
      case Task.Tcp(var target, var port) -> target(target).map(t -> new Task.Tcp(t, port));
      case Task.Log(var target, var window, var patterns) ->
          target(target).map(t -> new Task.Log(t, window, patterns));
      case Task.Tls(var target, var port, var name) ->
          target(target)
              .flatMap(
                  t -> text(name, VariableType.HOST::accepts).map(n -> new Task.Tls(t, port, n)));
      case Task.Http http -> http(http);
      case Task.Note(var text) -> Optional.of(new Task.Note(text.map(filling::readable)));
      case Task.Action(var operation, var target, var value) ->
          target(target).map(t -> new Task.Action(operation, t, value));
      // Nothing of these is sent anywhere by a diagnosis.
      case Task.Metric _, Task.Ssh _, Task.Ask _, Task.Wait _ -> Optional.of(task);
    };
  }

  private Optional<Task> http(Task.Http http) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<String, String> header : http.headers().entrySet()) {
      Optional<String> value =
          filling.complete(header.getValue()).filter(VariableType.STRING::accepts);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      headers.put(header.getKey(), value.get());
    }
    return filling
        .complete(http.path())
        .filter(path -> path.matches("[^\\s\\p{Cc}]+"))
        .flatMap(path ->
            target(http.target())
                .map(target ->
                    new Task.Http(target, http.port(), http.method(), path, headers, http.tls())));
  }

  private Optional<Optional<String>> target(Optional<String> target) {
    return text(target, VariableType.SERVER::accepts);
  }

  /// @return empty when it cannot be had; an empty text when there is none to fill
  private Optional<Optional<String>> text(Optional<String> text, Predicate<String> good) {
    if (text.isEmpty()) {
      return Optional.of(text);
    }
    Optional<String> filled = filling.complete(text.get()).filter(good);
    return filled.isEmpty() ? Optional.empty() : Optional.of(filled);
  }
}
