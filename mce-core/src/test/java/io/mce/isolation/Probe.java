package io.mce.isolation;

import io.mce.kernel.ErrorCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way to offer something of another organization to a method, and what has to come of it.
 *
 * @param method the method, as {@link ServiceMethods} writes it
 * @param expected what must happen with what is another organization's
 * @param refusal the code of the refusal, where one is expected
 * @param reason why there is nothing to probe, where that is so
 * @param call calls the method as the first sample with what belongs to the second
 */
record Probe(
    String method, Expected expected, Optional<ErrorCode> refusal, String reason, Call call) {

  /** What a method does with what is not ours. */
  enum Expected {
    /** It refuses; with own ids it works. */
    REFUSED,
    /** The database refuses to store it; with own ids it works. */
    UNSTORABLE,
    /** It answers as if there were nothing; with own ids it answers something else. */
    NOTHING,
    /**
     * Told nothing of others, or something that is no reference: it answers with one's own only.
     */
    OWN,
    /** What is handed over is a secret: it opens the other's, and touches nothing of the caller. */
    OPENS,
    /** There is nothing to offer; a sentence says why. */
    EXEMPT
  }

  /** Calls a method as {@code we} with what belongs to {@code they}. */
  interface Call {
    @Nullable Object run(Sample we, Sample they) throws Exception;
  }

  /** A method that answers nothing. */
  interface Action {
    void run() throws Exception;
  }
}
