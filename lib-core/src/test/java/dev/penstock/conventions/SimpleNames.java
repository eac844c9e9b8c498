package dev.penstock.conventions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rule that public types of a library, and of the core that its users see with it, have names
 * of their own: two that share one cannot both be imported, nor can their packages as a whole.
 */
final class SimpleNames {

  /**
   * Names that stand for two things because the field uses the one word for both, as "name:
   * package, package". A new name that is taken already has a better one.
   */
  private static final List<String> WORDS_OF_THE_FIELD =
      List.of(
          "CircuitBreaker: dev.penstock.deploy.strategy, dev.penstock.pipeline.resilience",
          "Command: dev.penstock.process, dev.penstock.spec.build",
          "Condition: dev.penstock.deploy.analysis, dev.penstock.pipeline",
          "Conformance: dev.penstock.deploy.strategy, dev.penstock.pipeline",
          "Effect: dev.penstock.policy, dev.penstock.process",
          "OnFailure: dev.penstock.pipeline, dev.penstock.spec.build",
          "Outcome: dev.penstock.deploy.analysis, dev.penstock.deploy.simulation",
          "Page: dev.penstock.artifact, dev.penstock.pipeline.execution",
          "Retention: dev.penstock.artifact.retention, dev.penstock.process",
          "RetentionPolicy: dev.penstock.artifact.retention, dev.penstock.engine",
          "RetryMode: dev.penstock.pipeline, dev.penstock.spec.batch",
          "Trigger: dev.penstock.deploy.trigger, dev.penstock.source",
          "Verdict: dev.penstock.policy, dev.penstock.spec.lint");

  private static final Pattern EXPORT = Pattern.compile("exports\\s+([\\w.]+)\\s*;");

  private SimpleNames() {}

  /** What of the rule is broken in a module, and which exemptions are needed no more. */
  static List<String> wrong(Path module) {
    return wrong(module, SourceTree.repository().resolve("lib-core"), WORDS_OF_THE_FIELD);
  }

  static List<String> wrong(Path module, Path core, List<String> exempt) {
    List<String> own = exported(module);
    List<String> known = new ArrayList<>(own);
    known.addAll(exported(core));
    Map<String, Set<String>> packages = new TreeMap<>();
    for (Path each : new TreeSet<>(List.of(module, core))) {
      for (String exported : exported(each)) {
        typesOf(each, exported)
            .forEach(type -> packages.computeIfAbsent(type, t -> new TreeSet<>()).add(exported));
      }
    }
    List<String> shared =
        packages.entrySet().stream()
            .filter(entry -> entry.getValue().size() > 1)
            .filter(entry -> entry.getValue().stream().anyMatch(own::contains))
            .map(SimpleNames::line)
            .toList();
    List<String> wrong = new ArrayList<>(shared);
    wrong.removeAll(exempt);
    exempt.stream()
        .filter(line -> packages(line).anyMatch(own::contains))
        .filter(line -> packages(line).allMatch(known::contains))
        .filter(line -> !shared.contains(line))
        .forEach(line -> wrong.add(line + ": needs no exemption any more"));
    return wrong;
  }

  private static String line(Map.Entry<String, Set<String>> entry) {
    return entry.getKey() + ": " + String.join(", ", entry.getValue());
  }

  private static Stream<String> packages(String line) {
    return Stream.of(line.split("[:,] ")).skip(1);
  }

  private static List<String> exported(Path module) {
    Path descriptor = module.resolve("src/main/java/module-info.java");
    if (!Files.exists(descriptor)) {
      return List.of();
    }
    return EXPORT.matcher(SourceTree.text(descriptor)).results().map(m -> m.group(1)).toList();
  }

  private static Stream<String> typesOf(Path module, String exported) {
    Path folder = module.resolve("src/main/java").resolve(exported.replace('.', '/'));
    return SourceTree.files(folder, ".java").stream()
        .filter(file -> folder.equals(file.getParent()))
        .filter(SimpleNames::isPublic)
        .map(SimpleNames::name);
  }

  private static boolean isPublic(Path file) {
    Matcher declaration =
        Pattern.compile(
                "^public (?:[\\w-]+ )*@?(?:class|interface|record|enum) " + name(file) + "\\b",
                Pattern.MULTILINE)
            .matcher(SourceTree.text(file));
    return declaration.find();
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.java$", "");
  }
}
