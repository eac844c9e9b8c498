package dev.penstock.process;

/**
 * An effect that is a quick notice, such as "ask that action to stop".
 *
 * <p>A driver limits how many effects are under way at once. A signal takes none of these places,
 * because it often is what makes a place free.
 */
public interface Signal extends Effect {

  /**
   * The effect that the notice is about.
   *
   * @return the key of an effect that was emitted before
   */
  EffectKey target();
}
