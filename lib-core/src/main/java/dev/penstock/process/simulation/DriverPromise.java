package dev.penstock.process.simulation;

import dev.penstock.process.Journal;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * One promise of drivers, and how to see whether a driver keeps it.
 *
 * @param name the promise, as the start of a violation
 * @param check looks at new drivers
 */
record DriverPromise(String name, Check check) {

  /** Looks at drivers; failures of any kind are violations. */
  @FunctionalInterface
  interface Check {
    void run(DriverBench bench, Findings findings) throws Exception;
  }

  void check(
      DriverContract.DriverFactory drivers,
      Supplier<? extends Journal> fresh,
      Executor threads,
      List<String> violations) {
    Findings findings = new Findings(name, violations);
    findings.guard(
        () -> {
          try (Journal journal = fresh.get()) {
            check.run(new DriverBench(drivers, journal, threads), findings);
          }
        });
  }
}
