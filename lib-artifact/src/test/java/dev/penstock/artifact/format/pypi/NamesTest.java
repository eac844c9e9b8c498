package dev.penstock.artifact.format.pypi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Python's names")
class NamesTest {

  private static String normalized(String written) {
    return ProjectName.of(written).map(ProjectName::text).orElse("none");
  }

  @Test
  @Covers("W-076")
  @DisplayName("fold runs of separators to one hyphen, in lower case, between letters or digits")
  void projectNames() {
    assertEquals("acme-lib", normalized("Acme.Lib"));
    assertEquals("acme-lib", normalized("acme-_.-LIB"));
    assertEquals("a", normalized("A"));
    assertEquals("0-9", normalized("0.9"));
    assertEquals("a".repeat(255), normalized("a".repeat(255)));
    for (String none :
        List.of(
            "", "-a", "a-", ".a", "a_", "a b", "a/b", "\u00e9", "a+b", "a\n", "a".repeat(256))) {
      assertEquals("none", normalized(none), none);
    }
  }

  private static String parsed(String text) {
    return FileName.parse(text)
        .map(file -> file.kind() + " " + file.project() + " " + file.version().normalized())
        .orElse("none");
  }

  @Test
  @Covers("W-087")
  @DisplayName("of files tell the project and the version")
  void fileNames() {
    assertEquals("WHEEL acme-lib 1.0", parsed("Acme_Lib-1.0-py3-none-any.whl"));
    assertEquals("WHEEL acme-lib 1.0", parsed("acme_lib-1.0-2b-py2.py3-none-any.whl"));
    assertEquals(
        "WHEEL acme 1!2.0rc1", parsed("acme-1!2.0rc1-cp311-abi3-manylinux_2_17_x86_64.whl"));
    assertEquals("WHEEL acme 1.0+local.1", parsed("acme-1.0+local.1-py3-none-any.whl"));
    assertEquals("SOURCE acme-lib 1.0.0", parsed("Acme.Lib-1.0.0.tar.gz"));
    assertEquals("SOURCE acme-lib 1.0", parsed("acme-lib-1.0.zip"));
    assertEquals("SOURCE foo-2 1.0", parsed("foo-2-1.0.tar.gz"));
    for (String none :
        List.of(
            "acme-1.0-py3-none.whl",
            "acme-1.0-b2-py3-none-any.whl",
            "acme-1.0-2-x-py3-none-any.whl",
            "acme-one-py3-none-any.whl",
            "acme-1.0-py3--any.whl",
            "acme-1.0.tar.bz2",
            "acme-1.0.exe",
            "acme.tar.gz",
            "-1.0.tar.gz",
            "acme-.tar.gz",
            "../acme-1.0.tar.gz",
            "ac/me-1.0.tar.gz",
            "acme-1.0.tar.gz\u0000",
            "",
            "a".repeat(195) + "-1.zip")) {
      assertEquals("none", parsed(none), none);
    }
  }

  private static Optional<Accepted> best(String... headers) {
    return Accepted.best(List.of(headers));
  }

  @Test
  @DisplayName("of types: the client's favourite is chosen")
  void accepted() {
    Optional<Accepted> json = Optional.of(Accepted.JSON);
    Optional<Accepted> html = Optional.of(Accepted.HTML);
    Optional<Accepted> plain = Optional.of(Accepted.PLAIN_HTML);
    assertEquals(plain, best());
    assertEquals(plain, best("*/*"));
    assertEquals(plain, best("text/html,application/xhtml+xml,*/*;q=0.8"));
    assertEquals(plain, best("text/*"));
    assertEquals(json, best("application/*"));
    assertEquals(html, best("application/vnd.pypi.simple.v1+html", "text/html"));
    assertEquals(json, best("application/vnd.pypi.simple.latest+json"));
    assertEquals(json, best("text/html;q=0, */*"));
    assertEquals(
        html,
        best(
            "application/vnd.pypi.simple.v1+json;q=0.1,"
                + " application/vnd.pypi.simple.v1+html ; q=0.2"));
    assertFalse(best("application/json").isPresent());
    assertFalse(best("*/*;q=0").isPresent());
    assertFalse(best("text/html;q=x").isPresent());
    assertTrue(best("text/html;q=9").isPresent());
  }
}
