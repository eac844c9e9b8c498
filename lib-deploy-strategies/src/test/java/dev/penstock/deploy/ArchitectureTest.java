package dev.penstock.deploy;

import dev.penstock.conventions.LibraryConventions;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
  @TestFactory
  Stream<DynamicTest> keepsTheConventions() {
    return LibraryConventions.tests();
  }
}
