package dev.driftwood.server;

import io.grpc.Context;

/**
 * Who makes a call. Whoever authenticates callers puts a name into the call's context; without that
 * all have the same, empty one.
 */
public final class Caller {
  /** The name, in the context of a call. */
  public static final Context.Key<String> NAME = Context.keyWithDefault("driftwood-caller", "");

  private Caller() {}

  /** The name of who makes the call that is being handled. */
  static String current() {
    return NAME.get();
  }
}
