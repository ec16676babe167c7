package dev.driftwood.runtime.solve;

/**
 * The coefficients of an explicit Runge–Kutta method: k_i = f(t + c_i h, z + h Σ_(j&lt;i) a_ij
 * k_j), z ← z + h Σ b_i k_i, and for an embedded pair the error estimate h Σ e_i k_i.
 */
public final class ButcherTableau {
  private final int order;
  private final double[][] a;
  private final double[] b;
  private final double[] c;
  private final double[] e;

  private ButcherTableau(int order, double[][] a, double[] b, double[] c, double[] e) {
    this.order = order;
    this.a = a;
    this.b = b;
    this.c = c;
    this.e = e;
  }

  /** Euler's method, order 1. */
  public static ButcherTableau euler() {
    return new ButcherTableau(
        1, new double[][] {{}}, new double[] {1.0}, new double[] {0.0}, new double[0]);
  }

  /**
   * Heun's method, order 2.
   *
   * <p>Source: E. Hairer, S. Nørsett, G. Wanner, "Solving ordinary differential equations I", 2nd
   * edition, Springer 1993, section II.1.
   */
  public static ButcherTableau heun() {
    return new ButcherTableau(
        2,
        new double[][] {{}, {1.0}},
        new double[] {0.5, 0.5},
        new double[] {0.0, 1.0},
        new double[0]);
  }

  /**
   * The classical method of order 4.
   *
   * <p>Source: Hairer, Nørsett, Wanner, table II.1.2.
   */
  public static ButcherTableau classical() {
    return new ButcherTableau(
        4,
        new double[][] {{}, {0.5}, {0.0, 0.5}, {0.0, 0.0, 1.0}},
        new double[] {1.0 / 6.0, 1.0 / 3.0, 1.0 / 3.0, 1.0 / 6.0},
        new double[] {0.0, 0.5, 0.5, 1.0},
        new double[0]);
  }

  /**
   * The pair of orders 5 and 4 with a seventh stage that is the next step's first.
   *
   * <p>Source: J. Dormand, P. Prince, "A family of embedded Runge-Kutta formulae", Journal of
   * Computational and Applied Mathematics 6 (1980), doi:10.1016/0771-050X(80)90013-3, table 2.
   */
  public static ButcherTableau dormandPrince() {
    double[] b = {
      35.0 / 384.0, 0.0, 500.0 / 1113.0, 125.0 / 192.0, -2187.0 / 6784.0, 11.0 / 84.0, 0.0
    };
    double[][] a = {
      {},
      {1.0 / 5.0},
      {3.0 / 40.0, 9.0 / 40.0},
      {44.0 / 45.0, -56.0 / 15.0, 32.0 / 9.0},
      {19372.0 / 6561.0, -25360.0 / 2187.0, 64448.0 / 6561.0, -212.0 / 729.0},
      {9017.0 / 3168.0, -355.0 / 33.0, 46732.0 / 5247.0, 49.0 / 176.0, -5103.0 / 18656.0},
      {b[0], b[1], b[2], b[3], b[4], b[5]}
    };
    double[] c = {0.0, 1.0 / 5.0, 3.0 / 10.0, 4.0 / 5.0, 8.0 / 9.0, 1.0, 1.0};
    double[] e = {
      71.0 / 57600.0,
      0.0,
      -71.0 / 16695.0,
      71.0 / 1920.0,
      -17253.0 / 339200.0,
      22.0 / 525.0,
      -1.0 / 40.0
    };
    return new ButcherTableau(5, a, b, c, e);
  }

  /**
   * The pair of orders 5 and 4 with seven stages, the last of which is the next step's first, and
   * with smaller error constants than {@link #dormandPrince}'s.
   *
   * <p>Source: Ch. Tsitouras, "Runge–Kutta pairs of order 5(4) satisfying only the first column
   * simplifying assumption", Computers and Mathematics with Applications 62 (2011),
   * doi:10.1016/j.camwa.2011.06.002, table 1; its last error weight has the wrong sign in print.
   */
  public static ButcherTableau tsitouras() {
    double[] b = {
      0.09646076681806523,
      0.01,
      0.4798896504144996,
      1.379008574103742,
      -3.290069515436081,
      2.324710524099774,
      0.0
    };
    double[][] a = {
      {},
      {0.161},
      {-0.008480655492356989, 0.335480655492357},
      {2.8971530571054935, -6.359448489975075, 4.3622954328695815},
      {5.325864828439257, -11.748883564062828, 7.4955393428898365, -0.09249506636175525},
      {
        5.86145544294642,
        -12.92096931784711,
        8.159367898576159,
        -0.071584973281401,
        -0.028269050394068383
      },
      {b[0], b[1], b[2], b[3], b[4], b[5]}
    };
    double[] c = {0.0, 0.161, 0.327, 0.9, 0.9800255409045097, 1.0, 1.0};
    double[] e = {
      -0.00178001105222577714,
      -0.0008164344596567469,
      0.007880878010261995,
      -0.1447110071732629,
      0.5823571654525552,
      -0.45808210592918697,
      1.0 / 66.0
    };
    return new ButcherTableau(5, a, b, c, e);
  }

  /** The order of the method. */
  public int order() {
    return order;
  }

  /** The evaluations of one step on a fixed grid: the stages that the result depends on. */
  public int evaluationsPerStep() {
    int stages = b.length;
    while (b[stages - 1] == 0.0) {
      stages--;
    }
    return stages;
  }

  /** All stages, with those that serve only the error estimate. */
  public int stages() {
    return b.length;
  }

  /** The weights a_ij of the earlier slopes in stage i. */
  public double a(int i, int j) {
    return a[i][j];
  }

  /** The weight b_i of slope i in the result. */
  public double b(int i) {
    return b[i];
  }

  /** The place c_i of stage i within the step. */
  public double c(int i) {
    return c[i];
  }

  /** The weight of slope i in the error estimate, of an embedded pair only. */
  public double e(int i) {
    return e[i];
  }
}
