package dev.penstock.pipeline.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.pipeline.FailureType;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The names of statuses")
class StatusNamesTest {

  private static <T> List<String> names(T[] values, Function<T, String> name) {
    return Arrays.stream(values).map(name).sorted().toList();
  }

  @Test
  @DisplayName("of executions are the service's seven")
  @Covers("P-901")
  void executions() {
    assertEquals(
        List.of(
            "Cancelled", "Failed", "InProgress", "Stopped", "Stopping", "Succeeded", "Superseded"),
        names(ExecutionStatus.values(), ExecutionStatus::serviceName));
  }

  @Test
  @DisplayName("of stages are the service's seven")
  @Covers("P-902")
  void stages() {
    assertEquals(
        List.of("Cancelled", "Failed", "InProgress", "Skipped", "Stopped", "Stopping", "Succeeded"),
        names(StageStatus.values(), StageStatus::serviceName));
  }

  @Test
  @DisplayName("of actions are the service's four")
  @Covers("P-903")
  void actions() {
    assertEquals(
        List.of("Abandoned", "Failed", "InProgress", "Succeeded"),
        names(ActionStatus.values(), ActionStatus::serviceName));
  }

  @Test
  @DisplayName("of types of executions and of causes of retries are the service's two each")
  @Covers({"P-906", "P-907"})
  void types() {
    assertEquals(List.of("ROLLBACK", "STANDARD"), names(ExecutionType.values(), Enum::name));
    assertEquals(
        List.of("AutomatedStageRetry", "ManualStageRetry"),
        names(RetryTrigger.values(), RetryTrigger::serviceName));
  }

  @Test
  @DisplayName("of failures of actions are the service's six")
  @Covers("P-909")
  void failures() {
    assertEquals(
        List.of(
            "ConfigurationError",
            "JobFailed",
            "PermissionError",
            "RevisionOutOfSync",
            "RevisionUnavailable",
            "SystemUnavailable"),
        names(FailureType.values(), FailureType::serviceName));
  }

  @Test
  @DisplayName("tell which of them are final")
  @Covers("P-912")
  void finals() {
    assertEquals(
        List.of("Cancelled", "Succeeded", "Superseded"),
        Arrays.stream(ExecutionStatus.values())
            .filter(ExecutionStatus::isFinal)
            .map(ExecutionStatus::serviceName)
            .sorted()
            .toList());
    assertEquals(
        List.of("InProgress", "Stopping"),
        Arrays.stream(ExecutionStatus.values())
            .filter(status -> !status.isEnded())
            .map(ExecutionStatus::serviceName)
            .sorted()
            .toList());
  }
}
