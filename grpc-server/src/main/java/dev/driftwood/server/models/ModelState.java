package dev.driftwood.server.models;

/** Whether requests can be made of a model. */
public enum ModelState {
  /** It is loaded and warm. */
  SERVING,
  /** Its file is being written, tried out or loaded. */
  LOADING,
  /** Its file can't be served. */
  BROKEN
}
