package dev.penstock.artifact.store;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns, once in a process, where the runtime computes SHA digests several times slower. */
final class ShaSpeed {
  private static final ShaSpeed OF_THIS_PROCESS =
      new ShaSpeed(LoggerFactory.getLogger(FileContentStore.class));

  private final Logger logger;
  private final AtomicBoolean isAsked = new AtomicBoolean();

  ShaSpeed(Logger logger) {
    this.logger = logger;
  }

  static void warnOnce() {
    OF_THIS_PROCESS.warnOnce(null);
  }

  /** The option is for tests; asked of the runtime if it is null. */
  void warnOnce(@Nullable String option) {
    if (isAsked.getAndSet(true)) {
      return;
    }
    String found = option == null ? option() : option;
    if (found.equals("false")) {
      logger.warn(
          "This Java runtime does not use the processor's instructions for SHA (UseSHA is false):"
              + " content is stored and verified several times slower. Remove -XX:-UseSHA, or use a"
              + " runtime and a processor that have them.");
    }
  }

  private static String option() {
    try {
      HotSpotDiagnosticMXBean runtime =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return runtime == null ? "" : runtime.getVMOption("UseSHA").getValue();
    } catch (RuntimeException | LinkageError e) {
      return ""; // another kind of runtime: nothing is known
    }
  }
}
