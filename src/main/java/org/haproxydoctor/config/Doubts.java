package org.haproxydoctor.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Configuration.Problem;

/// What had to be assumed to decide the `.if` of the blocks a line lies in: held back until a line
/// in any of their branches may decide a check. Most such blocks are about `bind` lines or Lua.
final class Doubts {
  private final Problems problems;
  private final Deque<List<Problem>> blocks = new ArrayDeque<>();

  Doubts(Problems problems) {
    this.problems = problems;
  }

  /// An `.if` begins.
  void open() {
    blocks.push(new ArrayList<>());
  }

  /// Its `.endif` has come.
  void close() {
    blocks.poll();
  }

  void add(ConfigLine line, String assumption) {
    List<Problem> block = blocks.peek();
    if (block == null) {
      problems.add(line, assumption);
    } else {
      block.add(new Problem(line, assumption));
    }
  }

  /// A line, in a branch taken or not, that is worth the doubts.
  void matter() {
    blocks
        .descendingIterator()
        .forEachRemaining(block -> {
          block.forEach(p -> problems.add(p.line(), p.what()));
          block.clear();
        });
  }
}
