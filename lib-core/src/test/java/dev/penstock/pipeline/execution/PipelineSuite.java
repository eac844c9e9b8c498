package dev.penstock.pipeline.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** Random pipelines through random histories, and the smallest history that breaks something. */
final class PipelineSuite {
  private static final int LONGEST_REPORT = 60;

  private final int steps;
  private final StatusEdges edges = new StatusEdges();

  PipelineSuite(int steps) {
    this.steps = steps;
  }

  /** The edges of the tables of states that were taken. */
  StatusEdges edges() {
    return edges;
  }

  /** Plays the histories of many seeds; says of the first that breaks something, what it is. */
  List<String> play(LongStream seeds) {
    return seeds.parallel().boxed().flatMap(seed -> play(seed).stream()).limit(1).toList();
  }

  /** Plays the history of one seed; says what it breaks, and how to see it again. */
  List<String> play(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PipelineSteps source = new PipelineSteps(random, random.nextInt(4) == 0);
    PipelineWalk walk = new PipelineWalk(edges);
    List<PipelineStep> taken = new ArrayList<>();
    List<String> broken = List.of();
    for (int i = 0; i < steps && broken.isEmpty(); i++) {
      PipelineStep step = source.next(walk);
      taken.add(step);
      broken = walk.take(step);
    }
    if (broken.isEmpty()) {
      broken = walk.end();
    }
    return broken.isEmpty() ? List.of() : List.of(report(seed, taken, broken));
  }

  private String report(long seed, List<PipelineStep> taken, List<String> broken) {
    List<PipelineStep> fewest = shrunk(taken);
    StringBuilder text = new StringBuilder("seed " + seed + " with " + steps + " steps breaks");
    broken.forEach(each -> text.append("\n  ").append(each));
    text.append("\nsee it again with -Dpenstock.suite.seed=").append(seed);
    text.append(" -Dpenstock.suite.steps=").append(steps);
    text.append("\nthese ").append(fewest.size()).append(" steps are enough:");
    fewest.stream().limit(LONGEST_REPORT).forEach(each -> text.append("\n  ").append(each));
    PipelineWalk.take(fewest).forEach(each -> text.append("\n  breaks ").append(each));
    return text.toString();
  }

  /** Leaves out what can be left out, later steps first. */
  private static List<PipelineStep> shrunk(List<PipelineStep> taken) {
    List<PipelineStep> fewest = new ArrayList<>(taken);
    if (PipelineWalk.take(fewest).isEmpty()) {
      return fewest; // the commands alone do not show it
    }
    for (int size = Math.max(1, fewest.size() / 2); size > 0; size /= 2) {
      for (int from = fewest.size() - size; from >= 0; from -= size) {
        List<PipelineStep> fewer = new ArrayList<>(fewest);
        fewer.subList(from, Math.min(from + size, fewer.size())).clear();
        if (!PipelineWalk.take(fewer).isEmpty()) {
          fewest = fewer;
        }
      }
    }
    return fewest;
  }
}
