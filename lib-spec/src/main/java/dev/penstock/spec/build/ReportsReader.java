package dev.penstock.spec.build;

import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code reports} (B-150). */
final class ReportsReader {

  private static final String FORMAT = "file-format";

  private final Section reports;
  private final Findings findings;

  ReportsReader(Section reports) {
    this.reports = reports;
    this.findings = reports.findings();
  }

  Map<String, ReportGroup> read() {
    List<Mapping.Entry> groups = List.copyOf(reports.mapping().entries());
    if (groups.size() > ReportGroup.MAX_GROUPS) {
      Mapping.Entry first = groups.get(ReportGroup.MAX_GROUPS);
      findings.report(
          BuildRule.TOO_MANY_REPORTS,
          first.key(),
          reports.at(first.name()),
          "there are " + groups.size() + " groups of reports",
          "at most " + ReportGroup.MAX_GROUPS,
          "put reports of one format into one group");
    }
    return reports.each(this::group);
  }

  private @Nullable ReportGroup group(Mapping.Entry entry) {
    DocumentPath path = reports.at(entry.name());
    Node node = entry.value();
    if (node.isNull()) {
      findings.report(
          BuildRule.EMPTY_SECTION,
          entry.key(),
          path,
          "the group is empty",
          "",
          "remove it, or indent what belongs to it");
      return null;
    }
    if (!(node instanceof Mapping mapping)) {
      findings.report(
          BuildRule.REPORT_KIND,
          node,
          path,
          "expected a mapping, found " + node.kind(),
          "",
          "write \"files:\" below it");
      return null;
    }
    Section group = new Section(mapping, path, findings);
    Level.REPORT.reportUnknown(group);
    if (group.value("files") == null) {
      findings.report(
          BuildRule.REPORT_FILES_MISSING,
          entry.key(),
          path,
          "no files are named",
          "",
          "add \"files:\" with the patterns of the reports");
    }
    return new ReportGroup(
        FileLists.paths(group, "files"),
        format(group),
        group.text("base-directory", BuildRule.SECTION_KIND),
        group.flag("discard-paths", false, BuildRule.YES_OR_NO));
  }

  private String format(Section group) {
    Optional<String> text = group.text(FORMAT, BuildRule.REPORT_FORMAT);
    if (text.isEmpty()) {
      return ReportFormat.JUNITXML.name();
    }
    Optional<ReportFormat> format = ReportFormat.named(text.get());
    if (format.isPresent()) {
      return text.get();
    }
    boolean isVariable = VariableReader.expands(text.get());
    Node at = group.valueNode(FORMAT);
    findings.report(
        BuildRule.REPORT_FORMAT,
        isVariable ? Severity.INFO : Severity.ERROR,
        at,
        group.at(FORMAT),
        isVariable
            ? "only the build will tell the format"
            : "unknown format \"" + text.get() + "\"",
        String.join(", ", ReportFormat.ALL),
        isVariable ? "" : Level.suggestion(text.get(), ReportFormat.ALL),
        isVariable ? Optional.empty() : Fixes.corrected(at, ReportFormat.ALL));
    return text.get();
  }
}
