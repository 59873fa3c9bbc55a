package io.mce.crash;

import java.util.Set;

/**
 * What the engine's database says about one message, read after all is over.
 *
 * @param messageId the id under which it was sent
 * @param dedupKey what it was to be sent once for
 * @param leadId whom it was for
 * @param state the state of the dispatch, in words
 * @param remoteIds the remote's ids that the engine knows of
 */
record StoredDispatch(
    String messageId, String dedupKey, String leadId, String state, Set<String> remoteIds) {

  private static final Set<String> ACCEPTED = Set.of("ACCEPTED", "SENT", "DELIVERED", "READ");

  StoredDispatch {
    remoteIds = Set.copyOf(remoteIds);
  }

  boolean isAccepted() {
    return ACCEPTED.contains(state);
  }

  boolean isCancelled() {
    return state.equals("CANCELLED");
  }

  boolean isUnknown() {
    return state.equals("UNKNOWN");
  }
}
