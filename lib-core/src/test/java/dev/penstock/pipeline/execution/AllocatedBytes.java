package dev.penstock.pipeline.execution;

/** Counts what a thread allocates, for the law of cost. */
public final class AllocatedBytes {

  private AllocatedBytes() {}

  /**
   * What this thread has allocated, as com.sun.management.ThreadMXBean counts it; asked by name,
   * because the module under test does not require that module.
   */
  public static long ofThisThread() {
    try {
      Object threads =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      return (Long)
          Class.forName("com.sun.management.ThreadMXBean")
              .getMethod("getCurrentThreadAllocatedBytes")
              .invoke(threads);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM does not count allocated bytes", e);
    }
  }
}
