package dev.penstock.artifact.upstream;

import static dev.penstock.artifact.upstream.World.NPMJS;
import static dev.penstock.artifact.upstream.World.TGZ;
import static dev.penstock.artifact.upstream.World.UI;
import static dev.penstock.artifact.upstream.World.UI_1;
import static dev.penstock.artifact.upstream.World.UI_2;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.artifact.CopyRequest;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.VersionChange;
import dev.penstock.artifact.VersionEvent;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.conventions.Covers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An event tells of a version")
class EventsOfArrivalsTest {
  @TempDir Path directory;

  private static List<String> told(World world) {
    List<String> lines =
        world.events.stream()
            .map(
                event ->
                    event.repository()
                        + " "
                        + event.version().version()
                        + " "
                        + event.operation()
                        + " +"
                        + event.changes().assetsAdded())
            .sorted()
            .toList();
    world.events.clear();
    return lines;
  }

  @Test
  @Covers("A-200")
  @DisplayName("each time that one is created, modified or deleted, however it came")
  void each() throws IOException {
    World world = new World(directory).repositories("app -> shared", "store", "other");
    PackageCoordinates files = PackageCoordinates.generic("acme", "files");
    world.publish("shared", UI_1, "one");
    assertEquals(List.of("shared 1.0.0 CREATED +1"), told(world));
    world.publish("other", files.version("1"), "a", "1");
    world.publish("other", files.version("1"), "b", "2");
    assertEquals(List.of("other 1 CREATED +1", "other 1 UPDATED +1"), told(world));
    world.read("app", UI_1);
    assertEquals(List.of("app 1.0.0 CREATED +1"), told(world), "retention");
    world.read("app", UI_1);
    assertEquals(List.of(), told(world));
    world.source.with(UI_2, TGZ, "two");
    world.upstreams.links().associate("store", NPMJS);
    world.read("store", UI_2);
    assertEquals(List.of("store 2.0.0 CREATED +1"), told(world), "ingestion");
    world.repository("store").copyFrom(world.repository("shared"), CopyRequest.of(UI, "1.0.0"));
    assertEquals(List.of("store 1.0.0 CREATED +1"), told(world), "copy");
    world.repository("store").updateStatus(UI, VersionChange.of("1.0.0"), VersionStatus.UNLISTED);
    assertEquals(List.of("store 1.0.0 UPDATED +0"), told(world));
    world.repository("store").delete(UI, VersionChange.of("1.0.0"));
    assertEquals(List.of("store 1.0.0 DELETED +0"), told(world));
    assertEquals(
        List.of("CREATED", "UPDATED", "DELETED"),
        List.of(VersionEvent.Operation.values()).stream().map(Enum::name).toList());
  }
}
