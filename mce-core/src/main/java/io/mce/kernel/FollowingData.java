package io.mce.kernel;

import java.util.List;
import java.util.UUID;

/**
 * A feature's share of what goes along when two persons turn out to be one, and of what goes back
 * when that was a mistake. Each feature whose rows should follow binds one. Implementations are
 * thread-safe; all run inside the transaction of the merge, after the persons themselves.
 *
 * <p>Nothing of it may allow what one of the two had forbidden.
 */
public interface FollowingData {

  /** Returns a word that names the feature's share for good; it is stored. */
  String name();

  /**
   * Gives what hangs on one person to another.
   *
   * @return what {@link #part} needs to know, by ids and plain words only
   */
  List<String> join(Actor actor, UUID from, UUID into);

  /**
   * Gives back what {@link #join} gave. What was written since stays where it is, unless it belongs
   * to something that goes back; a refusal that was written since holds for both.
   *
   * @param from the person who is on their own again
   * @param into the person who had it
   * @param joined what {@link #join} returned
   */
  void part(Actor actor, UUID from, UUID into, List<String> joined);
}
