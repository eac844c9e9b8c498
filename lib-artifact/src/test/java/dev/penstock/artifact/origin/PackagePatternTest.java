package dev.penstock.artifact.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.origin.Association.Strength;
import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A pattern of a package group")
class PackagePatternTest {

  private static PackageCoordinates npm(String namespace, String name) {
    return new PackageCoordinates(PackageFormat.NPM, namespace, name);
  }

  private static Optional<Strength> match(String pattern, PackageCoordinates coordinates) {
    return PackagePattern.parse(pattern).match(coordinates);
  }

  private static boolean isStrong(String pattern, String namespace, String name) {
    return match(pattern, npm(namespace, name)).equals(Optional.of(Strength.STRONG));
  }

  private static String refused(String pattern) {
    return String.valueOf(
        assertThrows(InvalidDefinitionException.class, () -> PackagePattern.parse(pattern))
            .getMessage());
  }

  @ParameterizedTest
  @Covers({"A-110", "A-111"})
  @ValueSource(
      strings = {
        "/*",
        "/npm/*",
        "/npm/space~",
        "/npm/space/*",
        "/npm/space/name~",
        "/npm/space/name$",
        "/npm//*",
        "/npm//react$",
        "/npm//react~",
        "/pypi//requests$",
        "/pypi/*",
        "/maven/com.acme~",
        "/maven/com.acme/*",
        "/maven/com.acme/app$",
        "/generic/a/b~"
      })
  void takesEveryForm(String text) {
    assertEquals(text, PackagePattern.parse(text).toString());
  }

  @ParameterizedTest
  @Covers({"A-111", "A-112", "AP-042"})
  @ValueSource(
      strings = {
        "*",
        "/",
        "npm/*",
        "/npm",
        "/npm/",
        "/npm~",
        "/npm$",
        "/npm/space$",
        "/npm/space",
        "/npm/a/b",
        "/npm/a/b/c$",
        "/npm/a/b/*",
        "/npm/sp*",
        "/npm/space/na*",
        "/npm/space/~",
        "/npm/~",
        "/npm/space/$",
        "/npm/space/",
        "/*/a",
        "/~",
        "/npm/a~/b$x"
      })
  void refusesEveryOtherForm(String text) {
    assertTrue(refused(text).contains("pattern"));
  }

  @Test
  @Covers("A-109")
  @DisplayName("has 2 to 520 characters, none of them blank or a control character")
  void bounds() {
    String longest = "/npm//" + "n".repeat(513) + "$";
    assertEquals(520, longest.length());
    assertEquals(longest, PackagePattern.parse(longest).toString());
    assertTrue(refused("/npm//" + "n".repeat(514) + "$").contains("521 characters"));
    assertTrue(refused("/").contains("1 characters"));
    assertTrue(refused("").contains("0 characters"));
    assertTrue(refused("/npm//a b$").contains("white space"));
    assertTrue(refused("/npm//a\u0000b$").contains("control character"));
    assertTrue(refused("/npm//a\u00a0b$").contains("white space"));
  }

  @Test
  @Covers("A-109")
  @DisplayName("is its own identifier")
  void equality() {
    assertEquals(PackagePattern.parse("/npm/a~"), PackagePattern.parse("/npm/a~"));
    assertNotEquals(PackagePattern.parse("/npm/a~"), PackagePattern.parse("/npm/a/*"));
    assertEquals(PackagePattern.ROOT, PackagePattern.parse("/*"));
  }

  @Test
  @Covers("A-113")
  @DisplayName("gives a namespace where the format has one, and normalized names")
  void namespaces() {
    for (String format : List.of("pypi", "nuget", "ruby", "cargo")) {
      assertTrue(refused("/" + format + "/acme~").contains("namespace \"acme\""), format);
      assertTrue(refused("/" + format + "/acme/x$").contains("namespace \"acme\""), format);
      assertEquals("/" + format + "//x$", PackagePattern.parse("/" + format + "//x$").toString());
    }
    for (String format : List.of("maven", "swift", "generic")) {
      assertTrue(refused("/" + format + "//x$").contains("no namespace"), format);
      assertTrue(refused("/" + format + "//x~").contains("no namespace"), format);
      assertEquals("/" + format + "/a/x$", PackagePattern.parse("/" + format + "/a/x$").toString());
    }
    assertEquals("/npm//X$", PackagePattern.parse("/npm//X$").toString());
    assertTrue(refused("/pypi//My_Lib$").contains("\"my-lib\""));
    assertTrue(refused("/pypi//my_lib~").contains("\"my-lib\""));
    assertTrue(refused("/nuget//Lib$").contains("\"lib\""));
    assertEquals("/nuget//a_b$", PackagePattern.parse("/nuget//a_b$").toString());
    assertTrue(refused("/swift/Acme/x$").contains("\"acme\""));
    assertTrue(refused("/python//requests$").contains("pypi"));
  }

