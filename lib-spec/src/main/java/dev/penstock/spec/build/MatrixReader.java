package dev.penstock.spec.build;

import dev.penstock.spec.build.Batch.BuildMatrix;
import dev.penstock.spec.build.Batch.BuildMatrix.Dynamic;
import dev.penstock.spec.build.Batch.BuildMatrix.Fixed;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import dev.penstock.spec.tree.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code build-matrix} (B-197). */
final class MatrixReader {

  private static final Dynamic NOTHING = new Dynamic(List.of(), List.of(), List.of(), Map.of());

  private final Section matrix;
  private final Findings findings;
  private final VariableReader variables;

  MatrixReader(Section matrix) {
    this.matrix = matrix;
    this.findings = matrix.findings();
    this.variables = VariableReader.ofBatch(findings);
  }

  BuildMatrix read() {
    Level.MATRIX.reportUnknown(matrix);
    Fixed fixed =
        matrix.section("static", BuildRule.SECTION_KIND).map(this::fixed).orElse(Fixed.NONE);
    Node dynamic = matrix.value("dynamic");
    if (dynamic == null || dynamic.isNull()) {
      findings.report(
          BuildRule.NO_DYNAMIC,
          dynamic == null ? matrix.mapping() : matrix.keyNode("dynamic"),
          matrix.at("dynamic"),
          "nothing is combined",
          "",
          "add \"dynamic:\" with lists of values");
    }
    return new BuildMatrix(
        fixed,
        matrix.section("dynamic", BuildRule.SECTION_KIND).map(this::dynamic).orElse(NOTHING));
  }

  private Fixed fixed(Section section) {
    Level.STATIC.reportUnknown(section);
    return new Fixed(
        new TaskEnvironmentReader(findings).read(section, Level.STATIC_ENV),
        section.flag("ignore-failure", false, BuildRule.YES_OR_NO));
  }

  private Dynamic dynamic(Section section) {
    Level.DYNAMIC.reportUnknown(section);
    List<String> buildspecs = texts(section, "buildspec");
    Optional<Section> env = section.section("env", BuildRule.SECTION_KIND);
    if (env.isEmpty()) {
      return new Dynamic(buildspecs, List.of(), List.of(), Map.of());
    }
    Level.DYNAMIC_ENV.reportUnknown(env.get());
    List<String> computeTypes = texts(env.get(), "compute-type");
    int index = 0;
    boolean isList = env.get().value("compute-type") instanceof Sequence;
    for (Node item : env.get().items("compute-type")) {
      if (item instanceof Scalar scalar) {
        new TaskEnvironmentReader(findings)
            .checkComputeType(scalar, env.get(), isList ? index : -1);
      }
      index++;
    }
    return new Dynamic(buildspecs, computeTypes, texts(env.get(), "image"), variables(env.get()));
  }

  private List<String> texts(Section section, String key) {
    Node node = section.value(key);
    if (node == null) {
      return List.of();
    }
    if (FileLists.isEmpty(node)) {
      reportEmpty(section.keyNode(key), section.at(key));
    } else if (node instanceof Mapping) {
      findings.report(
          BuildRule.SECTION_KIND,
          node,
          section.at(key),
          "expected a list of texts, found a mapping",
          "",
          "begin each value with a dash");
    }
    return FileLists.texts(section, key, BuildRule.SECTION_KIND);
  }

  private void reportEmpty(Node at, DocumentPath path) {
    findings.report(
        BuildRule.EMPTY_LIST, at, path, "the list is empty", "", "name the values, or remove it");
  }

  private Map<String, List<String>> variables(Section env) {
    return variables
        .section(env, "variables")
        .map(section -> section.each(entry -> values(section, entry)))
        .orElse(Map.of());
  }

  private @Nullable List<String> values(Section section, Mapping.Entry entry) {
    DocumentPath path = section.at(entry.name());
    variables.checkName(entry, path);
    if (!(entry.value() instanceof Sequence list)) {
      String value = variables.value(entry.value(), entry.key(), path);
      return value == null ? null : List.of(value);
    }
    if (list.items().isEmpty()) {
      reportEmpty(entry.key(), path);
      return null;
    }
    List<String> values = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      Node item = list.items().get(i);
      String value = variables.value(item, entry.key(), path.item(i));
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }
}
