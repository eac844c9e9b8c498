package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.journal.FileJournal;
import dev.penstock.process.Decider;
import dev.penstock.process.Effect;
import dev.penstock.process.EncodedEvent;
import dev.penstock.process.EventCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The journal of groups and deployments that is kept of a release")
class KeptDeploymentsTest {
  private static final Path KEPT = Path.of("src/test/resources/journals");

  /** Events as they stand in the journal. */
  private static final EventCodec<EncodedEvent> AS_WRITTEN =
      new EventCodec<>() {
        @Override
        public EncodedEvent encode(EncodedEvent event) {
          return event;
        }

        @Override
        public EncodedEvent decode(EncodedEvent encoded) {
          return encoded;
        }
      };

  @TempDir Path directory;

  static List<String> releases() throws IOException {
    try (Stream<Path> folders = Files.list(KEPT)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  private FileJournal kept(String release) throws IOException {
    try (Stream<Path> files = Files.list(KEPT.resolve(release).resolve("deployments"))) {
      for (Path file : files.toList()) {
        Files.copy(file, directory.resolve(file.getFileName()));
      }
    }
    return FileJournal.open(directory);
  }

  private static <E> List<E> read(FileJournal journal, String stream, EventCodec<E> codec) {
    List<E> events = new ArrayList<>();
    journal.read(stream, codec, 0, (sequence, event) -> events.add(event));
    return events;
  }

  private static Set<Class<?>> permitted(Class<?> family) {
    return new HashSet<>(Arrays.asList(family.getPermittedSubclasses()));
  }

  @ParameterizedTest
  @MethodSource("releases")
  @DisplayName("holds every kind of event, each read whole and written as it was")
  void everyEvent(String release) throws IOException {
    Set<Class<?>> deployments = permitted(DeploymentEvent.class);
    Set<Class<?>> groups = permitted(GroupEvent.class);
    try (FileJournal journal = kept(release)) {
      for (String stream : journal.streams()) {
        boolean isGroup = stream.startsWith("group/");
        for (EncodedEvent written : read(journal, stream, AS_WRITTEN)) {
          if (isGroup) {
            GroupEvent event = EventCodecs.GROUP.decode(written);
            assertEquals(written, EventCodecs.GROUP.encode(event), stream);
            groups.remove(event.getClass());
          } else {
            DeploymentEvent event = EventCodecs.DEPLOYMENT.decode(written);
            assertEquals(written, EventCodecs.DEPLOYMENT.encode(event), stream);
            deployments.remove(event.getClass());
          }
        }
      }
    }
    assertEquals(Set.of(), deployments);
    assertEquals(Set.of(), groups);
  }

  @ParameterizedTest
  @MethodSource("releases")
  @DisplayName("has checkpoints that stand for what was there before")
  void checkpoints(String release) throws IOException {
    DeploymentDecider deployment = new DeploymentDecider(Histories.FLEET, Histories.TRAFFIC);
    DeploymentGroup definition = GroupLawsTest.ALL.get(0);
    GroupDecider group = new GroupDecider(definition);
    int compared = 0;
    try (FileJournal journal = kept(release)) {
      for (String stream : journal.streams()) {
        if (!stream.endsWith(KeptDeployments.CHECKPOINT)) {
          compare(
              journal,
              stream,
              stream.startsWith("group/") ? EventCodecs.GROUP : EventCodecs.DEPLOYMENT,
              stream.startsWith("group/") ? group : deployment,
              state ->
                  state instanceof GroupState known
                      ? GroupLawsTest.snapshot(definition, known)
                      : DeploymentLawsTest.snapshot((DeploymentState) state));
          compared++;
        }
      }
    }
    assertEquals(true, compared > 5, compared + " histories");
  }

  @SuppressWarnings("unchecked") // the codec and the decider are of the stream
  private static <S, E, F extends Effect> void compare(
      FileJournal journal,
      String stream,
      EventCodec<?> codec,
      Decider<?, ?, ?, ?> decider,
      Function<Object, List<?>> snapshot) {
    Decider<S, ?, E, F> known = (Decider<S, ?, E, F>) decider;
    EventCodec<E> reading = (EventCodec<E>) codec;
    S whole = fold(known, read(journal, stream, reading));
    S small = fold(known, read(journal, stream + KeptDeployments.CHECKPOINT, reading));
    assertEquals(snapshot.apply(whole), snapshot.apply(small), stream);
    List<F> open = new ArrayList<>();
    known.pending(whole, open::add);
    List<F> openAfter = new ArrayList<>();
    known.pending(small, openAfter::add);
    assertEquals(open, openAfter, stream);
  }

  private static <S, E> S fold(Decider<S, ?, E, ?> decider, List<E> events) {
    S state = decider.initial();
    for (E event : events) {
      state = decider.evolve(state, event);
    }
    return state;
  }
}
