package dev.penstock.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a file is a program: the owner's permission to execute it, where there is one. */
final class ExecutableBit {

  private ExecutableBit() {}

  static boolean isSet(Path file) throws IOException {
    PosixFileAttributeView view = view(file);
    return view == null
        ? Files.isExecutable(file)
        : view.readAttributes().permissions().contains(PosixFilePermission.OWNER_EXECUTE);
  }

  /** Lets everybody execute the file who may read it. */
  static void set(Path file) throws IOException {
    PosixFileAttributeView view = view(file);
    if (view == null) {
      return; // a system without the bit: its files are executable by name
    }
    Set<PosixFilePermission> old = view.readAttributes().permissions();
    Set<PosixFilePermission> permissions = EnumSet.copyOf(old);
    permissions.add(PosixFilePermission.OWNER_EXECUTE);
    if (old.contains(PosixFilePermission.GROUP_READ)) {
      permissions.add(PosixFilePermission.GROUP_EXECUTE);
    }
    if (old.contains(PosixFilePermission.OTHERS_READ)) {
      permissions.add(PosixFilePermission.OTHERS_EXECUTE);
    }
    view.setPermissions(permissions);
  }

  private static @Nullable PosixFileAttributeView view(Path file) {
    return Files.getFileAttributeView(
        file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }
}
