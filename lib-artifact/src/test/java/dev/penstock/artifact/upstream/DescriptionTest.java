package dev.penstock.artifact.upstream;

import static dev.penstock.artifact.upstream.World.NPMJS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.artifact.Repository;
import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The description of a repository")
class DescriptionTest {
  @TempDir Path directory;

  @Test
  @Covers("A-008")
  @DisplayName("tells who made it, when and what for, and what it is linked to")
  void whole() throws IOException {
    World world = new World(directory).repositories("near", "far", "old");
    Repository app = world.upstreams.domain().createRepository("app", "For all.", "111111111111");
    Instant created = world.now;
    world.wait(Duration.ofDays(1));
    world.upstreams.links().setUpstreams("app", List.of("near", "far", "old"));
    world.upstreams.links().associate("app", NPMJS);
    assertEquals(
        Map.of(
            "name",
            "app",
            "administratorAccount",
            "111111111111",
            "domainName",
            "acme",
            "domainOwner",
            "000000000000",
            "arn",
            "arn:aws:codeartifact:local:000000000000:repository/acme/app",
            "description",
            "For all.",
            "upstreams",
            List.of(
                Map.of("repositoryName", "near"),
                Map.of("repositoryName", "far"),
                Map.of("repositoryName", "old")),
            "externalConnections",
            List.of(
                Map.of(
                    "externalConnectionName",
                    NPMJS,
                    "packageFormat",
                    "npm",
                    "status",
                    "Available")),
            "createdTime",
            created),
        world.upstreams.links().of("app").toService(app.describe()));
    app.update("d".repeat(1_000));
    assertThrows(InvalidDefinitionException.class, () -> app.update("d".repeat(1_001)));
    assertThrows(InvalidDefinitionException.class, () -> app.update("a\u0007b"));
    for (String bad : List.of("d".repeat(1_001), "a\u0007b")) {
      assertThrows(
          InvalidDefinitionException.class,
          () -> world.upstreams.domain().createRepository("other", bad, "111111111111"));
    }
  }
}
