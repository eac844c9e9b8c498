package dev.penstock.deploy.agent;

import dev.penstock.deploy.DeploymentId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an installation would do. All paths are relative to the instance's root, with slashes.
 *
 * @param removes what the cleanup would take away, in its order
 * @param creates the directories and files that would be made where nothing is, in order
 * @param overwrites the files that would take the place of others
 * @param retains the files that are there and would be left as they are
 * @param conflicts what stands in the way, in words; with one or more the installation fails before
 *     it copies anything
 * @param warnings what was probably meant otherwise, in words
 * @param hooks whose scripts would run at which event, in the order of events
 * @see InstanceAgent#preview
 */
public record InstallPreview(
    List<String> removes,
    List<String> creates,
    List<String> overwrites,
    List<String> retains,
    List<String> conflicts,
    List<String> warnings,
    List<Hook> hooks) {

  /** Copies the lists. */
  public InstallPreview {
    removes = List.copyOf(removes);
    creates = List.copyOf(creates);
    overwrites = List.copyOf(overwrites);
    retains = List.copyOf(retains);
    conflicts = List.copyOf(conflicts);
    warnings = List.copyOf(warnings);
    hooks = List.copyOf(hooks);
  }

  /**
   * Whose scripts an event would run.
   *
   * @param event the event's name
   * @param deployment the deployment whose bundle supplies them; empty if there is none yet, so
   *     that nothing would run
   * @param scripts their paths within that bundle, in order; perhaps none
   * @param fault why the event would fail before it runs a script; empty if it would not
   */
  public record Hook(
      String event, Optional<DeploymentId> deployment, List<String> scripts, String fault) {

    /** Copies the list. */
    public Hook {
      Objects.requireNonNull(event, "event");
      Objects.requireNonNull(deployment, "deployment");
      scripts = List.copyOf(scripts);
      Objects.requireNonNull(fault, "fault");
    }

    @Override
    public String toString() {
      String whose = deployment.map(id -> " of " + id).orElse("");
      String what = scripts.isEmpty() ? "nothing" : String.join(", ", scripts);
      return event + whose + ": " + (fault.isEmpty() ? what : fault);
    }
  }

  /**
   * Whether nothing stands in the way.
   *
   * @return true if the installation would copy its files
   */
  public boolean isPossible() {
    return conflicts.isEmpty();
  }

  /**
   * The preview as text, one line for each thing.
   *
   * @return lines that end with a line feed
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    lines(text, "remove    ", removes);
    lines(text, "create    ", creates);
    lines(text, "overwrite ", overwrites);
    lines(text, "retain    ", retains);
    lines(text, "conflict  ", conflicts);
    lines(text, "warning   ", warnings);
    lines(text, "hook      ", hooks);
    return text.toString();
  }

  private static void lines(StringBuilder text, String mark, List<?> things) {
    for (Object thing : things) {
      text.append(mark).append(thing).append('\n');
    }
  }
}
