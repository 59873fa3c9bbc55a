package io.mce.app.identity;

import io.mce.app.http.SignedIn;
import io.mce.app.setup.ServerSettings;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PostConstruct;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who looks after the installation. The configuration says who, read at each start: no request
 * makes anybody one, and only accounts that exist then become one, so that nobody gets there first
 * by signing up with a known address. It gives no right inside any organization. Thread-safe.
 */
@Context
public final class PlatformAdmins {

  private static final Logger log = LoggerFactory.getLogger(PlatformAdmins.class);

  private final Users users;
  private final ServerSettings settings;

  PlatformAdmins(Users users, ServerSettings settings) {
    this.users = users;
    this.settings = settings;
  }

  @PostConstruct
  void follow() {
    int found = users.setPlatformAdmins(settings.platformAdmins());
    int missing = settings.platformAdmins().size() - found;
    if (missing > 0) {
      log.warn(
          "{} of the addresses in MCE_PLATFORM_ADMIN have no account; sign up, then start again",
          missing);
    }
  }

  /** Refuses everybody else. */
  public void require(SignedIn person) {
    if (!contains(UUID.fromString(person.member().userId()))) {
      throw new MceException(
          ErrorCode.FORBIDDEN, "Only who looks after this installation can do this.");
    }
  }

  boolean contains(UUID userId) {
    return users.isPlatformAdmin(userId);
  }
}
