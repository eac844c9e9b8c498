package dev.penstock.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.revision.Digest;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A part that is null")
class NullPartsTest {
  private static final VersionCoordinates ONE =
      PackageCoordinates.generic("acme", "app").version("1.0");
  private static final Map<Class<?>, Object> SAMPLES =
      Map.ofEntries(
          Map.entry(String.class, "text/plain"),
          Map.entry(int.class, 1),
          Map.entry(long.class, 1L),
          Map.entry(boolean.class, true),
          Map.entry(List.class, List.of()),
          Map.entry(Map.class, Map.of()),
          Map.entry(Set.class, Set.of()),
          Map.entry(SortedMap.class, new TreeMap<>()),
          Map.entry(Optional.class, Optional.empty()),
          Map.entry(Instant.class, Instant.EPOCH),
          Map.entry(PackageFormat.class, PackageFormat.GENERIC),
          Map.entry(VersionStatus.class, VersionStatus.PUBLISHED),
          Map.entry(Review.State.class, Review.State.HELD),
          Map.entry(VersionVerdict.class, VersionVerdict.ALLOW),
          Map.entry(VersionCoordinates.class, ONE),
          Map.entry(PackageCoordinates.class, ONE.of()),
          Map.entry(VersionMetadata.class, VersionMetadata.EMPTY),
          Map.entry(Origin.class, new Origin(Origin.Type.INTERNAL, "releases")),
          Map.entry(Digest.class, new Digest("0".repeat(64))));

  @ParameterizedTest
  @ValueSource(
      classes = {
        Dependency.class,
        License.class,
        Review.class,
        Statement.class,
        StatementVerifier.Result.class,
        StoredVersion.class,
        VersionDescription.class,
        VersionMetadata.class
      })
  @DisplayName("is refused by its name when a record is made")
  void records(Class<? extends Record> type) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
    for (int i = 0; i < components.length; i++) {
      if (types[i].isPrimitive()) {
        continue;
      }
      Object[] values = new Object[types.length];
      for (int j = 0; j < types.length; j++) {
        values[j] = j == i ? null : sample(types[j]);
      }
      Throwable refusal =
          assertThrows(InvocationTargetException.class, () -> constructor.newInstance(values))
              .getCause();
      assertInstanceOf(NullPointerException.class, refusal);
      assertEquals(components[i].getName(), refusal.getMessage(), type.getSimpleName());
    }
  }

  private static Object sample(Class<?> type) {
    if (type == VersionDescription.class) {
      return new VersionDescription(
          ONE,
          VersionStatus.PUBLISHED,
          "revision",
          Optional.empty(),
          new Origin(Origin.Type.INTERNAL, "releases"),
          VersionMetadata.EMPTY,
          new TreeMap<>());
    }
    return SAMPLES.get(type);
  }

  @Test
  @DisplayName("is refused by its name when coordinates are made")
  @SuppressWarnings("NullAway") // that is what this is about
  void coordinates() {
    assertEquals("namespace", refusal(() -> PackageCoordinates.generic(null, "app")));
    assertEquals("name", refusal(() -> PackageCoordinates.generic("acme", null)));
    assertEquals("name", refusal(() -> PackageCoordinates.named(PackageFormat.PYPI, "", null)));
    assertEquals(
        "namespace", refusal(() -> new PackageCoordinates(PackageFormat.NUGET, null, "app")));
    assertEquals("format", refusal(() -> new PackageCoordinates(null, "acme", "app")));
    assertEquals("version", refusal(() -> ONE.of().version(null)));
    assertEquals("name", refusal(() -> Publisher.of(null)));
  }

  private static String refusal(Executable call) {
    return String.valueOf(assertThrows(NullPointerException.class, call).getMessage());
  }
}
