package dev.penstock.samples.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures bodies that take turns, so that whatever else slows the machine slows all of them. In a
 * round each body has one turn, and every second round goes the other way, so that none always
 * follows the same one. A turn is one run, or as many as fill a time in which the collector has its
 * share.
 *
 * <p>What a round took is meant to be compared within that round: see {@link
 * Measured#addRounds(String, double...)}.
 */
final class Rounds {
  static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** The system property that lets a program start with its last body: see {@link #backwards()}. */
  static final String BACKWARDS = "benchmarks.backwards";

  private final double unit;
  private final LongSupplier clock;
  private final LongSupplier processors;
  private final List<Turns> bodies = new ArrayList<>();
  private Callable<?> afterwards = () -> 0;

  /** What a body returns goes here, so that none of it can be left out. */
  volatile @Nullable Object consumed;

  /** With the clock of the JVM, and the processor time of all its threads. */
  Rounds(TimeUnit unit) {
    this(
        unit,
        System::nanoTime,
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)::getProcessCpuTime);
  }

  /** With clocks of nanoseconds. */
  Rounds(TimeUnit unit, LongSupplier clock, LongSupplier processors) {
    this.unit = unit.toNanos(1);
    this.clock = clock;
    this.processors = processors;
  }

  private static final class Turns {
    private final String name;
    private final int operations;
    private final Callable<?> body;
    private final List<Double> times = new ArrayList<>();
    private double cpu;
    private long runs;

    Turns(String name, int operations, Callable<?> body) {
      this.name = name;
      this.operations = operations;
      this.body = body;
    }
  }

  Rounds add(String name, Callable<?> body) {
    return add(name, 1, body);
  }

  /** Adds a body, of which one run counts as so many operations. */
  Rounds add(String name, int operations, Callable<?> body) {
    bodies.add(new Turns(name, operations, body));
    return this;
  }

  /** What is done after each round, and is not measured. */
  Rounds afterEach(Callable<?> cleaning) {
    afterwards = cleaning;
    return this;
  }

  /**
   * Starts with the body that was added last. What runs first decides for what the compiler makes
   * the code that bodies share, so half of all JVMs should go this way.
   */
  Rounds backwards() {
    Collections.reverse(bodies);
    return this;
  }

  /**
   * Measures for a time, after half as long has gone by for nothing. Rounds are in pairs, there and
   * back, of which at least one is measured.
   *
   * @return what an operation took in each round, by the body's name, and its processor time in the
   *     mean of all rounds, which the clock of processors is too coarse to tell for each
   */
  Map<String, double[]> measure(long nanos) throws Exception {
    pairs(nanos / 2);
    for (Turns turns : bodies) {
      turns.times.clear();
      turns.cpu = 0;
      turns.runs = 0;
    }
    pairs(nanos);
    Map<String, double[]> measured = new LinkedHashMap<>();
    for (Turns turns : bodies) {
      measured.put(turns.name, turns.times.stream().mapToDouble(time -> time).toArray());
      measured.put(
          turns.name + Measured.CPU,
          new double[] {turns.cpu / turns.runs / turns.operations / unit});
    }
    return measured;
  }

  /** Measures, and prints a line for each name. */
  void print(PrintStream to, long seconds) throws Exception {
    if (Boolean.getBoolean(BACKWARDS)) {
      backwards();
    }
    measure(TimeUnit.SECONDS.toNanos(seconds))
        .forEach(
            (name, values) ->
                to.println(
                    name
                        + ": "
                        + DoubleStream.of(values)
                            .mapToObj(Double::toString)
                            .collect(Collectors.joining(" "))));
  }

  /** What was printed. */
  static Map<String, double[]> parse(String printed) {
    Map<String, double[]> measured = new LinkedHashMap<>();
    printed
        .lines()
        .map(line -> line.split(": ", 2))
        .forEach(
            line ->
                measured.put(
                    line[0],
                    Stream.of(line[1].split(" ")).mapToDouble(Double::parseDouble).toArray()));
    return measured;
  }

  private void pairs(long nanos) throws Exception {
    long start = clock.getAsLong();
    do {
      for (int i = 0; i < bodies.size(); i++) {
        take(bodies.get(i));
      }
      afterwards.call();
      for (int i = bodies.size() - 1; i >= 0; i--) {
        take(bodies.get(i));
      }
      afterwards.call();
    } while (clock.getAsLong() - start < nanos);
  }

  private void take(Turns turns) throws Exception {
    long cpu = processors.getAsLong();
    long start = clock.getAsLong();
    long runs = 0;
    long passed;
    do {
      consumed = turns.body.call();
      runs++;
      passed = clock.getAsLong() - start;
    } while (passed < TURN_NANOS);
    turns.times.add(passed / unit / runs / turns.operations);
    turns.cpu += processors.getAsLong() - cpu;
    turns.runs += runs;
  }
}
