package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the names that stand in one graph of the file, or in the body of a function, are called in
 * the graph that is read. They stay as they are but where they would hide a name of a graph around
 * theirs, or come out of a function.
 */
final class Names {
  /** Calls within calls would make names that grow. */
  private static final int LONGEST_PREFIX = 200;

  private final FreshNames fresh;
  private final @Nullable Names outer;

  /** Begins the names of a function's values; absent in the model's own graphs. */
  private final Optional<String> prefix;

  private final Map<String, String> meanings = new HashMap<>();

  private Names(FreshNames fresh, @Nullable Names outer, Optional<String> prefix) {
    this.fresh = fresh;
    this.outer = outer;
    this.prefix = prefix;
  }

  /** The names of the model's graph. */
  static Names ofModel(FreshNames fresh) {
    return new Names(fresh, null, Optional.empty());
  }

  /** The names of a graph that a node of this one runs. */
  Names inner() {
    return new Names(fresh, this, prefix);
  }

  /** The names of a function's body where a node calls it. */
  Names ofCall(String node) {
    String end = node.substring(Math.max(0, node.length() - LONGEST_PREFIX));
    return new Names(fresh, null, Optional.of(end));
  }

  /** What a node is called: in a function, after the node that calls it. */
  String node(String name) {
    return prefix.map(start -> start + "/" + name).orElse(name);
  }

  /** Says that a name stands for a value that there is. */
  void bind(String name, String meaning) {
    meanings.put(name, meaning);
  }

  /** Says that a name is defined here. */
  void define(String name) {
    if (!name.isEmpty() && !meanings.containsKey(name)) {
      meanings.put(name, named(name));
    }
  }

  private String named(String name) {
    boolean hides = outer != null && outer.find(name) != null;
    return hides || prefix.isPresent() ? fresh.like(node(name)) : name;
  }

  /** A name for a further value. */
  String fresh(String base) {
    return fresh.like(node(base));
  }

  boolean defines(String name) {
    return meanings.containsKey(name);
  }

  /** What a name is called; one that nothing defines keeps its name, for the check that follows. */
  String use(String name) {
    String meaning = name.isEmpty() ? name : find(name);
    if (meaning == null && prefix.isPresent()) {
      throw new DriftwoodException(
          "the function that %s calls uses value \"%s\", which nothing in it defines"
              .formatted(prefix.get(), name));
    }
    return meaning == null ? name : meaning;
  }

  private @Nullable String find(String name) {
    for (Names names = this; names != null; names = names.outer) {
      String meaning = names.meanings.get(name);
      if (meaning != null) {
        return meaning;
      }
    }
    return null;
  }
}
