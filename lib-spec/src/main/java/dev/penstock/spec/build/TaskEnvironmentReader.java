package dev.penstock.spec.build;

import com.google.common.collect.ImmutableSet;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the environment of builds of a batch (B-194, B-195). */
final class TaskEnvironmentReader {

  /** The compute types of the service; one that came later is a warning only. */
  static final Set<String> COMPUTE_TYPES =
      ImmutableSet.of(
          "BUILD_GENERAL1_SMALL",
          "BUILD_GENERAL1_MEDIUM",
          "BUILD_GENERAL1_LARGE",
          "BUILD_GENERAL1_XLARGE",
          "BUILD_GENERAL1_2XLARGE",
          "BUILD_LAMBDA_1GB",
          "BUILD_LAMBDA_2GB",
          "BUILD_LAMBDA_4GB",
          "BUILD_LAMBDA_8GB",
          "BUILD_LAMBDA_10GB",
          "ARM_LAMBDA_1GB",
          "ATTRIBUTE_BASED_COMPUTE",
          "CUSTOM_INSTANCE_TYPE");

  private static final Set<String> TYPES =
      ImmutableSet.of(
          "LINUX_CONTAINER",
          "LINUX_GPU_CONTAINER",
          "ARM_CONTAINER",
          "WINDOWS_CONTAINER",
          "WINDOWS_SERVER_2019_CONTAINER",
          "WINDOWS_SERVER_2022_CONTAINER",
          "LINUX_LAMBDA_CONTAINER",
          "ARM_LAMBDA_CONTAINER",
          "LINUX_EC2",
          "ARM_EC2",
          "WINDOWS_EC2",
          "MAC_ARM");

  private final Findings findings;

  TaskEnvironmentReader(Findings findings) {
    this.findings = findings;
  }

  TaskEnvironment read(Section parent, Level level) {
    Optional<Section> found = parent.section("env", BuildRule.SECTION_KIND);
    if (found.isEmpty()) {
      return TaskEnvironment.NONE;
    }
    Section env = found.get();
    level.reportUnknown(env);
    return new TaskEnvironment(
        computeType(env, level),
        level.keys().contains("fleet")
            ? env.text("fleet", BuildRule.SECTION_KIND)
            : Optional.empty(),
        env.text("image", BuildRule.SECTION_KIND),
        env.value("privileged-mode") == null
            ? Optional.empty()
            : Optional.of(env.flag("privileged-mode", false, BuildRule.YES_OR_NO)),
        type(env),
        VariableReader.ofBatch(findings).read(env));
  }

  private Optional<String> computeType(Section env, Level level) {
    if (!level.keys().contains("compute-type")) {
      return Optional.empty();
    }
    if (env.value("compute-type") != null && env.value("fleet") != null) {
      findings.report(
          BuildRule.COMPUTE_TYPE_AND_FLEET,
          env.keyNode("fleet"),
          env.at("fleet"),
          "both \"compute-type\" and \"fleet\" are given",
          "",
          "keep one");
    }
    Optional<String> computeType = env.text("compute-type", BuildRule.SECTION_KIND);
    checkComputeType(env.value("compute-type") instanceof Scalar s ? s : null, env, -1);
    return computeType;
  }

  /** Warns of a compute type that the service does not list; of one item of a list if there is. */
  void checkComputeType(@Nullable Scalar value, Section env, int index) {
    check(value, env, "compute-type", index, COMPUTE_TYPES, BuildRule.UNKNOWN_COMPUTE_TYPE);
  }

  private Optional<String> type(Section env) {
    Optional<String> type = env.text("type", BuildRule.SECTION_KIND);
    check(
        env.value("type") instanceof Scalar s ? s : null,
        env,
        "type",
        -1,
        TYPES,
        BuildRule.UNKNOWN_ENVIRONMENT_TYPE);
    return type;
  }

  private void check(
      @Nullable Scalar value,
      Section env,
      String key,
      int index,
      Set<String> known,
      BuildRule rule) {
    if (value == null || value.isNull() || known.contains(value.text())) {
      return;
    }
    findings.report(
        rule,
        Severity.WARNING,
        value,
        index < 0 ? env.at(key) : env.at(key).item(index),
        "unknown type \"" + value.text() + "\"",
        String.join(", ", known),
        Level.suggestion(value.text(), known));
  }
}
