package dev.penstock.artifact;

import dev.penstock.conventions.Covers;
import dev.penstock.conventions.LibraryConventions;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
  @TestFactory
  @Covers("A-224")
  Stream<DynamicTest> keepsTheConventions() {
    return LibraryConventions.tests();
  }
}
