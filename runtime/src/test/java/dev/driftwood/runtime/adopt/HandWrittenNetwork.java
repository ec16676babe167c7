package dev.driftwood.runtime.adopt;

import static dev.driftwood.runtime.adopt.FileGraph.inputs;

/** Networks in the styles that exporters of different ages write them in. */
enum HandWrittenNetwork {
  /** Group normalisation as instance normalisation of reshaped groups, SiLU as a product. */
  INSTANCE_NORM_AS_GROUP_NORM(9, 4, 6, 6) {
    @Override
    String body(FileGraph g, String y, String tau) {
      String hidden = convolution(g, y, 4, 8, 3);
      String groups = g.binary("Reshape", hidden, g.longs(0, 2, -1));
      String normal =
          g.node(
              "InstanceNormalization",
              inputs(groups, g.floats(new double[] {1, 1}, 2), g.floats(new double[] {0, 0}, 2)),
              "epsilon",
              1e-5f);
      String back = g.binary("Reshape", normal, g.node("Shape", hidden));
      String scaled = g.binary("Mul", back, g.weights(1, 8, 1, 1));
      String shifted = g.binary("Add", scaled, g.weights(1, 8, 1, 1));
      String timed = g.binary("Add", shifted, perChannel(g, embedding(g, tau, 8), 8));
      return convolution(g, silu(g, timed), 8, 4, 3);
    }
  },
  /** Attention as a chain of products, with sizes computed from the shape. */
  ATTENTION_AS_PRODUCTS(11, 8, 4, 4) {
    @Override
    String body(FileGraph g, String y, String tau) {
      String timed = g.binary("Add", y, perChannel(g, embedding(g, tau, 8), 8));
      String sequence = g.node("Transpose", flat(g, timed), "perm", new int[] {0, 2, 1});
      String q = heads(g, sequence, new int[] {0, 2, 1, 3});
      String k = heads(g, sequence, new int[] {0, 2, 3, 1});
      String v = heads(g, sequence, new int[] {0, 2, 1, 3});
      String scores = g.binary("Div", g.binary("MatMul", q, k), g.number(2));
      String mixed = g.binary("MatMul", g.node("Softmax", scores, "axis", 3), v);
      String joined = g.node("Transpose", mixed, "perm", new int[] {0, 1, 3, 2});
      String back = g.binary("Reshape", joined, g.node("Shape", y));
      return g.binary("Add", back, timed);
    }

    private String flat(FileGraph g, String x) {
      String batch = g.node("Gather", inputs(g.node("Shape", x), g.longs(0)), "axis", 0);
      String sizes = g.node("Concat", inputs(batch, g.longs(8, 16)), "axis", 0);
      return g.binary("Reshape", x, sizes);
    }

    /** Two heads of width four from {@code [n, 16, 8]}. */
    private String heads(FileGraph g, String sequence, int[] permutation) {
      String projected = g.binary("MatMul", sequence, g.weights(0.3, 8, 8));
      String split = g.binary("Reshape", projected, g.longs(0, 0, 2, 4));
      return g.node("Transpose", split, "perm", permutation);
    }
  },
  /** Nearest up-sampling as opset 9 had it, and pooling down. */
  UPSAMPLE_NINE(9, 2, 4, 4) {
    @Override
    String body(FileGraph g, String y, String tau) {
      String down =
          g.node("AveragePool", y, "kernel_shape", new int[] {2, 2}, "strides", new int[] {2, 2});
      String timed = g.binary("Add", down, perChannel(g, embedding(g, tau, 2), 2));
      String hidden = g.node("Elu", convolution(g, timed, 2, 2, 3));
      return g.node(
          "Upsample", inputs(hidden, g.floats(new double[] {1, 1, 2, 2}, 4)), "mode", "nearest");
    }
  },
  /** Bilinear up-sampling to a size that is read off another value. */
  BILINEAR_TO_A_SIZE(13, 2, 6, 6) {
    @Override
    String body(FileGraph g, String y, String tau) {
      String down =
          g.node(
              "MaxPool",
              y,
              "kernel_shape",
              new int[] {3, 3},
              "strides",
              new int[] {2, 2},
              "pads",
              new int[] {1, 1, 1, 1});
      String timed = g.binary("Add", down, perChannel(g, embedding(g, tau, 2), 2));
      String sizes = g.node("Shape", g.node("LeakyRelu", timed, "alpha", 0.1f));
      String two = g.node("Slice", inputs(sizes, g.longs(0), g.longs(2), g.longs(0)));
      String place =
          g.node("Slice", inputs(g.node("Shape", y), g.longs(2), g.longs(4), g.longs(0)));
      String target = g.node("Concat", inputs(two, place), "axis", 0);
      return g.node(
          "Resize",
          inputs(g.node("Tanh", timed), "", "", target),
          "mode",
          "linear",
          "coordinate_transformation_mode",
          "align_corners");
    }
  },
  /** Points, a layer normalisation in primitives, softplus, and clipped features. */
  POINTS_IN_PRIMITIVES(14, 5) {
    @Override
    String body(FileGraph g, String y, String tau) {
      String hidden =
          g.node("Gemm", inputs(y, g.weights(0.4, 7, 5), g.weights(0.1, 7)), "transB", 1);
      String mean = g.node("ReduceMean", hidden, "axes", new int[] {-1});
      String centred = g.binary("Sub", hidden, mean);
      String square = g.binary("Pow", centred, g.number(2));
      String variance = g.node("ReduceMean", square, "axes", new int[] {-1});
      String deviation = g.node("Sqrt", g.binary("Add", variance, g.number(1e-5)));
      String normal = g.binary("Div", centred, deviation);
      String timed = g.binary("Add", normal, embedding(g, tau, 7));
      String clipped = g.node("Clip", inputs(timed, g.number(-1.5), g.number(1.5)));
      String gate = g.node("Softplus", clipped);
      return g.node("Gemm", inputs(gate, g.weights(0.4, 7, 5), g.weights(0.1, 5)));
    }
  },
  /** The fused layers of later operator sets. */
  FUSED_LAYERS(21, 8, 4, 4) {
    @Override
    String body(FileGraph g, String y, String tau) {
      String normal =
          g.node(
              "GroupNormalization",
              inputs(y, g.weights(1, 8), g.weights(0.1, 8)),
              "num_groups",
              2,
              "epsilon",
              1e-5f);
      String timed = g.binary("Add", normal, perChannel(g, embedding(g, tau, 8), 8));
      String active = g.node("Gelu", timed, "approximate", "tanh");
      return convolution(g, g.node("Mish", active), 8, 8, 3);
    }
  },
  /** Attention as one node. */
  ATTENTION_AS_A_NODE(23, 48) {
    @Override
    String body(FileGraph g, String y, String tau) {
      String time = g.node("Unsqueeze", inputs(embedding(g, tau, 8), g.longs(1)));
      String sequence = g.binary("Reshape", y, g.longs(-1, 6, 8));
      String timed = g.binary("Add", sequence, time);
      String normal = g.node("RMSNormalization", inputs(timed, g.weights(1, 8)), "epsilon", 1e-5f);
      String q = g.binary("MatMul", normal, g.weights(0.3, 8, 8));
      String k = g.binary("MatMul", normal, g.weights(0.3, 8, 8));
      String v = g.binary("MatMul", normal, g.weights(0.3, 8, 8));
      String mixed = g.node("Attention", inputs(q, k, v), "q_num_heads", 2, "kv_num_heads", 2);
      return g.binary("Reshape", g.binary("Add", mixed, timed), g.longs(-1, 48));
    }
  };

