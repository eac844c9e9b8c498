package dev.penstock.samples.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How goals are measured: ours and its anchors in one run, which is repeated while an anchor moved
 * too much.
 *
 * @param isQuick one fork, short iterations and no repetition
 */
record Invocation(boolean isQuick) {

  /** As the arguments of a program say; ends it if they say something else. */
  static Invocation of(String... arguments) {
    List<String> given = List.of(arguments);
    if (!given.isEmpty() && !given.equals(List.of("--quick"))) {
      System.err.println("found " + given + "; allowed: --quick, or nothing");
      System.exit(2);
    }
    return new Invocation(!given.isEmpty());
  }

  /** Measures something, once. */
  interface Measurement {
    /** Measures ours and its anchors. */
    Measured measure() throws Exception;
  }

  /** The rows of goals that JMH measures. */
  String jmh(UnaryOperator<ChainedOptionsBuilder> what, List<Goal> goals) throws Exception {
    return rows(() -> run(what), goals);
  }

  /** The rows of goals that are measured in any way. */
  String rows(Measurement measurement, List<Goal> goals) throws Exception {
    return rows(measurement, goals, Goal::row);
  }

  /** The rows as the caller lays them out. */
  String rows(Measurement measurement, List<Goal> goals, BiFunction<Goal, Measured, String> layout)
      throws Exception {
    int runsLeft = isQuick ? 1 : 3;
    while (true) {
      Measured measured = measurement.measure();
      runsLeft--;
      if (runsLeft == 0 || goals.stream().noneMatch(goal -> goal.isVoid(measured))) {
        StringBuilder rows = new StringBuilder();
        goals.forEach(goal -> rows.append(layout.apply(goal, measured)));
        System.err.print(rows);
        return rows.toString();
      }
      System.err.println("an anchor moved: measuring again");
    }
  }

  /** One run of JMH. */
  Measured run(UnaryOperator<ChainedOptionsBuilder> what) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .forks(isQuick ? 1 : 3)
            .warmupIterations(isQuick ? 4 : 3)
            .warmupTime(TimeValue.seconds(isQuick ? 1 : 2))
            .measurementIterations(5)
            .measurementTime(TimeValue.milliseconds(isQuick ? 500 : 1_000))
            .timeout(TimeValue.minutes(2))
            .addProfiler(GCProfiler.class)
            .addProfiler(CpuProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    return new Measured(new Runner(what.apply(options).build()).run());
  }

  /**
   * What a program prints whose bodies take turns, in fresh JVMs that run one after the other, each
   * second of which starts with the last body.
   *
   * @param program a program of {@link Rounds}
   * @param seconds for how long they measure together; the share of each is its last argument
   * @param arguments the others
   */
  Measured rounds(Class<?> program, int seconds, String... arguments)
      throws IOException, InterruptedException {
    int count = isQuick ? 2 : 4;
    List<Map<String, double[]>> processes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> command = new ArrayList<>();
      command.add("-D" + Rounds.BACKWARDS + "=" + (i % 2 == 1));
      command.add(program.getName());
      command.addAll(List.of(arguments));
      command.add(Integer.toString(seconds / count));
      processes.add(Rounds.parse(ChildJvm.output(command)));
    }
    Measured measured = new Measured();
    processes
        .get(0)
        .keySet()
        .forEach(
            name ->
                measured.addRounds(
                    name,
                    processes.stream()
                        .flatMapToDouble(process -> DoubleStream.of(process.get(name)))
                        .toArray()));
    return measured;
  }

  /** For how long rounds measure, by how many bodies there are. */
  int seconds(int bodies) {
    return bodies * (isQuick ? 5 : 24);
  }

  int processes() {
    return isQuick ? 5 : 15;
  }
}
