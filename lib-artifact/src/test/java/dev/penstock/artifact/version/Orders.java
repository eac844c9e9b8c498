package dev.penstock.artifact.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** What tests say about the order and the ranges of one scheme. */
record Orders(VersionScheme scheme) {

  /** Every version is less than all that follow. */
  void ascend(String... versions) {
    for (int i = 0; i < versions.length; i++) {
      for (int j = i + 1; j < versions.length; j++) {
        String about = versions[i] + " < " + versions[j];
        assertTrue(scheme.compare(versions[i], versions[j]) < 0, about);
        assertTrue(scheme.compare(versions[j], versions[i]) > 0, about);
      }
    }
  }

  /** All versions are equal in order and as values. */
  void equal(String... versions) {
    for (String version : versions) {
      assertEquals(0, scheme.compare(versions[0], version), version);
      assertEquals(scheme.parse(versions[0]), scheme.parse(version));
      assertEquals(scheme.parse(versions[0]).hashCode(), scheme.parse(version).hashCode());
    }
  }

  void normal(String expected, String... versions) {
    for (String version : versions) {
      assertEquals(expected, scheme.normalize(version), version);
    }
  }

  void areNoVersions(String... texts) {
    for (String text : texts) {
      assertThrows(VersionSyntaxException.class, () -> scheme.parse(text), text);
      assertTrue(scheme.tryParse(text).isEmpty(), text);
    }
  }

  void areNoRanges(String... texts) {
    for (String text : texts) {
      assertThrows(VersionSyntaxException.class, () -> scheme.range(text), text);
    }
  }

  void contains(String range, String... versions) {
    for (String version : versions) {
      assertTrue(scheme.range(range).contains(scheme.parse(version)), range + " has " + version);
    }
  }

  void lacks(String range, String... versions) {
    for (String version : versions) {
      assertFalse(scheme.range(range).contains(scheme.parse(version)), range + " lacks " + version);
    }
  }

  List<Version> versions(String... texts) {
    return Stream.of(texts).map(scheme::parse).toList();
  }

  /** What is chosen, whatever the order of the candidates; empty if nothing is. */
  void chooses(String expected, String range, String... candidates) {
    choosesBy(scheme.range(range), expected, candidates);
  }

  void choosesBy(VersionRange range, String expected, String... candidates) {
    List<Version> given = versions(candidates);
    List<Version> turned = new ArrayList<>(given);
    Collections.reverse(turned);
    assertEquals(expected, range.best(given).map(Version::toString).orElse(""), range::toString);
    assertEquals(expected, range.best(turned).map(Version::toString).orElse(""), range::toString);
  }
}
