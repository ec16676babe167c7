package dev.driftwood.trainer.demo;

import dev.driftwood.runtime.likelihood.Estimate;
import dev.driftwood.trainer.data.Dataset;
import dev.driftwood.trainer.report.Block;
import dev.driftwood.trainer.report.ColourBar;
import dev.driftwood.trainer.report.Ink;
import dev.driftwood.trainer.report.Layer;
import dev.driftwood.trainer.report.LineChart;
import dev.driftwood.trainer.report.Page;
import dev.driftwood.trainer.report.Panel;
import dev.driftwood.trainer.report.Picture;
import dev.driftwood.trainer.report.Point;
import dev.driftwood.trainer.report.Window;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a demonstration found, put into words, tables and pictures. */
record DemoReport(
    DemoPlan plan,
    Dataset dataset,
    Fit.Outcome fit,
    Generation reverse,
    Generation flow,
    Scores scores,
    DensityMaps maps,
    Distances distances,
    Map<Stage, Duration> times) {
  /** Wide enough for the prior, N(0, I). */
  private static final Window WHOLE = Window.square(3.2);

  private static final Window PATHS = Window.square(2.7);

  private static final int BACKDROP = 1_200;
  private static final int SHADES = 20;
  private static final double NOISY_FADE = 4;
  private static final double SMOOTH_FADE = 0.5;

  byte[] bytes() {
    return page().html().getBytes(StandardCharsets.UTF_8);
  }

  private Page page() {
    return new Page(
        "Driftwood demo: the Swiss roll",
        DemoFolder.GENERATOR,
        ("A small network was trained on the Swiss roll, a noisy spiral in the plane, and exported as"
            + " model.onnx. All below was computed from that one file: samples by two routes"
            + " from the same noise, and log-densities that can be held against the truth,"
            + " which is known for this spiral."),
        List.of(trajectories(), clouds(), density(), figures(), training()));
  }

  private Page.Section trajectories() {
    return new Page.Section(
        "Two routes from noise to data",
        List.of(
            new Block.Pictures(
                List.of(
                    paths("\u03bb = 0: the reverse SDE", reverse),
                    paths("\u03bb = 1: the probability flow", flow)),
                2,
                "The ways of "
                    + DemoPlan.Budget.PATHS
                    + " particles, faint at first and clearer towards the data. A small dot is where"
                    + " one starts, a large dot where it ends; equal colours start from the same"
                    + " noise, and grey is the data. Left, fresh noise is added all the way, so"
                    + " paths jitter and one start could lead anywhere. Right, nothing is random"
                    + " after the start: paths are smooth, and most are short. Both ways of travelling lead onto the spiral (Huang, Lim and"
                    + " Courville 2021, figure 5).")));
  }

  private Panel paths(String title, Generation generation) {
    double fade = generation.plan().sampler().stochastic() ? NOISY_FADE : SMOOTH_FADE;
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer.Dots(Distances.points(dataset.heldOut(), BACKDROP), 1.1, Ink.QUIET));
    for (int i = 0; i < generation.paths().size(); i++) {
      List<Point> path = generation.paths().get(i);
      Ink ink = Ink.ofSeries(i);
      layers.addAll(fadingIn(path, ink, fade));
      layers.add(new Layer.Dots(path.subList(0, 1), 4, ink));
      layers.add(new Layer.Dots(path.subList(path.size() - 1, path.size()), 7, ink));
    }
    return new Panel(title, PATHS, layers);
  }

  /** A path whose beginning, where all is noise, is faint. */
  private static List<Layer> fadingIn(List<Point> path, Ink ink, double fade) {
    List<Layer> pieces = new ArrayList<>();
    int steps = path.size() - 1;
    for (int piece = 0; piece < SHADES; piece++) {
      int from = piece * steps / SHADES;
      int to = (piece + 1) * steps / SHADES;
      if (to > from) {
        double done = (piece + 1.0) / SHADES;
        pieces.add(new Layer.Path(path.subList(from, to + 1), ink, Math.pow(done, fade)));
      }
    }
    return pieces;
  }

  private Page.Section clouds() {
    return new Page.Section(
        "The cloud takes shape",
        List.of(
            clouds(
                reverse,
                Ink.VERMILION,
                "\u03bb = 0, "
                    + reverse.evaluations()
                    + " network evaluations for each of "
                    + reverse.samples().size()
                    + " particles. Time runs from noise at t = 1 to data at t = 0; the spiral"
                    + " appears late, when the noise that is left is thinner than its gaps."),
            clouds(
                flow,
                Ink.BLUE,
                "\u03bb = 1, from the same noise, with "
                    + flow.evaluations()
                    + " evaluations. Single particles end elsewhere than above, but the two clouds"
                    + " agree at every time: both routes have the same distributions on their way."),
            new Block.Pictures(
                List.of(
                    cloud("Data, held out", dataPoints(), Ink.QUIET),
                    cloud("Samples, \u03bb = 0", reverse.samples(), Ink.VERMILION),
                    cloud("Samples, \u03bb = 1", flow.samples(), Ink.BLUE)),
                3,
                "Samples beside as many points of the data that training never saw. The spirals"
                    + " should be equally thin and equally dense along their length, with few"
                    + " strays between the turns.")));
  }

  private Block clouds(Generation generation, Ink ink, String caption) {
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < Generation.TIMES.size(); i++) {
      String time = i + 1 == Generation.TIMES.size() ? "end" : "t = " + Generation.TIMES.get(i);
      pictures.add(
          new Panel(time, WHOLE, List.of(new Layer.Dots(generation.moments().get(i), 2.4, ink))));
    }
    return new Block.Pictures(pictures, 6, caption);
  }

  private static Panel cloud(String title, List<Point> points, Ink ink) {
    return new Panel(title, DensityMaps.WINDOW, List.of(new Layer.Dots(points, 2.2, ink)));
  }

  private List<Point> dataPoints() {
    return Distances.points(dataset.heldOut(), reverse.samples().size());
  }

  private Page.Section density() {
    return new Page.Section(
        "The density, learned and true",
        List.of(
            new Block.Pictures(
                List.of(
                    new Panel(
                        "Model: probability flow, exact trace",
                        DensityMaps.WINDOW,
                        List.of(new Layer.Heat(maps.model(), maps.scale()))),
                    new Panel(
                        "Truth: by quadrature",
                        DensityMaps.WINDOW,
                        List.of(new Layer.Heat(maps.truth(), maps.scale()))),
                    new ColourBar("log-density in nats, the same for both maps", maps.scale())),
                2,
                "Each of "
                    + maps.model().columns()
                    + " \u00d7 "
                    + maps.model().rows()
                    + " cells was carried from the data to the prior and its change of volume"
                    + " integrated. The ridge should have the truth's place, width and height and"
                    + " grow fainter outwards alike. Far from the data the network has seen nothing,"
                    + " and the maps may differ where both are dark. Summed over the cells the"
                    + " model's density gives "
                    + number(maps.mass(), 3)
                    + "; it should be near 1.")));
  }

  private Page.Section figures() {
    return new Page.Section("Figures", List.of(likelihoods(), distancesTable(), costs()));
  }

  private Block likelihoods() {
    return new Block.Table(
        "Mean log-density of "
            + plan.budget().heldOut()
            + " held-out points in nats, with its standard error. The gap to the truth is taken"
            + " point by point, so its error is smaller; it estimates the divergence KL(truth \u2016"
            + " model), and less is better.",
        List.of("", "log-density", "gap to the truth"),
        List.of(
            List.of("truth (minus its entropy)", estimate(scores.truth()), "\u2013"),
            List.of(
                "probability flow, exact trace",
                estimate(scores.flow()),
                estimate(scores.flowGap())),
            List.of(
                "evidence lower bound, " + Scores.TIMES + " times a point",
                estimate(scores.bound()),
                estimate(scores.boundGap()))));
  }

  private Block distancesTable() {
    return new Block.Table(
        "Sliced Wasserstein distance to "
            + reverse.samples().size()
            + " held-out points, in units of the data. Samples should come near the floor.",
        List.of("", "distance"),
        List.of(
            List.of("other points of the data (the floor)", number(distances.floor(), 4)),
            List.of("samples at \u03bb = 0", number(distances.reverse(), 4)),
            List.of("samples at \u03bb = 1", number(distances.flow(), 4)),
            List.of("noise at t = " + Generation.TIMES.get(0), number(distances.noise(), 4))));
  }

  private Block costs() {
    List<List<String>> rows = new ArrayList<>();
    times.forEach((stage, took) -> rows.add(List.of(stage.sentence(), seconds(took))));
    Duration total = times.values().stream().reduce(Duration.ZERO, Duration::plus);
    rows.add(List.of("together", seconds(total)));
    return new Block.Table("Where the time went.", List.of("stage", "seconds"), rows);
  }

  private Page.Section training() {
    return new Page.Section(
        "The training",
        List.of(
            new Block.Pictures(
                List.of(LineChart.of("loss, nats a point", "iterations", fit.losses())),
                1,
                "Denoising loss, averaged over intervals. It falls fast, then stays: what is left is"
                    + " noise that nobody could predict, not error."),
            new Block.Table(
                "How the network was trained.",
                List.of("", "value"),
                List.of(
                    List.of("network", "preset " + fit.plan().network().preset()),
                    List.of("forward diffusion", fit.plan().sde().type().jsonName()),
                    List.of("iterations", Integer.toString(fit.plan().optimizer().iterations())),
                    List.of("points in an iteration", Integer.toString(fit.plan().data().batch())),
                    List.of(
                        "learning rate", Double.toString(fit.plan().optimizer().learningRate())),
                    List.of(
                        "decay of the weights' average",
                        Double.toString(fit.plan().average().decays().get(0))),
                    List.of("seed", Long.toString(fit.plan().seed())),
                    List.of("points a second", number(fit.imagesPerSecond(), 0)),
                    List.of("loss at the end, nats a point", number(fit.lastLoss(), 4))))));
  }

  private static String estimate(Estimate estimate) {
    return number(estimate.mean(), 3) + " \u00b1 " + number(estimate.standardError(), 3);
  }

  private static String seconds(Duration duration) {
    return number(duration.toMillis() / 1000.0, 1);
  }

  private static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value).replace('-', '\u2212');
  }
}
