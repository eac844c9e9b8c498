package dev.penstock.revision;

import java.util.Objects;
import java.util.Optional;

/**
 * The SELinux context that a permission of an install plan gives to files.
 *
 * <p>Immutable.
 *
 * @param user the SELinux user, such as {@code system_u}; empty to leave it
 * @param type the SELinux type, such as {@code httpd_sys_content_t}
 * @param range sensitivities and categories; empty to leave them
 */
public record SecurityContext(Optional<String> user, String type, Optional<SecurityRange> range) {

  /**
   * All parts are required.
   *
   * @throws IllegalArgumentException if the type is empty
   */
  public SecurityContext {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(range, "range");
    if (type.isEmpty()) {
      throw new IllegalArgumentException("a context needs a type");
    }
  }
}
