package dev.penstock.deploy;

import dev.penstock.journal.FileJournal;
import dev.penstock.process.Checkpointing;
import dev.penstock.process.EventCodec;
import dev.penstock.process.Retention;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Writes the journal of groups and deployments that is kept of each release in {@code
 * src/test/resources/journals/<release>}: random histories that meet every kind of event, and
 * beside each the checkpoint that stands for it. Run it once for a new release; what is there is
 * never written again.
 */
final class KeptDeployments {
  static final String CHECKPOINT = "/checkpoint";

  private KeptDeployments() {}

  /** Writes the journal into the directory that is named. */
  public static void main(String[] arguments) {
    write(Path.of(arguments[0]));
  }

  static void write(Path directory) {
    try (FileJournal journal = FileJournal.open(directory)) {
      Set<Class<?>> deployments = new HashSet<>(List.of(DeploymentEvent.Checkpointed.class));
      for (int seed = 0;
          deployments.size() < DeploymentEvent.class.getPermittedSubclasses().length;
          seed++) {
        List<DeploymentEvent> events =
            DeploymentLawsTest.laws().events(new SplittableRandom(seed), 60);
        if (isNew(events, deployments)) {
          Checkpointing<DeploymentEvent> decider =
              new DeploymentDecider(Histories.FLEET, Histories.TRAFFIC);
          write(journal, "deployment/" + seed, EventCodecs.DEPLOYMENT, events, decider);
        }
      }
      Set<Class<?>> groups = new HashSet<>(List.of(GroupEvent.Checkpointed.class));
      for (int seed = 0; groups.size() < GroupEvent.class.getPermittedSubclasses().length; seed++) {
        DeploymentGroup group = GroupLawsTest.ALL.get(seed % GroupLawsTest.ALL.size());
        List<GroupEvent> events = GroupLawsTest.laws(group).events(new SplittableRandom(seed), 40);
        if (isNew(events, groups)) {
          write(journal, "group/" + seed, EventCodecs.GROUP, events, new GroupDecider(group));
        }
      }
    }
  }

  private static boolean isNew(List<?> events, Set<Class<?>> seen) {
    boolean isNew = false;
    for (Object event : events) {
      isNew |= seen.add(event.getClass());
    }
    return isNew;
  }

  private static <E> void write(
      FileJournal journal,
      String stream,
      EventCodec<E> codec,
      List<E> events,
      Checkpointing<E> decider) {
    journal.open(stream, codec).append(0, events).toCompletableFuture().join();
    Checkpointing.Digest<E> digest = decider.digest(Retention.NOTHING);
    events.forEach(digest::add);
    journal
        .open(stream + CHECKPOINT, codec)
        .append(0, List.of(digest.checkpoint()))
        .toCompletableFuture()
        .join();
  }
}
