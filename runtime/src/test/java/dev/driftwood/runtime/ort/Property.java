package dev.driftwood.runtime.ort;

/** A system property, for some lines of a test. */
record Property(String name, String before) implements AutoCloseable {
  /** Sets a property. */
  static Property set(String name, String value) {
    Property property = new Property(name, System.getProperty(name, ""));
    System.setProperty(name, value);
    return property;
  }

  @Override
  public void close() {
    if (before.isEmpty()) {
      System.clearProperty(name);
    } else {
      System.setProperty(name, before);
    }
  }
}
