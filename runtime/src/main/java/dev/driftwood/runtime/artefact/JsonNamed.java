package dev.driftwood.runtime.artefact;

/** Something that a description names. */
interface JsonNamed {
  /** The name in a description. */
  String jsonName();
}