  private final int opset;
  private final int[] item;

  HandWrittenNetwork(int opset, int... item) {
    this.opset = opset;
    this.item = item;
  }

  abstract String body(FileGraph g, String y, String tau);

  int[] item() {
    return item.clone();
  }

  byte[] bytes() {
    FileGraph graph = new FileGraph(opset, item);
    return graph.bytes(body(graph, "y", "tau"));
  }

  private static String convolution(FileGraph g, String x, int from, int to, int kernel) {
    double scale = 1 / Math.sqrt(from * kernel * kernel);
    int pad = kernel / 2;
    return g.node(
        "Conv",
        inputs(x, g.weights(scale, to, from, kernel, kernel), g.weights(0.1, to)),
        "kernel_shape",
        new int[] {kernel, kernel},
        "pads",
        new int[] {pad, pad, pad, pad});
  }

  private static String silu(FileGraph g, String x) {
    return g.binary("Mul", x, g.node("Sigmoid", x));
  }

  /** Sines and cosines of the time at frequencies that are a constant, and a linear layer. */
  private static String embedding(FileGraph g, String tau, int width) {
    boolean attribute = g.opset() < 13;
    String column =
        attribute
            ? g.node("Unsqueeze", tau, "axes", new int[] {1})
            : g.node("Unsqueeze", inputs(tau, g.longs(1)));
    String phases = g.binary("Mul", column, g.floats(new double[] {1, 0.1, 0.01, 0.001}, 1, 4));
    String features =
        g.node("Concat", inputs(g.node("Sin", phases), g.node("Cos", phases)), "axis", 1);
    return g.binary("MatMul", features, g.weights(0.5, 8, width));
  }

  private static String perChannel(FileGraph g, String vector, int channels) {
    return g.binary("Reshape", vector, g.longs(-1, channels, 1, 1));
  }
}
