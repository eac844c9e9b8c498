package dev.penstock.artifact.upstream.resilience;

import java.io.IOException;

/** Something around the calls of a source. */
interface Layer {

  /** No layer. */
  Layer NONE = Call::call;

  /** One call of the source. */
  @FunctionalInterface
  interface Call<T> {
    T call() throws IOException;
  }

  /** Calls, perhaps more than once, perhaps not at all. */
  <T> T around(Call<T> call) throws IOException;
}
