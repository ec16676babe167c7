package dev.driftwood.server.models;

/** A model that requests can't use; the message is one line for the caller. */
public final class ModelUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Why {
    /** There is none of that name and version. */
    UNKNOWN,
    /** It will be there soon. */
    LOADING,
    /** Its file can't be served. */
    BROKEN
  }

  private final Why why;
  private final String model;

  /** A model that can not be used, under the name it was asked for by. */
  public ModelUnavailable(Why why, String model, String message) {
    super(message);
    this.why = why;
    this.model = model;
  }

  /** Why it can't be used. */
  public Why why() {
    return why;
  }

  /** What was asked for, {@code NAME} or {@code NAME/VERSION}. */
  public String model() {
    return model;
  }
}
