package dev.penstock.process;

/**
 * The identity of an effect within its process: derived, stable over restarts, and never used again
 * once settled.
 *
 * <p>Implementations are immutable values with {@code equals} and {@code hashCode}. The shape of
 * {@link #text()} is part of what a release promises, because executors outside store it.
 */
public interface EffectKey {

  /**
   * The key as text, such as {@code 3f2a…/Build/compile/1}.
   *
   * @return the text
   */
  String text();
}
