package dev.penstock.deploy.agent;

import dev.penstock.revision.SecurityContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Sets what the JDK cannot: POSIX access control lists and SELinux contexts. An SPI; a host has it
 * run {@code setfacl --set} and {@code chcon}, for example.
 *
 * <p>Called on the thread that installs, after the mode of a file or directory was set and before
 * its owner; may block. Each call may be repeated after a kill.
 */
public interface AccessControl {

  /**
   * Replaces the access control list of a file or directory.
   *
   * @param path an existing file or directory, no link
   * @param entries all entries in full, such as {@code user::rw-} and {@code
   *     default:group:ops:r-x}, with the base entries and the mask
   * @throws IOException if it cannot be set; the installation fails
   */
  void setAcl(Path path, List<String> entries) throws IOException;

  /**
   * Sets the SELinux context of a file or directory.
   *
   * @param path an existing file or directory, no link
   * @param context the context; absent parts stay as they are
   * @throws IOException if it cannot be set; the installation fails
   */
  void setContext(Path path, SecurityContext context) throws IOException;
}