  @Test
  @Covers({"A-110", "AP-042"})
  @DisplayName("matches by format, namespace and name, an empty segment for no namespace")
  void paths() {
    assertTrue(isStrong("/npm//react$", "", "react"));
    assertFalse(isStrong("/npm//react$", "react", "react"));
    assertFalse(isStrong("/npm/react/*", "", "react"));
    assertTrue(isStrong("/npm//*", "", "react"));
    assertFalse(isStrong("/npm//*", "scope", "react"));
    assertEquals(
        Optional.empty(),
        match("/npm//react$", new PackageCoordinates(PackageFormat.PYPI, "", "react")));
  }

  @Test
  @Covers({"A-111", "A-112", "AP-042"})
  @DisplayName("* covers all values after a slash, $ one package, ~ a prefix of namespace or name")
  void operators() {
    assertTrue(isStrong("/*", "a", "b"));
    assertTrue(isStrong("/npm/*", "a", "b") && isStrong("/npm/*", "", "b"));
    assertTrue(isStrong("/npm/a/*", "a", "b") && !isStrong("/npm/a/*", "a-c", "b"));
    assertTrue(isStrong("/npm/a~", "a", "b") && isStrong("/npm/a~", "a-c", "b"));
    assertTrue(isStrong("/npm/a/b$", "a", "b") && !isStrong("/npm/a/b$", "a", "b-c"));
    assertTrue(isStrong("/npm/a/b~", "a", "b") && isStrong("/npm/a/b~", "a", "b-c"));
    assertFalse(isStrong("/npm/a/b~", "a-x", "b"));
  }

  @Test
  @Covers("A-114")
  @DisplayName("ends a prefix where a word ends")
  void words() {
    for (String name : List.of("foo", "foo-bar", "foo.x", "foo_x", "foo~", "foo-")) {
      assertTrue(isStrong("/npm/space/foo~", "space", name), name);
    }
    for (String name : List.of("food", "foot", "fooBar", "foo1", "foo\u0301", "fo", "x-foo")) {
      assertFalse(isStrong("/npm/space/foo~", "space", name), name);
    }
    assertTrue(refused("/npm/space/foo-~").contains("end of a word"));
    assertTrue(refused("/npm/sp.~").contains("* after /"));
    assertTrue(isStrong("/npm/space/e\u0301~", "space", "e\u0301-x"), "a mark goes on with a word");
    assertTrue(refused("/npm/space/-\u0301~").contains("end of a word"), "and begins none");
    assertTrue(isStrong("/npm/space/foo-bar~", "space", "foo-bar.baz"));
    assertTrue(isStrong("/npm/\u65e5\u672c~", "\u65e5\u672c.x", "a"));
    assertTrue(isStrong("/npm/space/\ud835\udfd8~", "space", "\ud835\udfd8-x"), "a surrogate pair");
  }

  @Test
  @Covers("A-117")
  @DisplayName("matches weakly what only looks like it")
  void weakly() {
    String pattern = "/npm//foo-bar$";
    assertEquals(Optional.of(Strength.STRONG), match(pattern, npm("", "foo-bar")));
    for (String name :
        List.of(
            "foo.bar",
            "foo..bar",
            "foo_bar",
            "Foo-Bar",
            "foo-_.bar",
            "f\u043eo-bar",
            "\uff46oo-bar",
            "foo-b\u0430r")) {
      assertEquals(Optional.of(Strength.WEAK), match(pattern, npm("", name)), name);
    }
    for (String name : List.of("foobar", "foo-bars", "fob-bar", "foo", "-foo-bar")) {
      assertEquals(Optional.empty(), match(pattern, npm("", name)), name);
    }
    PackageCoordinates acton = new PackageCoordinates(PackageFormat.MAVEN, "com.act-on", "x");
    assertEquals(Optional.of(Strength.WEAK), match("/maven/com.act.on/*", acton));
    assertEquals(Optional.of(Strength.WEAK), match("/maven/com.act.on~", acton));
    assertEquals(Optional.of(Strength.STRONG), match("/maven/com.act-on/*", acton));
    assertEquals(Optional.of(Strength.WEAK), match("/npm//foo-bar~", npm("", "FOO.bar-x")));
  }
}
