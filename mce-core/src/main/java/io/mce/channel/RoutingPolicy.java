package io.mce.channel;

import io.mce.kernel.MceException;
import io.mce.provider.AccountId;
import java.util.HashSet;
import java.util.List;

/**
 * By which way an organization prefers to reach people, and whether a message may go by another
 * medium than it was meant for.
 *
 * @param channels media ("WHATSAPP", "SMS"), the preferred one first; others follow
 * @param accounts accounts, the preferred one of each medium first; others follow by age
 * @param acrossChannels whether what was meant for one medium may go by another when no account of
 *     its own works. Off unless the organization says so: who writes by WhatsApp does not expect
 *     the answer by SMS, and it costs otherwise.
 */
public record RoutingPolicy(
    List<String> channels, List<AccountId> accounts, boolean acrossChannels) {

  /** No preference; each message by its own medium. */
  public static final RoutingPolicy DEFAULT = new RoutingPolicy(List.of(), List.of(), false);

  private static final int MOST = 100;
  private static final int LONGEST_NAME = 64;

  /**
   * Copies the lists.
   *
   * @throws MceException INVALID when one is too long or names something twice
   */
  public RoutingPolicy {
    channels = List.copyOf(channels);
    accounts = List.copyOf(accounts);
    requireDistinct("channels", channels);
    requireDistinct("accounts", accounts);
    if (channels.stream().anyMatch(each -> each.isBlank() || each.length() > LONGEST_NAME)) {
      throw MceException.invalid(
          "channels", "The name of a channel has 1 to " + LONGEST_NAME + " characters.");
    }
  }

  private static void requireDistinct(String field, List<?> values) {
    if (values.size() > MOST) {
      throw MceException.invalid(field, "Name at most " + MOST + ".");
    }
    if (new HashSet<>(values).size() < values.size()) {
      throw MceException.invalid(field, "Name each only once.");
    }
  }

  /** Where a medium stands: less is better; those that are not named come last, all alike. */
  public int rank(String channel) {
    return rank(channels, channel);
  }

  /** Where an account stands among those of its medium, like {@link #rank(String)}. */
  public int rank(AccountId account) {
    return rank(accounts, account);
  }

  private static <T> int rank(List<T> order, T value) {
    int index = order.indexOf(value);
    return index < 0 ? order.size() : index;
  }
}
