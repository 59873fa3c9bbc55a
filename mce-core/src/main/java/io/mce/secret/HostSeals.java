package io.mce.secret;

/**
 * What a host sealed with {@link io.mce.engine.MceEngine#keyRing()} in tables of its own. While a
 * master key is being replaced the engine asks the host to bring these under the new one, before it
 * says that nobody needs the old one any more.
 */
@FunctionalInterface
public interface HostSeals {

  /**
   * Puts every value of the host through {@link SecretBox#reseal} and stores what comes out, where
   * the stored value is still the one that was read. Called on a worker thread, outside of any
   * transaction; called again from the start when it throws or the process ends.
   */
  void resealAll(SecretBox box);
}
