package dev.penstock.deploy.simulation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Candidates side by side after many rollouts of one scenario. Immutable.
 *
 * @param hosts of the scenario
 * @param runs of each candidate
 * @param seed what the comparison can be made again with
 * @param rows one for each candidate, in the order in which they were given
 */
public record StrategyComparison(int hosts, int runs, long seed, List<Row> rows) {

  private static final String LINE = "  %-44s %12s %12s %12s\n";

  /** Copies the rows. */
  public StrategyComparison {
    rows = List.copyOf(rows);
  }

  /**
   * The figures of one candidate.
   *
   * @param candidate its name
   * @param good how many revisions were good
   * @param succeeded how many of those were everywhere in the end
   * @param bad how many revisions were bad
   * @param figures what was measured at least once
   */
  public record Row(
      String candidate, int good, int succeeded, int bad, Map<Figure, Percentiles> figures) {

    /** Copies the figures. */
    public Row {
      Objects.requireNonNull(candidate, "candidate");
      Map<Figure, Percentiles> copy = new EnumMap<>(Figure.class);
      copy.putAll(figures);
      figures = Collections.unmodifiableMap(copy);
    }

    /**
     * One figure.
     *
     * @param figure which
     * @return empty if no run had it, such as the time to detect if no revision was bad
     */
    public Optional<Percentiles> of(Figure figure) {
      return Optional.ofNullable(figures.get(figure));
    }
  }

  /**
   * How bad a figure got, in its unit.
   *
   * @param median half of the runs were no worse
   * @param ninetieth nine of ten were no worse
   * @param ninetyNinth 99 of a hundred were no worse
   */
  public record Percentiles(long median, long ninetieth, long ninetyNinth) {}

  /**
   * The figures of the candidate of that name.
   *
   * @param candidate its {@link Candidate#name()}
   * @return the row
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  public Row row(String candidate) {
    for (Row row : rows) {
      if (row.candidate().equals(candidate)) {
        return row;
      }
    }
    throw new IllegalArgumentException(
        "candidate: \""
            + candidate
            + "\" was not compared; allowed: "
            + String.join("; ", rows.stream().map(Row::candidate).toList()));
  }

  /**
   * A table for each figure, for people.
   *
   * @return lines that end in a newline, the same for the same comparison
   */
  public String toText() {
    StringBuilder text = new StringBuilder(title()).append('\n');
    text.append("good revisions that succeeded\n");
    for (Row row : rows) {
      String share = String.format(Locale.ROOT, "%,d of %,d", row.succeeded(), row.good());
      text.append(String.format(Locale.ROOT, LINE, row.candidate(), share, "", "").stripTrailing())
          .append('\n');
    }
    for (Figure figure : Figure.values()) {
      if (rows.stream().anyMatch(row -> row.of(figure).isPresent())) {
        text.append(
            String.format(
                    Locale.ROOT, "%-46s %12s %12s %12s%n", figure.label(), "p50", "p90", "p99")
                .replace(System.lineSeparator(), "\n"));
        rows.forEach(row -> text.append(line(row, figure)));
      }
    }
    return text.toString();
  }

  /**
   * A chart of time to full rollout, lowest capacity and request-minutes: for each candidate a bar
   * up to the median, a line to the ninetieth percentile and a thin one to the ninety-ninth.
   *
   * @return an SVG document without style sheet, script or outside reference, the same for the same
   *     comparison
   */
  public String toSvg() {
    return new ComparisonChart(this).toString();
  }

  String title() {
    return String.format(Locale.ROOT, "%,d rollouts each, %,d hosts, seed %d", runs, hosts, seed);
  }

  private static String line(Row row, Figure figure) {
    Percentiles found = row.figures().get(figure);
    return found == null
        ? String.format(Locale.ROOT, LINE, row.candidate(), "-", "-", "-")
        : String.format(
            Locale.ROOT,
            LINE,
            row.candidate(),
            figure.format(found.median()),
            figure.format(found.ninetieth()),
            figure.format(found.ninetyNinth()));
  }
}
