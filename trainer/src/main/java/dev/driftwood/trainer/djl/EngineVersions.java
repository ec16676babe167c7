package dev.driftwood.trainer.djl;

import ai.djl.engine.Engine;
import java.util.Map;
import java.util.TreeMap;

/** What the engine and its Java side call themselves. */
public final class EngineVersions {
  private EngineVersions() {}

  /** Versions by name. */
  public static Map<String, String> all() {
    Engine engine = Engine.getInstance();
    Map<String, String> versions = new TreeMap<>();
    versions.put("djl", Engine.getDjlVersion());
    versions.put(engine.getEngineName().toLowerCase(java.util.Locale.ROOT), engine.getVersion());
    return versions;
  }
}
