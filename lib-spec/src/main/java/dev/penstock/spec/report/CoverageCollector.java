package dev.penstock.spec.report;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts together what several reports say of the same code: a line or a branch that one of them saw
 * running has run.
 */
final class CoverageCollector {

  private final Map<String, Lines> files = new TreeMap<>();
  private int branchCount;

  /** The lines and branches of one file. */
  private static final class Lines {
    final BitSet seen = new BitSet();
    final BitSet hit = new BitSet();
    final Map<String, Boolean> branches = new HashMap<>();
  }

  void file(String file) {
    files.computeIfAbsent(file, name -> new Lines());
    if (files.size() > ReportReader.MAX_LINES) {
      throw new TooMuchException("more than " + ReportReader.MAX_LINES + " files");
    }
  }

  /** Adds a line, numbered from 1. */
  void line(String file, long number, boolean isHit) {
    file(file);
    if (number < 0 || number > ReportReader.MAX_LINES) {
      throw new TooMuchException(
          "line number %d is out of range; allowed: 0 to %d"
              .formatted(number, ReportReader.MAX_LINES));
    }
    Lines lines = files.get(file);
    if (lines != null) {
      lines.seen.set((int) number);
      if (isHit) {
        lines.hit.set((int) number);
      }
    }
  }

  /** Adds a branch, known by a name of its own within the file. */
  void branch(String file, String name, boolean isTaken) {
    file(file);
    Lines lines = files.get(file);
    if (lines != null) {
      Boolean before = lines.branches.put(name, isTaken);
      if (before == null) {
        branchCount++;
      } else if (before) {
        lines.branches.put(name, true);
      }
    }
    if (branchCount > ReportReader.MAX_LINES) {
      throw new TooMuchException("more than " + ReportReader.MAX_LINES + " branches");
    }
  }

  /** Adds branches of a line of which only the number is known. */
  void branches(String file, long line, long covered, long total) {
    if (covered < 0 || covered > total || total > ReportReader.MAX_LINES) {
      throw new TooMuchException(
          "line %d: %d of %d branches are out of range".formatted(line, covered, total));
    }
    for (long i = 0; i < total; i++) {
      branch(file, line + "/" + i, i < covered);
    }
  }

  CoverageReport report() {
    return new CoverageReport(
        files.entrySet().stream()
            .map(entry -> coverage(entry.getKey(), entry.getValue()))
            .toList());
  }

  private static FileCoverage coverage(String file, Lines lines) {
    return new FileCoverage(
        file,
        new Tally(lines.hit.cardinality(), lines.seen.cardinality()),
        new Tally(
            lines.branches.values().stream().filter(taken -> taken).count(),
            lines.branches.size()));
  }
}
