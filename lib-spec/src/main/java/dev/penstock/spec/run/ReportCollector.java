package dev.penstock.spec.run;

import dev.penstock.spec.build.ReportFormat;
import dev.penstock.spec.build.ReportGroup;
import dev.penstock.spec.report.ReportException;
import dev.penstock.spec.report.ReportReader;
import dev.penstock.spec.report.ReportSummary;
import dev.penstock.spec.report.TestCase;
import dev.penstock.spec.run.PhaseResult.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the reports that a buildspec names (B-150 to B-157). What is missing or broken is said in a
 * context of the phase, and fails nothing.
 */
final class ReportCollector {

  private static final int MAX_FILES = 10_000;

  private final Path root;
  private final BuildTexts texts;
  private final BuildProject project;
  private final MaskedLog log;
  private final List<Context> contexts;

  ReportCollector(
      Path root, BuildTexts texts, BuildProject project, MaskedLog log, List<Context> contexts) {
    this.root = root;
    this.texts = texts;
    this.project = project;
    this.log = log;
    this.contexts = contexts;
  }

  Map<String, ReportSummary> collect(Map<String, ReportGroup> groups) throws IOException {
    Map<String, ReportSummary> summaries = new LinkedHashMap<>();
    for (Map.Entry<String, ReportGroup> entry : groups.entrySet()) {
      if (summaries.size() == ReportGroup.MAX_GROUPS) {
        warn(entry.getKey() + " is left out: at most " + ReportGroup.MAX_GROUPS + " report groups");
        continue;
      }
      ReportGroup group = entry.getValue();
      List<String> all = new ArrayList<>(group.files());
      all.add(entry.getKey());
      all.add(group.fileFormat());
      group.baseDirectory().ifPresent(all::add);
      Map<String, String> values = texts.values(VariableText.namesIn(all));
      String name = name(VariableText.expand(entry.getKey(), values));
      Optional<ReportFormat> format =
          ReportFormat.named(VariableText.expand(group.fileFormat(), values));
      if (format.isEmpty()) {
        warn(name + ": \"" + group.fileFormat() + "\" gives no format of reports");
      } else {
        ReportSummary summary = read(name, group, format.get(), values);
        log.line("Report " + summary);
        summaries.put(name, summary);
      }
    }
    return summaries;
  }

  /** B-150: the ARN of a group, or a name that the project's goes before. */
  private String name(String key) {
    return key.startsWith("arn:") || project.name().isEmpty() ? key : project.name() + "-" + key;
  }

  private ReportSummary read(
      String name, ReportGroup group, ReportFormat format, Map<String, String> values) {
    ReportReader reader = ReportReader.of(format);
    List<FileTree.Found> files = List.of();
    try {
      files =
          new FileSelection(root, log)
              .select(
                  VariableText.expand(group.baseDirectory().orElse(""), values),
                  group.files().stream().map(text -> VariableText.expand(text, values)).toList(),
                  List.of(),
                  false);
      if (files.isEmpty()) {
        throw new PhaseFailure(PhaseFailure.CLIENT, "no matching report paths found");
      }
    } catch (PhaseFailure | IOException e) {
      reader.warn(String.valueOf(e.getMessage()));
      warn(name + ": " + e.getMessage());
    }
    if (files.size() > MAX_FILES) {
      reader.warn("more than " + MAX_FILES + " files");
      warn(name + ": only the first " + MAX_FILES + " files are read");
    }
    for (FileTree.Found file : files.subList(0, Math.min(files.size(), MAX_FILES))) {
      String shown = group.discardPaths() ? String.valueOf(file.file().getFileName()) : file.path();
      try (InputStream in = Files.newInputStream(file.file())) {
        reader.read(shown, in);
      } catch (ReportException e) { // which the reader has noted
        warn(name + ": " + e.getMessage());
      } catch (IOException e) {
        reader.warn(shown + " cannot be read");
        warn(name + ": " + shown + " cannot be read: " + e);
      }
    }
    return reader.summary(name).withMessages(this::masked);
  }

  /** Readers cut what is too long. */
  private String masked(String text) {
    return text.length() < TestCase.MAX_NAME ? log.mask(text) : log.maskCut(text);
  }

  private void warn(String message) {
    log.line("Warning: " + message);
    contexts.add(new Context(PhaseFailure.REPORT, message));
  }
}
