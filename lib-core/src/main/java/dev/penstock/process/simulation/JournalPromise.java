package dev.penstock.process.simulation;

import dev.penstock.process.Journal;
import java.util.List;
import java.util.function.Supplier;

/**
 * One promise of journals, and how to see whether a new journal keeps it.
 *
 * @param name the promise, as the start of a violation
 * @param check looks at a new journal
 */
record JournalPromise(String name, Check check) {

  /** Looks at a journal; failures of any kind are violations. */
  @FunctionalInterface
  interface Check {
    void run(Journal journal, Findings findings) throws Exception;
  }

  void check(Supplier<? extends Journal> fresh, List<String> violations) {
    Findings findings = new Findings(name, violations);
    findings.guard(
        () -> {
          try (Journal journal = fresh.get()) {
            check.run(journal, findings);
          }
        });
  }
}
