package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableSet;
import dev.penstock.revision.InstallPlan.HookScript;
import dev.penstock.spec.deploy.ServerAppSpec.OperatingSystem;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

/** Reads one script of an event. */
final class ScriptReader {

  private static final ImmutableSet<String> KEYS =
      ImmutableSet.of("location", "timeout", "runas", "sudo");

  private final Level entry;
  private final Notes notes;
  private final OperatingSystem os;

  ScriptReader(Level entry, OperatingSystem os) {
    this.entry = entry;
    this.notes = entry.notes();
    this.os = os;
  }

  Optional<HookScript> read(Optional<Duration> timeout) {
    entry.checkKeys(KEYS);
    String location = trimmed("location");
    if (location.isEmpty()
        && (!entry.has("location") || entry.value("location") instanceof Scalar)) {
      notes.report(
          DeployRule.MISSING_LOCATION,
          entry.place("location"),
          entry.path(),
          "the script has no location",
          "",
          "add \"location:\" with its path in the bundle");
    }
    BundlePaths.check(entry, "location", location);
    Optional<String> runAs = Optional.of(trimmed("runas")).filter(user -> !user.isEmpty());
    boolean sudo = sudo();
    if (os == OperatingSystem.WINDOWS && (sudo || runAs.isPresent())) {
      String key = runAs.isPresent() ? "runas" : "sudo";
      notes.report(
          DeployRule.WINDOWS_USER,
          entry.keyNode(key),
          entry.at(key),
          "\"" + key + "\" means nothing on Windows hosts and is ignored",
          "",
          "remove it");
    }
    return location.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new HookScript(location, timeout.orElse(ServerAppSpec.DEFAULT_TIMEOUT), runAs, sudo));
  }

  /** Numbers become texts. */
  private String trimmed(String key) {
    return entry.scalar(key).map(scalar -> AgentValue.of(scalar).text().strip()).orElse("");
  }

  /** D-086: whatever is not off is on, the text "false" included. */
  private boolean sudo() {
    Node node = entry.value("sudo");
    if (AgentValue.isOff(node)) {
      return false;
    }
    if (node instanceof Scalar scalar && !scalar.isPlain() && isOffWord(scalar.text())) {
      notes.report(
          DeployRule.SUDO_TEXT,
          scalar,
          entry.at("sudo"),
          "the text \"" + scalar.text() + "\" switches sudo on",
          "",
          "write false without quotes to switch it off");
    }
    return true;
  }

  private static boolean isOffWord(String text) {
    return text.isBlank() || text.matches("(?i)false|no|off|0");
  }

  /** D-084: taken as a whole number as far as that goes. */
  Optional<Duration> timeout() {
    if (AgentValue.isOff(entry.value("timeout"))) {
      return Optional.empty();
    }
    Optional<Scalar> scalar = entry.scalar("timeout");
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    AgentValue value = AgentValue.of(scalar.get());
    String written = scalar.get().text();
    if (value.whole().signum() <= 0) {
      notes.report(
          DeployRule.TIMEOUT,
          scalar.get(),
          entry.at("timeout"),
          "timeout \"" + written + "\"" + (isNumber(written) ? "" : " is no number of seconds"),
          "seconds, a whole number above 0",
          "");
      return Optional.empty();
    }
    BigInteger most = BigInteger.valueOf(ServerAppSpec.LONGEST_TIMEOUT.toSeconds());
    BigInteger seconds = value.whole().min(most);
    if (!seconds.toString().equals(written)) {
      notes.report(
          DeployRule.TIMEOUT_READING,
          scalar.get(),
          entry.at("timeout"),
          "timeout " + written + " is read as " + seconds + " seconds",
          "seconds, a whole number above 0",
          "write " + seconds + " if that is meant",
          isPlainly(seconds, written)
              ? scalar.get().replacedBy(seconds.toString())
              : Optional.empty());
    }
    return Optional.of(Duration.ofSeconds(seconds.longValueExact()));
  }

  /** Whether nobody can have meant another number: {@code 300s} and {@code 1_000}, not 10m. */
  private static boolean isPlainly(BigInteger seconds, String written) {
    return written.replace("_", "").matches(seconds + " ?(s|sec|secs|seconds)?");
  }

  private static boolean isNumber(String text) {
    return text.matches("-?[0-9]+");
  }
}
