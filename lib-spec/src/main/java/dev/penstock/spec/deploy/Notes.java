package dev.penstock.spec.deploy;

import dev.penstock.diagnostic.Fix;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is found in one appspec, each at the severity that the mode gives it. Confined to one
 * thread.
 */
final class Notes {

  private final Findings findings;
  private final ConformanceMode mode;
  private final boolean stopsAtFirst;
  private boolean hasErrors;

  /**
   * Nothing noted yet.
   *
   * @param stopsAtFirst whether errors behind the first are left out, as the agent does (D-009)
   */
  Notes(Findings findings, ConformanceMode mode, boolean stopsAtFirst) {
    this.findings = findings;
    this.mode = mode;
    this.stopsAtFirst = stopsAtFirst;
    this.hasErrors = findings.found().stream().anyMatch(d -> d.severity() == Severity.ERROR);
  }

  ConformanceMode mode() {
    return mode;
  }

  void report(DeployRule rule, Node at, DocumentPath path, String found) {
    report(rule, at, path, found, "", "");
  }

  void report(
      DeployRule rule, Node at, DocumentPath path, String found, String allowed, String hint) {
    report(rule, at, path, found, allowed, hint, Optional.empty());
  }

  void report(
      DeployRule rule,
      Node at,
      DocumentPath path,
      String found,
      String allowed,
      String hint,
      Optional<Fix> fix) {
    Optional<Severity> severity = rule.in(mode);
    if (severity.isEmpty()) {
      return;
    }
    if (severity.get() == Severity.ERROR) {
      if (hasErrors && stopsAtFirst) {
        return;
      }
      hasErrors = true;
    }
    findings.report(rule, severity.get(), at, path, found, allowed, hint, fix);
  }

  /** Writes something without quotes in the place of a scalar, with or without quotes. */
  static Optional<Fix> rewritten(Scalar scalar, String written) {
    boolean isMendable = scalar.replacedBy("x").isPresent();
    return isMendable
        ? Optional.of(Fix.replace("write " + written, scalar.position(), scalar.end(), written))
        : Optional.empty();
  }

  <T> ReadResult<T> concludeWith(Supplier<T> spec) {
    return findings.concludeWith(spec);
  }

  <T> ReadResult<T> conclude(T spec) {
    return findings.conclude(spec);
  }

  boolean hasErrors() {
    return hasErrors;
  }

  <T> ReadResult<T> refuse() {
    return findings.refuse();
  }
}
