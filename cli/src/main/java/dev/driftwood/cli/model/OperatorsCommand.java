package dev.driftwood.cli.model;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.output.Table;
import dev.driftwood.runtime.derivative.DifferentiableOperator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code driftwood operators}. */
@Command(
    name = "operators",
    description = "List the ONNX operators that likelihoods can be computed through.")
final class OperatorsCommand implements Callable<Integer> {
  private final Console console;

  @ArgGroup private @Nullable Form form;

  private static final class Form {
    @Option(names = "--json", description = "Print the results as one line of JSON.")
    private boolean json;

    @Option(names = "--markdown", description = "Print the page docs/operators.md.")
    private boolean markdown;
  }

  OperatorsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<DifferentiableOperator> operators = DifferentiableOperator.all();
    if (form != null && form.markdown) {
      new OperatorsPage(operators).lines().forEach(console::print);
    } else {
      table(operators).print(console, form != null && form.json);
    }
    return ExitCode.OK;
  }

  private static Table table(List<DifferentiableOperator> operators) {
    Table table = new Table("name", "kind", "tangent");
    for (DifferentiableOperator operator : operators) {
      table
          .add()
          .put("name", operator.op())
          .put("kind", operator.kind().label())
          .put("tangent", operator.formula());
    }
    return table;
  }
}
