package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.adopt.TrialRows.Noised;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.OutputKind;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.sde.Sde;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;

/**
 * Whether a network finds the noise in what is nearly all noise, as any trained one does whatever
 * its data: ε̂ = −(σ/g) a against ε. One that does not, but would with another {@code timeScale},
 * has been described wrongly.
 */
final class DenoisingCheck {
  private static final double[] TIMES = {0.7, 0.85, 1.0};
  private static final int ROWS = 2;

  /** A network that gives nothing has an error of 1. */
  private static final double FOUND = 0.5;

  private static final double SURELY_FOUND = 0.1;
  private static final double[] FACTORS = {1e-3, 1 / 999.0, 0.01, 0.1, 10, 100, 999, 1e3};

  private DenoisingCheck() {}

  /**
   * Whether finding the noise says something about the network: of one that gives v or a clean
   * item, nearly all of ε̂ is the state itself where all is noise.
   */
  static boolean isTelling(OutputKind output) {
    return switch (output) {
      case DRIFT, SCORE, EPSILON -> true;
      case V, X0, DENOISER -> false;
    };
  }

  /**
   * Checks a network.
   *
   * @throws DriftwoodException naming a {@code timeScale} with which it works, where the one that
   *     it was given does not
   */
  static Finding of(Connection connection, DriftTrial trial) {
    double error = error(trial, connection.description());
    String shown = "%.3g of the noise is left at t from 0.7 to 1".formatted(error);
    if (error < FOUND) {
      return Finding.of("noise", "found: " + shown);
    }
    betterScale(connection)
        .ifPresent(
            scale -> {
              throw new DriftwoodException(
                  "timeScale: %s is wrong: %s, and with one near %s next to none (expected: the factor between the SDE's time in [0, 1] and what the network was trained on)"
                      .formatted(connection.spec().timeScale(), shown, rounded(scale)));
            });
    return Finding.warning(
        "noise",
        "not found: "
            + shown
            + ": the network is not trained, or sde, output or conditioning are not what it was"
            + " trained with");
  }

  private static String rounded(double scale) {
    return new BigDecimal(scale).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  private static Optional<Double> betterScale(Connection connection) {
    if (!connection.spec().times().isEmpty()) {
      return Optional.empty();
    }
    double least = SURELY_FOUND;
    Optional<Double> best = Optional.empty();
    for (double factor : FACTORS) {
      Connection scaled = connection.withTimeScale(connection.spec().timeScale() * factor);
      try (DriftTrial trial = DriftTrial.open(DriftGraph.of(scaled))) {
        double error = error(trial, scaled.description());
        if (error < least) {
          least = error;
          best = Optional.of(scaled.spec().timeScale());
        }
      } catch (DriftwoodException e) {
        // A scale that the network does not even run with is no candidate.
      }
    }
    return best;
  }

  /** E‖ε̂ − ε‖²/D, not a number where the drift is none. */
  private static double error(DriftTrial trial, ModelDescription description) {
    TrialRows source = new TrialRows(description);
    Sde sde = description.sde().toSde();
    double sum = 0;
    for (double t : TIMES) {
      List<Noised> rows = source.at(t, ROWS);
      List<double[]> drifts = trial.drift(rows.stream().map(Noised::row).toList());
      for (int i = 0; i < ROWS; i++) {
        sum += error(rows.get(i).noise(), drifts.get(i), sde.sigmaOverG(t));
      }
    }
    return sum / (TIMES.length * ROWS);
  }

  private static double error(double[] noise, double[] drift, double scale) {
    double sum = 0;
    for (int d = 0; d < noise.length; d++) {
      double left = -scale * drift[d] - noise[d];
      sum += left * left;
    }
    return sum / noise.length;
  }
}
