package dev.driftwood.runtime.artefact;

import dev.driftwood.runtime.data.BitsPerDim;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.ItemShape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What a model is, beyond its graph; the content of the metadata entry {@value #METADATA_KEY}.
 *
 * @param name letters, digits, dots, hyphens and underscores: it names a folder when served
 * @param version a positive integer
 * @param sde the forward SDE
 * @param output what the network's output means
 * @param shape one item's shape, {@code [c, h, w]} or {@code [d]}, of at most 2²⁴ numbers
 * @param data what an item's numbers mean
 * @param labels the classes of a conditional model
 * @param samplingTMin where samplers stop by default, t in [0, 1)
 * @param likelihoodTMin where likelihoods start by default, t in [0, 1)
 * @param adopted how to feed a network that was trained elsewhere
 */
public record ModelDescription(
    String name,
    int version,
    SdeSpec sde,
    OutputKind output,
    ItemShape shape,
    DataSpec data,
    Optional<LabelSpec> labels,
    double samplingTMin,
    double likelihoodTMin,
    Optional<AdoptedSpec> adopted) {
  /** The schema that this version of the software writes, and the highest that it reads. */
  public static final int SCHEMA = 1;

  /** The key of the metadata entry. */
  public static final String METADATA_KEY = "driftwood.model";

  /** The default of {@link #samplingTMin}. */
  public static final double DEFAULT_SAMPLING_T_MIN = 1e-3;

  /** The default of {@link #likelihoodTMin}. */
  public static final double DEFAULT_LIKELIHOOD_T_MIN = 1e-5;

  /** 16 million numbers, so that a damaged size is an error and does not take all memory. */
  private static final int LARGEST_ITEM = 1 << 24;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /** Checks the values, and those that must fit each other. */
  public ModelDescription {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name: '" + name + "' (expected: letters, digits, '.', '-' and '_')");
    }
    if (version < 1) {
      throw new IllegalArgumentException("version: " + version + " (expected: a positive integer)");
    }
    requireOutput(output, sde);
    requireData(data, shape);
    requireTime("sampling.tMin", samplingTMin);
    requireTime("likelihood.tMin", likelihoodTMin);
  }

  /** A description of an unconditional drift network of our own, with default times. */
  public static ModelDescription of(String name, SdeSpec sde, ItemShape shape, DataSpec data) {
    return new ModelDescription(
        name,
        1,
        sde,
        OutputKind.DRIFT,
        shape,
        data,
        Optional.empty(),
        DEFAULT_SAMPLING_T_MIN,
        DEFAULT_LIKELIHOOD_T_MIN,
        Optional.empty());
  }

  /** The same under another name and version. */
  public ModelDescription named(String otherName, int otherVersion) {
    return new ModelDescription(
        otherName,
        otherVersion,
        sde,
        output,
        shape,
        data,
        labels,
        samplingTMin,
        likelihoodTMin,
        adopted);
  }

  /** The same with classes. */
  public ModelDescription withLabels(LabelSpec classes) {
    return new ModelDescription(
        name,
        version,
        sde,
        output,
        shape,
        data,
        Optional.of(classes),
        samplingTMin,
        likelihoodTMin,
        adopted);
  }

  /** The same, of a network that is fed as {@code spec} says. */
  public ModelDescription withAdopted(AdoptedSpec spec) {
    return new ModelDescription(
        name,
        version,
        sde,
        output,
        shape,
        data,
        labels,
        samplingTMin,
        likelihoodTMin,
        Optional.of(spec));
  }

  /**
   * The same of a network whose output means something else.
   *
   * @throws IllegalArgumentException if there is no such output with this SDE
   */
  public ModelDescription withOutput(OutputKind kind) {
    return new ModelDescription(
        name, version, sde, kind, shape, data, labels, samplingTMin, likelihoodTMin, adopted);
  }

  /** The same of a network that gives the drift and takes inputs under our own names. */
  public ModelDescription ofDrift() {
    return new ModelDescription(
        name,
        version,
        sde,
        OutputKind.DRIFT,
        shape,
        data,
        labels,
        samplingTMin,
        likelihoodTMin,
        Optional.empty());
  }

  /**
   * The label that rows are asked about; none where the model has no classes.
   *
   * @param wanted a class, or the label for none, which is taken where this is absent
   * @throws IllegalArgumentException where the model knows no such label, or where none is wanted
   *     and it knows no label for that
   */
  public OptionalInt label(OptionalInt wanted) {
    if (labels.isPresent()) {
      return OptionalInt.of(labels.get().resolve(wanted));
    }
    if (wanted.isPresent()) {
      throw new IllegalArgumentException(
          "label: %d (expected: none, as the model has no classes)".formatted(wanted.getAsInt()));
    }
    return OptionalInt.empty();
  }

  /**
   * The label that guidance leads away from.
   *
   * @param wanted the classes that rows are asked about
   * @throws IllegalArgumentException where the model has no classes or no label for "no class", or
   *     where a row has no class
   */
  public int guidedFrom(List<Integer> wanted) {
    return labels
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "guidance: given (expected: none, as the model has no classes)"))
        .guidedFrom(wanted);
  }

  /**
   * Reads a description.
   *
   * @param json the JSON text
   * @param where what errors begin with, such as the file's name
   * @throws dev.driftwood.runtime.failure.DriftwoodException naming the JSON path, the value and
   *     what was expected
   */
  public static ModelDescription parse(String json, String where) {
    return new DescriptionReader(where).read(json);
  }

  /** The JSON text, the same for equal descriptions. */
  public String toJson() {
    return DescriptionWriter.write(this);
  }

  /** The conversion from nats to bits per dimension that this model's scores use. */
  public BitsPerDim bitsPerDim() {
    return BitsPerDim.of(shape, data);
  }

  private static void requireOutput(OutputKind output, SdeSpec sde) {
    boolean fits =
        switch (output) {
          case DRIFT, SCORE, EPSILON, X0 -> true;
          case V -> sde.type() == SdeSpec.Type.VP || sde.type() == SdeSpec.Type.VP_COSINE;
          case DENOISER -> sde.type() == SdeSpec.Type.VE;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "output: %s with sde.type %s (expected: %s)"
              .formatted(
                  output.jsonName(),
                  sde.type().jsonName(),
                  output == OutputKind.V ? "vp or vp-cosine" : "ve"));
    }
  }

  private static void requireData(DataSpec data, ItemShape shape) {
    if (shape.size() > LARGEST_ITEM) {
      throw new IllegalArgumentException(
          "shape: %s (expected: at most %d numbers)".formatted(shape, LARGEST_ITEM));
    }
    if (data instanceof DataSpec.Images != shape.isImage()) {
      throw new IllegalArgumentException(
          "shape: "
              + shape
              + (shape.isImage()
                  ? " (expected: [dimensions], as data.kind is points)"
                  : " (expected: [channels, height, width], as data.kind is image)"));
    }
    try {
      data.transform().requireChannels(shape.channels());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("data." + e.getMessage(), e);
    }
  }

  private static void requireTime(String what, double time) {
    if (!(time >= 0 && time < 1)) {
      throw new IllegalArgumentException(
          what + ": " + time + " (expected: at least 0 and below 1)");
    }
  }
}
