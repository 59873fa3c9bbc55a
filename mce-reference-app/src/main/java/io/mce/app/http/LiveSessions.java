package io.mce.app.http;

/** Which log-ins still count. Thread-safe. */
public interface LiveSessions {

  /** Tells whether nobody logged out of the session and nothing ended it. */
  boolean isAlive(String sessionId);

  /** Ends a session: none of its tokens counts any more. */
  void end(String sessionId);
}
